import { describe, expect, it } from 'vitest';
import { control, newCustomer, NUMBER } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

describe('the channels', () => {
  it('list what came in and is not a message: account events and statuses of other messages', async () => {
    const page = await stage.window();
    const event = `E2E_${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
    await control('POST', '/changes', {
      phoneNumberId: NUMBER,
      field: 'account_update',
      value: { phone_number: '15550100001', event },
    });
    const { phone } = await newCustomer('Nadia Petrova');
    const foreign = `wamid.${crypto.randomUUID()}`;
    await control('POST', '/changes', {
      phoneNumberId: NUMBER,
      field: 'messages',
      value: {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: '15550100001', phone_number_id: NUMBER },
        statuses: [
          {
            id: foreign,
            status: 'delivered',
            timestamp: String(Math.floor(Date.now() / 1_000)),
            recipient_id: phone,
          },
        ],
      },
    });

    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByRole('list', { name: 'Channels' }).getByRole('link', { name: /Shop/ }).click();
    const events = page.getByRole('list', { name: 'Received events' });
    const account = events.getByRole('listitem').filter({ hasText: event });
    const status = events.getByRole('listitem').filter({ hasText: foreign });
    const reload = page.getByRole('button', { name: 'Load again' });
    await expect
      .poll(async () => {
        await reload.click();
        await events.waitFor();
        return { account: await account.count(), status: await status.count() };
      })
      .toEqual({ account: 1, status: 1 });
    await page.getByRole('tab', { name: 'Account' }).click();
    await status.waitFor({ state: 'detached' });
    await account.locator('summary').click();
    await account.getByLabel('Payload').getByText(event).waitFor();
    await page.getByRole('tab', { name: 'Statuses' }).click();
    await status.getByText('delivered').first().waitFor();
    await account.waitFor({ state: 'detached' });
  });

  it('say beside each field what is wrong with it, before and after the server has looked', async () => {
    stage.mayFail(/status of (400|409|422)/);
    const page = await stage.window();
    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByRole('button', { name: 'Add channel' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a channel' });
    const field = (name: string) => dialog.getByRole('textbox', { name });
    const note = (name: string) =>
      field(name).evaluate((input) => {
        const id = input.getAttribute('aria-describedby') ?? '';
        const isInvalid = input.getAttribute('aria-invalid') === 'true';
        return isInvalid ? document.getElementById(id)?.textContent : null;
      });
    await dialog.getByRole('button', { name: 'Check with Meta' }).click();
    await expect.poll(() => note('Name')).toBe('Give the channel a name.');
    await expect.poll(() => note('Phone number ID')).toBe('Only digits, as Meta shows it.');
    await field('Name').fill('Second phone');
    await expect.poll(() => note('Name')).toBeNull();

    await field('Display phone number').fill('+1 555-010-0009');
    await field('Phone number ID').fill(NUMBER);
    await field('WhatsApp Business account ID').fill('880000000000001');
    await dialog.getByLabel('Access token').fill('a token that Meta never gave');
    await dialog.getByText('Skip verification').click();
    await dialog.getByRole('button', { name: 'Add channel' }).click();
    await expect.poll(() => note('Phone number ID')).toBe('This number is already connected.');
    // What belongs to no field that can be wrong by itself is said for the whole form.
    await field('Phone number ID').fill('770000000000099');
    await dialog.getByLabel('Webhooks are signed by').selectOption('Our own Meta app');
    await dialog.getByRole('button', { name: 'Add channel' }).click();
    await dialog
      .getByRole('alert')
      .getByText(/own Meta app first/)
      .waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});
