import { describe, expect, inject, it } from 'vitest';
import { call } from './api.ts';
import { answer, begin, openThread, threadOn, untilDelivered } from './inbox.ts';
import { clearFaults, control, newCustomer, NUMBER, setFault } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

describe('the life of a message', () => {
  it('is followed from the thread, and found by its id in operations', async () => {
    const page = await stage.window();
    const customer = await newCustomer(`Lene Holm ${crypto.randomUUID().slice(0, 4)}`);
    await begin(page, customer, 'Is it on its way?');
    await answer(page, 'It left this morning');
    await untilDelivered(page, customer, 1);
    const line = threadOn(page).locator('[data-message]').filter({ hasText: 'It left this morning' });
    await line.hover();
    await line.getByRole('button', { name: 'Message actions' }).click();
    await page.getByRole('menuitem', { name: 'Info' }).click();
    await page.getByRole('button', { name: 'Follow this message' }).click();
    const dialog = page.getByRole('dialog', { name: 'The life of this message' });
    const happened = dialog.getByRole('region', { name: 'What happened' }).getByRole('listitem');
    await happened.filter({ hasText: 'Given to WhatsApp, which took it' }).waitFor();
    await happened.filter({ hasText: 'On the customer’s phone' }).waitFor();
    await dialog.getByRole('region', { name: 'What happens next' }).waitFor();
    const wamid = await dialog.getByText(/^wamid\./).textContent();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'Operations' }).click();
    await page.getByRole('tab', { name: 'Find a message' }).click();
    const id = page.getByRole('textbox', { name: 'Id of the message' });
    stage.mayFail(/status of 404/);
    await id.fill('wamid.NOBODYS');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('No such message').waitFor();
    await id.fill(wamid ?? '');
    await id.press('Enter');
    await page.getByRole('region', { name: 'Where it is' }).getByText('It left this morning').waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('id')).toBe(wamid);

    await page.getByRole('textbox', { name: 'Company' }).fill('demo');
    await id.press('Enter');
    const seen = page.getByRole('region', { name: 'Where it is' });
    await seen.getByText('What it says is shown to its own company only.').waitFor();
    await seen.getByText('It left this morning').waitFor({ state: 'detached' });
  });

  it('tells whom webhooks told of it, and leads to what each was told and when it is tried again', async () => {
    const page = await stage.window();
    const name = `life-${crypto.randomUUID().slice(0, 8)}`;
    await control('PUT', `/receivers/${name}`, { status: 500 });
    const { body } = await call('owner', 'POST', '/v1/webhooks', {
      url: `${inject('simulatorUrl').replace('localhost', '127.0.0.1')}/receivers/${name}`,
      events: ['message.received'],
      description: name,
    });
    const webhook = body as { id: string; version: number };
    const customer = await newCustomer(`Ines Told ${name.slice(5)}`);
    await begin(page, customer, 'Who hears of this?');
    const line = threadOn(page).locator('[data-message]').filter({ hasText: 'Who hears of this?' });
    await line.hover();
    await line.getByRole('button', { name: 'Message actions' }).click();
    await page.getByRole('menuitem', { name: 'Info' }).click();
    await page.getByRole('button', { name: 'Follow this message' }).click();
    const dialog = page.getByRole('dialog', { name: 'The life of this message' });
    const told = dialog
      .getByRole('region', { name: 'Who was told' })
      .getByRole('listitem')
      // Webhooks of other tests may be told of it too.
      .filter({ has: page.locator(`a[href*="${webhook.id}"]`) });
    await told.getByText(/Answered 500.*, tried again/).waitFor();
    await told.getByText('message.received').waitFor();
    await told.getByRole('link').click();
    await expect.poll(() => new URL(page.url()).searchParams.get('webhook')).toBe(webhook.id);
    const shown = page.getByRole('dialog', { name });
    const one = shown.getByRole('region', { name: 'One delivery' });
    await one.getByText(/No other delivery goes before it\..*outgoing/).waitFor();
    await call('owner', 'PATCH', `/v1/webhooks/${webhook.id}`, {
      version: webhook.version,
      isEnabled: false,
    });
    await one.getByText('Its webhook is switched off').waitFor();
  });

  it('tells each try to fetch a file, from where it is awaited', async () => {
    const page = await stage.window();
    await setFault('media-error', { status: 500 });
    const customer = await newCustomer(`Otto File ${crypto.randomUUID().slice(0, 4)}`);
    await customer.writes('Here is the list');
    await openThread(page, customer);
    await control('POST', `/customers/${customer.id}/samples`, { phoneNumberId: NUMBER, kind: 'photo' });
    await threadOn(page).getByRole('button', { name: 'Where is it?' }).click();
    const dialog = page.getByRole('dialog', { name: 'The life of this message' });
    await dialog
      .getByRole('region', { name: 'What happened' })
      .getByText('Its file could not be fetched; tried again')
      .first()
      .waitFor();
    const next = dialog.getByRole('region', { name: 'What happens next' });
    await next.getByText(/^Its file could not be fetched/).waitFor();
    await next.getByText(/lane,? media/).waitFor();
    await expect.poll(() => next.textContent()).toContain('WhatsApp could not be reached.');
    await clearFaults();
  });
});
