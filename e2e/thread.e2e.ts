import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, openWindow, signIn, type Window } from './browser.ts';
import { clearFaults, newCustomer, setFault } from './phone.ts';

let browser: Browser;
const windows: Window[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await clearFaults();
  await Promise.all(windows.splice(0).map((window) => window.close()));
});

async function agent(email?: string, size?: { width: number; height: number }): Promise<Window['page']> {
  const window = await openWindow(browser, size);
  windows.push(window);
  await signIn(window.page, email);
  return window.page;
}

const row = (page: Window['page'], name: string) =>
  page.getByRole('list', { name: 'Conversations' }).getByRole('listitem').filter({ hasText: name });
const thread = (page: Window['page']) => page.getByRole('log', { name: 'Messages' });

describe('one thread, from the phone to the dashboard and back', () => {
  it('is written on the phone, appears without a reload, is answered, and its ticks follow', async () => {
    const page = await agent();
    const phone = await openWindow(browser, { width: 390, height: 844 });
    windows.push(phone);
    const customer = await newCustomer('Aisha Karim', '971505550111');
    await phone.page.goto(inject('simulatorUrl'));
    await customer.writes('Is the walnut table in stock?');

    await row(page, 'Aisha Karim').getByText('Is the walnut table in stock?').waitFor();
    await row(page, 'Aisha Karim').click();
    await thread(page).getByText('Is the walnut table in stock?').waitFor();
    const composer = page.getByRole('textbox', { name: 'Message' });
    await composer.fill('Yes, two are left.');
    await composer.press('Enter');
    await thread(page).getByText('Yes, two are left.').waitFor();
    await thread(page).getByLabel('Delivered').waitFor();
    await customer.opensChat();
    await thread(page).getByLabel('Read').waitFor();
    expect(JSON.stringify(await customer.sees())).toContain('Yes, two are left.');
    expect(await composer.inputValue()).toBe('');
  });

  it('keeps quick replies in order, each once', async () => {
    const page = await agent();
    const customer = await newCustomer('Bo Lindqvist', '46705550122');
    await customer.writes('Hello?');
    await row(page, 'Bo Lindqvist').click();
    const composer = page.getByRole('textbox', { name: 'Message' });
    await thread(page).getByText('Hello?').waitFor();
    const replies = Array.from({ length: 6 }, (_, n) => `Reply ${n + 1}`);
    for (const reply of replies) {
      await composer.fill(reply);
      await composer.press('Enter');
    }
    await thread(page).getByLabel('Delivered').nth(5).waitFor();
    const seen = JSON.stringify(await customer.sees()).match(/Reply \d/g);
    expect(seen).toEqual(replies);
  });

  it('says why a message failed, and sends it again', async () => {
    const page = await agent();
    const customer = await newCustomer('Carla Mendes', '351915550133');
    await customer.writes('Bom dia');
    await row(page, 'Carla Mendes').click();
    await setFault('refuse', { count: 1, code: 131026 });
    await page.getByRole('textbox', { name: 'Message' }).fill('Bom dia, Carla');
    await page.getByRole('button', { name: 'Send' }).click();
    await thread(page).getByLabel('Failed').waitFor();
    await thread(page)
      .getByText(/may not be on WhatsApp/)
      .waitFor();
    await thread(page).getByRole('button', { name: 'Retry' }).click();
    await thread(page).getByLabel('Delivered').waitFor();
  });

  it('offers no free text once the customer’s 24 hours are over', async () => {
    const page = await agent();
    const customer = await newCustomer('Dmitri Volkov', '79165550144');
    await customer.writes('Long ago', { timestampMs: Date.now() - 25 * 60 * 60 * 1_000 });
    await row(page, 'Dmitri Volkov').click();
    await thread(page).getByText('Long ago').waitFor();
    await page
      .getByText(/24 hours/)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).count()).toBe(0);
    await customer.writes('Here again');
    await page.getByRole('button', { name: 'Send' }).waitFor();
  });
});

describe('two windows', () => {
  it('stay in step, and show each other that somebody types', async () => {
    const [mine, theirs] = [await agent(), await agent('bruna@demo.test')];
    const customer = await newCustomer('Elif Kaya', '905325550155');
    await customer.writes('Merhaba');
    await row(mine, 'Elif Kaya').click();
    await row(theirs, 'Elif Kaya').click();
    await thread(mine).getByText('Merhaba').waitFor();
    await thread(theirs).getByText('Merhaba').waitFor();

    await mine.getByRole('textbox', { name: 'Message' }).pressSequentially('Merhaba El');
    await theirs
      .getByText(/Helena.*typing/)
      .first()
      .waitFor();
    await mine.getByRole('textbox', { name: 'Message' }).press('Enter');
    await thread(theirs).getByText('Merhaba El').waitFor();

    await theirs.getByRole('button', { name: 'Resolve' }).click();
    await mine.getByRole('button', { name: 'Reopen' }).waitFor();
  });

  it('miss nothing while the connection is gone', async () => {
    const page = await agent();
    const customer = await newCustomer('Farid Aziz', '60125550166');
    await customer.writes('Before the break');
    await row(page, 'Farid Aziz').click();
    await thread(page).getByText('Before the break').waitFor();
    await page.context().setOffline(true);
    for (let n = 1; n <= 5; n++) await customer.writes(`During the break ${n}`);
    await page.context().setOffline(false);
    for (let n = 1; n <= 5; n++) await thread(page).getByText(`During the break ${n}`).waitFor();
    expect(await thread(page).getByText('During the break').count()).toBe(5);
  });
});

describe('a company', () => {
  it('sees nothing of another', async () => {
    const customer = await newCustomer('Gita Rao', '919555550177');
    const page = await agent('owner@other.test');
    const mine = await agent();
    await customer.writes('For one company only');
    await row(mine, 'Gita Rao').waitFor();
    expect(await row(page, 'Gita Rao').count()).toBe(0);
  });
});

it('a phone-sized window does the same work', async () => {
  const page = await agent(undefined, { width: 390, height: 844 });
  const customer = await newCustomer('Hugo Blanc', '33655550188');
  await customer.writes('Bonjour');
  await row(page, 'Hugo Blanc').click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Bonjour Hugo');
  await page.getByRole('button', { name: 'Send' }).click();
  await thread(page).getByLabel('Delivered').waitFor();
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0]).toBe(widths[1]);
});
