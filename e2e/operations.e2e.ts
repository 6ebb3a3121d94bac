import { inject, describe, expect, it } from 'vitest';
import { call } from './api.ts';
import { control, newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

interface Receiver {
  calls: { headers: Record<string, string>; body: string }[];
}

describe('operations', () => {
  it('show administrators their webhooks: made, tested, told of a message, failing and put back', async () => {
    const page = await stage.window();
    const name = `shop-${crypto.randomUUID().slice(0, 8)}`;
    await page.getByRole('link', { name: 'Operations' }).click();
    await page.getByRole('tab', { name: 'Webhooks' }).click();
    await page.getByRole('button', { name: 'New webhook' }).click();
    const editor = page.getByRole('dialog', { name: 'New webhook' });
    await editor.getByRole('textbox', { name: 'Address' }).fill('https://10.0.0.1/hook');
    stage.mayFail(/status of 422/);
    await editor.getByRole('button', { name: 'Create' }).click();
    await editor.getByText('not on the public internet').first().waitFor();
    await editor
      .getByRole('textbox', { name: 'Address' })
      .fill(`${inject('simulatorUrl').replace('localhost', '127.0.0.1')}/receivers/${name}`);
    await editor.getByRole('textbox', { name: 'What it is for' }).fill(name);
    await editor.getByRole('button', { name: 'Create' }).click();
    const secret = page.getByRole('dialog', { name: 'The signing secret' });
    await secret.getByText(/^whsec_/).waitFor();
    await secret.getByRole('button', { name: 'I have kept it' }).click();

    await page
      .getByRole('list', { name: 'Addresses' })
      .getByRole('button', { name: new RegExp(name) })
      .click();
    const shown = page.getByRole('dialog', { name });
    await shown.getByRole('button', { name: 'Send a test' }).click();
    const log = shown.getByRole('list', { name: 'Delivery log' }).getByRole('listitem');
    await log.filter({ hasText: 'webhook.test' }).getByText('Delivered').waitFor();
    const received = () => control<Receiver>('GET', `/receivers/${name}`);
    expect((await received()).calls[0]?.headers['webhook-signature']).toMatch(/^v1,/);

    await control('PUT', `/receivers/${name}`, { status: 500 });
    const customer = await newCustomer('Rosa Webhook');
    await customer.writes('Told to the shop');
    await log
      .filter({ hasText: 'message.received' })
      .getByText(/Answered 500, tried again/)
      .waitFor();
    await control('PUT', `/receivers/${name}`, { status: 200 });
    // On a busy machine it may have failed twice by now, and waits minutes: what a test finds back is told at once.
    const { items } = (await call('owner', 'GET', '/v1/webhooks')).body as {
      items: { id: string; description: string }[];
    };
    const webhook = items.find(({ description }) => description === name);
    await expect
      .poll(
        async () => {
          await call('owner', 'POST', `/v1/webhooks/${webhook?.id}/test`);
          return log.filter({ hasText: 'message.received' }).getByText('Delivered').count();
        },
        { interval: 2_000 },
      )
      .toBe(1);
    const tellings = async () =>
      (await received()).calls.filter(({ body }) => body.includes('Told to the shop'));

    await shown.getByLabel('State').selectOption('Waits');
    await shown.getByText('None in this state.').waitFor();
    await shown.getByLabel('State').selectOption('Delivered');
    await log
      .filter({ hasText: 'message.received' })
      .getByRole('button', { name: 'message.received, Delivered' })
      .click();
    const one = shown.getByRole('region', { name: 'One delivery' });
    const tries = one.getByRole('list', { name: 'Tries' }).getByRole('listitem');
    await tries.nth(1).waitFor();
    const told = await tellings();
    expect(await tries.count()).toBe(told.length);
    expect(await tries.first().textContent()).toMatch(/^200/);
    expect(await tries.last().textContent()).toMatch(/^500/);
    const payload = one.getByLabel('What is sent');
    await payload.getByText('"message.received"').waitFor();
    expect(await payload.textContent()).not.toContain('Told to the shop');
    await one.getByRole('button', { name: 'Send again' }).click();
    // Told over the dialog, inside of it, where it can be read aloud and put away.
    const toasts = shown.getByRole('status', { name: 'Notifications' });
    await toasts.getByText('It is on its way again.').waitFor();
    expect(await page.getByText('It is on its way again.').count()).toBe(1);
    expect(
      await toasts.getByText('It is on its way again.').evaluate((text) => {
        const { left, top, width, height } = text.getBoundingClientRect();
        return {
          isOnTop: document.elementFromPoint(left + width / 2, top + height / 2) === text,
          isSaid: text.closest('[aria-live]')?.getAttribute('aria-live'),
        };
      }),
    ).toEqual({ isOnTop: true, isSaid: 'polite' });
    await toasts.getByRole('button', { name: 'Dismiss' }).click();
    await toasts.getByText('It is on its way again.').waitFor({ state: 'detached' });
    await expect.poll(() => tries.count()).toBe(told.length + 1);
    const ids = (await tellings()).map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([told.length + 1, 1]);
    await one.getByRole('button', { name: 'All deliveries' }).click();

    await control('PUT', `/receivers/${name}`, { status: 410 });
    await shown.getByRole('button', { name: 'Send a test' }).click();
    await shown.getByText('Off: it answered 410').waitFor();
    await shown.getByLabel('State').selectOption('Failed');
    await log.filter({ hasText: 'webhook.test' }).getByText('Failed').waitFor();
    await control('PUT', `/receivers/${name}`, { status: 200 });
    await shown.getByRole('button', { name: 'Switch on' }).click();
    await shown.getByRole('button', { name: 'Send failed again…' }).click();
    await shown.getByRole('button', { name: 'Send them again' }).click();
    await page.getByText('One is on its way again.').waitFor();
    await shown.getByText('None in this state.').waitFor();

    await shown.getByRole('tab', { name: 'How to verify' }).click();
    await shown.getByLabel('Verification example').getByText('standardwebhooks').waitFor();
    await shown.getByRole('button', { name: 'Delete' }).click();
    await shown.getByRole('button', { name: 'Delete it and its log' }).click();
    await shown.waitFor({ state: 'detached' });
    // What was said in a dialog that is closed is still said.
    await page.getByText('Deleted with its log.').waitFor();
    expect(await page.getByRole('button', { name: new RegExp(name) }).count()).toBe(0);
  });

  it('show operators every lane, and agents nothing of it', async () => {
    const page = await stage.window();
    await page.getByRole('link', { name: 'Operations' }).click();
    await page.getByRole('tab', { name: 'Dead letters' }).click();
    await page.getByLabel('Whose').selectOption('The whole deployment');
    await page.getByLabel('State').waitFor();
    await page.getByRole('tab', { name: 'Lanes' }).click();
    const lanes = page.getByRole('list', { name: 'Lanes' }).getByRole('listitem');
    await expect.poll(() => lanes.count()).toBe(9);
    const agent = await stage.window('agent');
    await agent.getByRole('link', { name: 'Templates' }).waitFor();
    expect(await agent.getByRole('link', { name: 'Operations' }).count()).toBe(0);
  });
});
