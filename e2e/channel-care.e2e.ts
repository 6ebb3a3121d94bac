import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { call, storedThreadOf } from './api.ts';
import { answer, begin } from './inbox.ts';
import { control, newCustomer, NUMBER } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();
const PICTURES = process.env['RECADO_PICTURES'];
const picture = async (page: Page, name: string) => {
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
};

describe('the care of a number', () => {
  it('tells administrators of a trouble while they look elsewhere, and lets them acknowledge and resolve it', async () => {
    const page = await stage.window();
    await control('POST', '/changes', {
      phoneNumberId: NUMBER,
      field: 'account_update',
      value: { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } },
    });
    const link = page.getByRole('link', { name: /^Alerts, \d+ new$/ });
    await link.click();
    const alert = page
      .getByRole('list', { name: 'Alerts' })
      .getByRole('listitem')
      .filter({ hasText: 'Meta reports a policy violation' })
      .filter({ hasText: 'Scam' });
    await alert.waitFor();
    await alert.getByRole('button', { name: 'Acknowledge' }).click();
    await alert.getByText(/Seen by/).waitFor();
    await alert.getByRole('button', { name: 'Resolve' }).click();
    await alert.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'All' }).click();
    await expect.poll(() => alert.first().textContent()).toMatch(/Resolved by/);
  });

  it('shows how it is, refuses a token that Meta does not know, and reads the archive again', async () => {
    stage.mayFail(/status of 422/);
    const page = await stage.window();
    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByRole('list', { name: 'Channels' }).getByRole('link', { name: /Shop/ }).click();
    await page.getByRole('button', { name: 'Ask Meta now' }).click();
    await page.getByText('Does not expire').waitFor();

    await page.getByRole('button', { name: 'Change token' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the access token' });
    await dialog.getByLabel('New access token').fill('nobody gave this');
    await dialog.getByRole('button', { name: 'Change token' }).click();
    await dialog.getByText('Meta does not accept this access token for the number.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    const replay = page.getByRole('list', { name: 'Replays' }).getByRole('listitem').first();
    await expect.poll(() => replay.textContent(), { timeout: 60_000 }).toMatch(/^Done/);
  });

  it('takes the id of the company’s own app for a number that is connected already', async () => {
    stage.mayFail(/status of 422/);
    // Another company: the demo's has no app of its own, which others rely on.
    const page = await stage.window('stranger');
    const number = String(Date.now());
    await call('stranger', 'PUT', '/v1/company/meta-app', {
      appSecret: 'an-own-app-secret-0123',
      verifyToken: 'own-verify',
    });
    const { status } = await call('stranger', 'POST', '/v1/channels', {
      kind: 'cloud',
      name: `Own app ${number}`,
      phoneNumberId: number,
      wabaId: `8${number}`,
      displayPhoneNumber: '+1 555 010 0007',
      accessToken: 'a made-up token',
      app: 'company',
      skipVerification: true,
    });
    expect(status).toBe(201);
    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByRole('list', { name: 'Channels' }).getByRole('link', { name: number }).click();
    await page.getByRole('button', { name: 'Add app ID' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your Meta app’s ID' });
    await dialog.getByLabel('App ID').fill('not digits');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('An app’s id has digits alone.').waitFor();
    await dialog.getByLabel('App ID').fill('424242');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Change app ID' }).click();
    expect(await dialog.getByLabel('App ID').inputValue()).toBe('424242');
  });

  it('says why nothing goes out, and lets an administrator end it', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Greta Stopped');
    await begin(page, customer, 'Are you there?');
    await control('PUT', '/faults/refuse', { code: 131048, count: 1, on: 'messages', customer: customer.id });
    await answer(page, 'Yes, we are');
    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByRole('list', { name: 'Channels' }).getByRole('link', { name: /Shop/ }).click();
    const stop = page.getByRole('region', { name: 'Sending' });
    await stop.getByText(/Sending stopped/).waitFor();
    const rate = page.getByRole('region', { name: 'Rate and errors' });
    await rate.getByText('Stopped', { exact: true }).waitFor();
    const recent = rate.getByRole('listitem').filter({ hasText: 'Last 5 minutes' });
    await expect.poll(() => recent.textContent()).toMatch(/Errors(?!0 %)[\d.]+ %/);
    await stop.getByRole('button', { name: 'Send again now' }).click();
    await stop.waitFor({ state: 'detached' });
    await rate.getByText('Stopped', { exact: true }).waitFor({ state: 'detached' });

    // What met the stop has failed, and goes again from here.
    const failed = page.getByRole('region', { name: 'Failed while it could not send' });
    await failed.getByText('One message of the last seven days can be sent again.').waitFor();
    await picture(page, 'stopped-sends');
    if (PICTURES !== undefined) {
      await page.setViewportSize({ width: 390, height: 844 });
      await picture(page, 'stopped-sends-small');
      await page.setViewportSize({ width: 1_440, height: 900 });
    }
    await failed.getByRole('button', { name: 'Send again…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send these messages again?' });
    await picture(page, 'stopped-sends-dialog');
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await storedThreadOf(customer.phone)).map(({ status }) => status))
      .not.toContain('failed');
    await failed.waitFor({ state: 'detached' });
  });
});
