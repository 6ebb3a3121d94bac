import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newNumber, type NumberAtMeta } from './number.ts';
import { control } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

async function openForm(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: 'Channels' }).click();
  await page.getByRole('button', { name: 'Add channel' }).click();
  return page.getByRole('dialog', { name: 'Add a channel' });
}

async function fill(dialog: Locator, number: NumberAtMeta, name: string): Promise<void> {
  const field = (label: string) => dialog.getByRole('textbox', { name: label });
  await field('Name').fill(name);
  await field('Display phone number').fill(number.displayPhoneNumber);
  await field('Phone number ID').fill(number.phoneNumberId);
  await field('WhatsApp Business account ID').fill(number.wabaId);
  await dialog.getByLabel('Access token').fill(number.accessToken);
  await dialog.getByRole('button', { name: 'Check with Meta' }).click();
}

const check = (dialog: Locator, title: string) =>
  dialog
    .getByRole('list', { name: 'Checks' })
    .getByRole('listitem')
    .filter({ has: dialog.page().getByText(title, { exact: true }) });

describe('connecting a number', () => {
  it('checks it, connects it and says how events arrive; disconnected and connected again it is the same', async () => {
    const page = await stage.window();
    const number = await newNumber();
    const dialog = await openForm(page);
    await fill(dialog, number, 'Garden');
    await expect.poll(() => check(dialog, 'Access token').getAttribute('data-state')).toBe('right');
    await expect.poll(() => check(dialog, 'WhatsApp account').getAttribute('data-state')).toBe('right');
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await dialog.getByText(/\/webhooks\/meta$/).waitFor();
    const last = dialog.getByRole('status').filter({ hasText: 'Last event received' });
    await last.getByText(/^None yet/).waitFor();
    await dialog.getByRole('button', { name: 'Open its health' }).click();
    await page.getByRole('heading', { name: 'Garden' }).waitFor();
    const address = page.url();

    await page.getByRole('button', { name: 'Rename' }).click();
    const rename = page.getByRole('dialog', { name: 'Rename the channel' });
    await rename.getByLabel('Name').fill('Garden and yard');
    await rename.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('heading', { name: 'Garden and yard' }).waitFor();
    await control('PATCH', `/numbers/${number.phoneNumberId}`, { accessToken: 'token-rotated' });
    await page.getByRole('button', { name: 'Change token' }).click();
    const rotate = page.getByRole('dialog', { name: 'Change the access token' });
    await rotate.getByLabel('New access token').fill('token-rotated');
    await rotate.getByRole('button', { name: 'Change token' }).click();
    await page.getByText('The new token is in use.').waitFor();

    await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
    const end = page.getByRole('dialog', { name: 'Disconnect this number?' });
    await end.getByRole('button', { name: 'Disconnect' }).click();
    const row = page.getByRole('list', { name: 'Channels' }).getByRole('link', { name: /Garden and yard/ });
    await row.getByText('Disconnected').waitFor();
    const again = await openForm(page);
    await fill(again, { ...number, accessToken: 'token-rotated' }, 'Garden again');
    await again.getByRole('button', { name: 'Connect', exact: true }).click();
    await again.getByRole('button', { name: 'Open its health' }).click();
    await page.getByRole('heading', { name: 'Garden again' }).waitFor();
    expect(page.url()).toBe(address);
  });

  it('says what is wrong with a token or an account, keeps what was typed, and goes on when it is right', async () => {
    const page = await stage.window();
    const [number, other] = [await newNumber(), await newNumber()];
    const dialog = await openForm(page);
    await fill(dialog, { ...number, accessToken: 'nobody-gave-this' }, 'Orchard');
    await expect.poll(() => check(dialog, 'Access token').getAttribute('data-state')).toBe('wrong');
    expect(await dialog.getByRole('button', { name: 'Connect', exact: true }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Back' }).click();
    expect(await dialog.getByRole('textbox', { name: 'Phone number ID' }).inputValue()).toBe(
      number.phoneNumberId,
    );
    await fill(dialog, { ...number, wabaId: other.wabaId }, 'Orchard');
    await check(dialog, 'Access token')
      .getByText(/is for another WhatsApp account/)
      .waitFor();
    expect(await dialog.getByRole('button', { name: 'Connect', exact: true }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Back' }).click();
    await fill(dialog, number, 'Orchard');
    await dialog.getByRole('button', { name: 'Connect', exact: true }).waitFor();
  });

  it('asks for the PIN of a number that is not registered, and says when it is the wrong one', async () => {
    stage.mayFail(/status of 422/);
    const page = await stage.window();
    const number = await newNumber();
    await control('PATCH', `/numbers/${number.phoneNumberId}`, {
      isRegistered: false,
      pin: '246810',
    });
    const dialog = await openForm(page);
    await fill(dialog, number, 'Nursery');
    const connect = dialog.getByRole('button', { name: 'Connect', exact: true });
    await connect.click();
    await dialog.getByText('Write the six digits.').waitFor();
    const pin = dialog.getByRole('textbox', { name: 'Two-step PIN' });
    await pin.fill('111111');
    await connect.click();
    await dialog.getByText(/not the PIN of the number/).waitFor();
    await pin.fill('246810');
    await connect.click();
    await dialog.getByRole('button', { name: 'Open its health' }).waitFor();
    await expect.poll(() => pin.count()).toBe(0);
  });
});
