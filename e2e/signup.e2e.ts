import type { Locator, Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { call } from './api.ts';
import { control } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

/** The window that a press opens. */
async function opens(page: Page, press: () => Promise<void>): Promise<Page> {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), press()]);
  await opened.waitForLoadState();
  return opened;
}

interface Signup {
  dashboard: Page;
  dialog: Locator;
  /** Recado's own window, which leads to Meta. */
  ours: Page;
}

async function begin(): Promise<Signup> {
  const dashboard = await stage.window();
  await dashboard.getByRole('link', { name: 'Channels' }).click();
  await dashboard.getByRole('button', { name: 'Add channel' }).click();
  const dialog = dashboard.getByRole('dialog', { name: 'Add a channel' });
  const ours = await opens(dashboard, () =>
    dialog.getByRole('button', { name: 'Continue with Meta' }).click(),
  );
  await dialog.getByText('Go on in the window that opened.').waitFor();
  return { dashboard, dialog, ours };
}

const toMeta = (ours: Page) =>
  opens(ours, () => ours.getByRole('button', { name: 'Continue with Facebook' }).click());

interface Connected {
  id: string;
  name: string;
  phoneNumberId: string;
}

/** What is connected; what is known of its health changes by itself. */
const numbersOf = async (): Promise<Connected[]> =>
  ((await call('owner', 'GET', '/v1/channels')).body as { items: Connected[] }).items.map(
    ({ id, name, phoneNumberId }) => ({ id, name, phoneNumberId }),
  );

/** The number as Meta has it. */
async function atMeta(phoneNumberId = ''): Promise<object | undefined> {
  const { items } = await control<{ items: { phoneNumberId: string }[] }>('GET', '/numbers');
  return items.find((one) => one.phoneNumberId === phoneNumberId);
}

/** Writes to a number as a customer does. */
async function writeTo(phoneNumberId: string, text: string): Promise<void> {
  const { id } = await control<{ id: string }>('POST', '/customers', { name: 'Nadia Rahimi' });
  await control('POST', `/customers/${id}/messages`, { phoneNumberId, text });
}

it('the window of the signup, opened by itself, says where connecting begins', async () => {
  const page = await stage.window();
  await page.goto(`${inject('dashboardUrl')}/connect/meta`);
  await page.getByRole('heading', { name: 'Connect a number from Channels' }).waitFor();
  expect(await page.getByRole('button').count()).toBe(0);
  await page.getByRole('link', { name: 'Go to Channels' }).click();
  await page.getByRole('heading', { name: 'Channels' }).waitFor();
});

describe('connecting a number through Meta’s signup', () => {
  it('connects what was chosen, registers it with a PIN, and receives at once', async () => {
    stage.mayFail(/status of 422/);
    const { dashboard, dialog, ours } = await begin();
    const meta = await toMeta(ours);
    await meta.getByLabel('Display name').fill('Corner Bakery');
    await meta.getByRole('button', { name: 'Finish' }).click();
    await dialog.getByText(/Corner Bakery/).waitFor();
    await ours.getByRole('heading', { name: 'Connected' }).waitFor();
    const pin = dialog.getByRole('textbox', { name: 'Two-step PIN' });
    await pin.fill('12');
    await dialog.getByRole('button', { name: 'Register' }).click();
    await dialog.getByText('A PIN has six digits.').waitFor();
    await pin.fill('246810');
    await dialog.getByRole('button', { name: 'Register' }).click();
    await dialog.getByText('There is nothing left to do at Meta.').waitFor();
    const last = dialog.getByRole('status').filter({ hasText: 'Last event received' });
    await last.getByText(/^None yet/).waitFor();
    const connected = (await numbersOf()).findLast(({ name }) => name === 'Corner Bakery');
    await writeTo(connected?.phoneNumberId ?? '', 'Do you have rye bread?');
    await last.getByText(/^None yet/).waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Open its health' }).click();
    await dashboard.getByRole('heading', { name: 'Corner Bakery' }).waitFor();
    await dashboard.getByRole('link', { name: 'Inbox' }).click();
    await dashboard.getByText('Do you have rye bread?').first().waitFor();
    expect(await atMeta(connected?.phoneNumberId)).toMatchObject({ isRegistered: true, isSubscribed: true });
  });

  it('a number that stays on its phone needs no PIN, and brings its past along', async () => {
    const { dashboard, dialog, ours } = await begin();
    await ours.getByRole('radio', { name: /Stays in the WhatsApp Business app/ }).check();
    const meta = await toMeta(ours);
    await meta.getByLabel('Display name').fill('Kiosk on the Square');
    await meta.getByRole('button', { name: 'Finish' }).click();
    await dialog.getByText('There is nothing left to do at Meta.').waitFor();
    await dialog.getByRole('button', { name: 'Open its health' }).click();
    await dashboard.getByText('Phone app', { exact: true }).waitFor();
    const connected = (await numbersOf()).findLast(({ name }) => name === 'Kiosk on the Square');
    expect(await atMeta(connected?.phoneNumberId)).toMatchObject({
      isSubscribed: true,
      askedSyncs: ['smb_app_state_sync', 'history'],
    });
  });

  it('nothing is connected when it is given up, and it can be begun again in the same window', async () => {
    const { dialog, ours } = await begin();
    const before = await numbersOf();
    const first = await toMeta(ours);
    await first.getByRole('button', { name: 'Cancel' }).click();
    await ours.getByText('Nothing was connected: the signup was not finished.').waitFor();
    const second = await toMeta(ours);
    await second.getByRole('button', { name: 'Report a problem' }).click();
    await ours.getByText(/verified name violates/).waitFor();
    const third = await toMeta(ours);
    await third.close();
    await ours.getByText('Nothing was connected: the signup was not finished.').waitFor();
    await ours.close();
    await dialog.getByText('Nothing was connected: the signup was not finished.').waitFor();
    await dialog.getByRole('button', { name: 'Continue with Meta' }).waitFor();
    expect(await numbersOf()).toEqual(before);
  });

  it('a message that another site forges is not heard, and what Meta says afterwards is', async () => {
    const { dialog, ours } = await begin();
    const before = (await numbersOf()).length;
    const meta = await toMeta(ours);
    // The same server by another name is another origin, and the way back to the window stays open.
    const elsewhere = inject('simulatorUrl').replace('localhost', '127.0.0.1');
    const address = meta.url();
    stage.mayFail(/asked another host: http:\/\/127\.0\.0\.1/);
    // By the page's own hand: a person's navigation would cut the way back.
    await meta.evaluate((url) => location.assign(url), `${elsewhere}/signup/dialog?origin=x`);
    await meta.waitForURL(/127\.0\.0\.1/);
    await meta.evaluate(() => {
      const forged = {
        type: 'WA_EMBEDDED_SIGNUP',
        event: 'FINISH',
        data: { waba_id: '666', phone_number_id: '666' },
      };
      window.opener.postMessage(JSON.stringify(forged), '*');
      window.opener.postMessage({ signupCode: 'a stolen code' }, '*');
    });
    await meta.evaluate((url) => location.assign(url), address);
    await meta.waitForURL(address);
    await meta.getByLabel('Display name').fill('Honest Hardware');
    await meta.getByRole('button', { name: 'Finish' }).click();
    await dialog.getByText(/Honest Hardware/).waitFor();
    await dialog.getByRole('button', { name: 'Later' }).click();
    await dialog.getByText(/give its PIN under “Repair”/).waitFor();
    expect(await dialog.getByText('There is nothing left to do at Meta.').count()).toBe(0);
    const after = await numbersOf();
    expect([after.length, after.some(({ phoneNumberId }) => phoneNumberId === '666')]).toEqual([
      before + 1,
      false,
    ]);
  });

  it('the number of somebody else is refused, whatever the browser says', async () => {
    stage.mayFail(/status of 422/);
    const { dialog, ours } = await begin();
    const before = await numbersOf();
    const digits = String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0).padStart(10, '0');
    const stolen = { phoneNumberId: `78${digits}`, wabaId: `89${digits}` };
    const others = { displayPhoneNumber: '+1 555 010 0199', accessToken: `t-${digits}`, appSecret: 'secret' };
    await control('POST', '/numbers', { ...stolen, ...others, verifiedName: 'Somebody else' });
    const own = { phoneNumberId: `76${digits}`, wabaId: `87${digits}` };
    const mine = { displayPhoneNumber: '+1 555 010 0198', accessToken: `m-${digits}`, appSecret: 'secret' };
    await control('POST', '/numbers', { ...own, ...mine, verifiedName: 'Mine' });
    const { code } = await control<{ code: string }>('POST', `/numbers/${own.phoneNumberId}/signup-codes`);
    const meta = await toMeta(ours);
    await meta.evaluate(
      ([given, wabaId, phoneNumberId]) => {
        const data = { waba_id: wabaId, phone_number_id: phoneNumberId };
        const page = window.opener as Window;
        page.postMessage(JSON.stringify({ type: 'WA_EMBEDDED_SIGNUP', event: 'FINISH', data }), '*');
        page.postMessage({ signupCode: given }, '*');
      },
      [code, stolen.wabaId, stolen.phoneNumberId],
    );
    await ours.getByText('The signup does not give access to this WhatsApp account.').waitFor();
    await dialog.getByText('The signup does not give access to this WhatsApp account.').waitFor();
    expect(await numbersOf()).toEqual(before);
  });
});
