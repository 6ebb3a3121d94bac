import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { call, demoChannelId } from './api.ts';
import { answer, begin, openThread, threadOn } from './inbox.ts';
import { control, newCustomer, NUMBER, type Customer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();
const picture = resolve(import.meta.dirname, '../simulator/samples/picture.png');
const DAY_MS = 86_400_000;

async function untilApproved(name: string): Promise<void> {
  await expect
    .poll(async () => {
      const { body } = await call('owner', 'GET', `/v1/templates?name=${name}`);
      return (body as { items: { status: string }[] }).items[0]?.status;
    })
    .toBe('APPROVED');
}

async function chooseTemplate(page: Page, name: string) {
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Template' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: new RegExp(name) }).click();
  return dialog;
}

interface OnPhone {
  rendered: { cards?: { body: string; buttons: { payload: string | null }[] }[] } | null;
}
async function cardsOnPhone({ id }: Customer) {
  const { items } = await control<{ items: OnPhone[] }>('GET', `/threads/${id}/${NUMBER}`);
  return items.at(-1)?.rendered?.cards?.map(({ body, buttons }) => [body, buttons[0]?.payload]);
}

describe('a template', () => {
  it('of cards is written, each card with what is missing, and reaches the phone card by card', async () => {
    const page = await stage.window();
    const name = `cards_${crypto.randomUUID().slice(0, 8)}`;
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByRole('button', { name: 'New template' }).click();
    const dialog = page.getByRole('dialog', { name: 'New template' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('combobox', { name: 'Category' }).selectOption('MARKETING');
    await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('CAROUSEL');
    await dialog.getByRole('textbox', { name: 'Body', exact: true }).fill('Our new lamps are here.');
    await dialog.getByRole('button', { name: 'Send for review' }).click();
    await dialog.getByText('Meta wants to see a sample file: upload one.').waitFor();
    for (const card of [1, 2]) {
      await dialog.getByRole('tab', { name: new RegExp(`${card}$`) }).click();
      const panel = dialog.getByRole('tabpanel', { name: `Card ${card}` });
      await panel.getByLabel('Sample image').setInputFiles(picture);
      await panel.getByRole('button', { name: 'Remove picture.png' }).waitFor();
      await panel.getByRole('textbox', { name: 'Text of the card' }).fill('Only {{1}} each');
      await panel.getByRole('textbox', { name: 'Sample for {{1}}' }).fill('R$ 90');
      await panel.getByRole('textbox', { name: 'Text', exact: true }).fill('Buy');
      await panel.getByRole('textbox', { name: 'Address' }).fill('https://shop.example/{{1}}');
      await panel.getByRole('textbox', { name: 'Sample for {{1}}' }).last().fill(`lamp-${card}`);
    }
    await dialog.getByRole('button', { name: 'Send for review' }).click();
    await dialog.waitFor({ state: 'detached' });
    await untilApproved(name);

    const customer = await newCustomer('Lucia Costa');
    await page.getByRole('link', { name: 'Inbox' }).click();
    await begin(page, customer, 'Which lamps do you have?');
    const sending = await chooseTemplate(page, name);
    await sending.getByRole('button', { name: 'Send', exact: true }).click();
    await sending.getByText('Upload a file, or give an address with https://.').first().waitFor();
    for (const card of [1, 2]) {
      const fields = sending.getByRole('group', { name: `Card ${card}` });
      await fields.getByLabel(`Card ${card}’s image`).setInputFiles(picture);
      await fields.getByRole('textbox', { name: 'Text {{1}}' }).fill(`R$ ${card}0`);
      await fields.getByRole('textbox', { name: 'End of the address of “Buy”' }).fill(`l-${card}`);
      await fields.getByRole('button', { name: 'Remove picture.png' }).waitFor();
    }
    await sending.getByRole('button', { name: 'Send', exact: true }).click();
    await expect
      .poll(() => cardsOnPhone(customer))
      .toEqual([
        ['Only R$ 10 each', 'https://shop.example/l-1'],
        ['Only R$ 20 each', 'https://shop.example/l-2'],
      ]);
    await threadOn(page).getByRole('region', { name: '2 cards' }).getByText('Only R$ 20 each').waitFor();
  });

  it('that WhatsApp holds for a quality check says so until it goes on', async () => {
    const page = await stage.window();
    const name = `held_${crypto.randomUUID().slice(0, 8)}`;
    const created = await call('owner', 'POST', '/v1/templates', {
      channelId: await demoChannelId(),
      name,
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'May we call you?' }, { type: 'CALL_PERMISSION_REQUEST' }],
    });
    expect(created.status).toBe(201);
    await untilApproved(name);
    const customer = await newCustomer('Marek Novak');
    await begin(page, customer, 'Hello?');
    await control('PUT', '/faults/hold-template', { count: 1, delayMs: 12_000, customer: customer.phone });
    const sending = await chooseTemplate(page, name);
    await sending.getByRole('button', { name: 'Send', exact: true }).click();
    const held = threadOn(page).getByText('Held by WhatsApp for a quality check.');
    await held.waitFor();
    await held.waitFor({ state: 'detached' });
    await threadOn(page).locator('[data-status=delivered]', { hasText: 'May we call you?' }).waitFor();
  });

  it('is what is offered for a failed text once the 24 hours are over', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Inka Salo');
    await begin(page, customer, 'Are you there?');
    await control('PUT', '/faults/refuse', { count: 1, code: 131026, customer: customer.phone });
    await answer(page, 'Yes, we are');
    const failed = threadOn(page);
    await failed.getByRole('button', { name: 'Retry' }).waitFor();
    await page.clock.setSystemTime(Date.now() + DAY_MS + 60_000);
    await page.reload();
    await openThread(page, customer);
    await failed.getByText('Yes, we are').waitFor();
    expect(await failed.getByRole('button', { name: 'Retry' }).count()).toBe(0);
    await failed.getByRole('button', { name: 'Send a template' }).click();
    await page.getByRole('dialog', { name: 'Send a template' }).waitFor();
    // All windows of a person share this clock.
    await page.clock.setSystemTime(Date.now());
  });
});
