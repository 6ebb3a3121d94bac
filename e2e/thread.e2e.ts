import { describe, expect, inject, it } from 'vitest';
import {
  answer,
  begin,
  composerOn,
  findThread,
  openThread,
  rowOf,
  threadOn,
  untilDelivered,
} from './inbox.ts';
import { newCustomer, setFault } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();
const HOUR_MS = 60 * 60 * 1_000;

describe('one thread, from the phone to the dashboard and back', () => {
  it('appears without a reload, is answered, and its ticks follow', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Aisha Karim');
    await customer.writes('Is the walnut table in stock?');
    await rowOf(page, customer).getByText('Is the walnut table in stock?').waitFor();
    await rowOf(page, customer).getByText('1 unread').waitFor();
    await openThread(page, customer);
    await rowOf(page, customer).getByText('1 unread').waitFor({ state: 'detached' });

    await answer(page, 'Yes, two are left.');
    await expect.poll(() => composerOn(page).inputValue()).toBe('');
    await untilDelivered(page, customer, 1);
    await rowOf(page, customer).getByLabel('Delivered').waitFor();
    await customer.opensChat();
    await threadOn(page).getByLabel('Read').waitFor();
    await rowOf(page, customer).getByLabel('Read').waitFor();
    expect((await customer.sees()).map(({ text, isFromBusiness }) => ({ text, isFromBusiness }))).toEqual([
      { text: 'Is the walnut table in stock?', isFromBusiness: false },
      { text: 'Yes, two are left.', isFromBusiness: true },
    ]);
  });

  it('keeps quick replies in order, each once', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Bo Lindqvist');
    await begin(page, customer, 'Hello?');
    const replies = Array.from({ length: 6 }, (_, n) => `Reply ${n + 1}`);
    for (const reply of replies) await answer(page, reply);
    await untilDelivered(page, customer, replies.length);
    const seen = (await customer.sees()).filter((one) => one.isFromBusiness);
    expect(seen.map((one) => one.text)).toEqual(replies);
  });

  it('says why a message failed, and sends it again', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Carla Mendes');
    await begin(page, customer, 'Bom dia');
    await setFault('refuse', { count: 1, code: 131026, customer: customer.id });
    await answer(page, 'Bom dia, Carla');
    await threadOn(page).getByLabel('Failed').waitFor();
    await threadOn(page)
      .getByText(/may not be on WhatsApp/)
      .waitFor();
    await threadOn(page).getByRole('button', { name: 'Retry' }).click();
    await untilDelivered(page, customer, 1);
    expect((await customer.sees()).filter((one) => one.isFromBusiness)).toHaveLength(1);
  });

  it('says so when the outcome of a message is not known, and does not send it twice', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Chidi Okafor');
    await begin(page, customer, 'Are you there?');
    await setFault('accept-then-cut', { count: 1, customer: customer.id });
    await answer(page, 'We are');
    // The status that follows carries our own id: it proves what the lost answer did not.
    await untilDelivered(page, customer, 1);
    expect((await customer.sees()).filter((one) => one.isFromBusiness)).toHaveLength(1);
  });

  it('writes more than one line with Shift+Enter, and shows what WhatsApp formats', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Cora Blum');
    await begin(page, customer, 'Where do I find you?');
    await composerOn(page).fill('Two places:');
    await composerOn(page).press('Shift+Enter');
    await composerOn(page).pressSequentially('*Main Street*');
    await composerOn(page).press('Enter');
    await threadOn(page).locator('strong', { hasText: 'Main Street' }).waitFor();
    await untilDelivered(page, customer, 1);
    expect((await customer.sees()).at(-1)?.text).toBe('Two places:\n*Main Street*');
  });
});

describe('the 24 hours after a customer’s last message', () => {
  it('end free text, and begin again with the next message', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Dmitri Volkov');
    await customer.writes('Long ago', { timestampMs: Date.now() - 25 * HOUR_MS });
    await findThread(page, customer);
    await page.getByText(/The 24-hour window closed/).waitFor();
    expect(await composerOn(page).count()).toBe(0);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await customer.writes('Here again');
    await threadOn(page).getByText('Here again').waitFor();
    await composerOn(page).waitFor();
    // It comes with the news of the message: the conversation is not asked for.
    expect(asked.filter((one) => /^GET \/v1\/conversations\/[^/]+$/.test(one))).toEqual([]);
  });

  it('are counted down when they are nearly over', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Dora Nagy');
    await customer.writes('Yesterday', { timestampMs: Date.now() - 23 * HOUR_MS });
    await findThread(page, customer);
    await composerOn(page).waitFor();
    const notice = await page.getByText(/Window closes in/).textContent();
    expect(notice).toMatch(/(5\d min|1 h|1 h 1 min)$/);
  });

  it('have not begun where we write first', async () => {
    const page = await stage.window();
    const { phone, name } = await newCustomer('Dunja Simic');
    await page.getByRole('button', { name: 'New conversation' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New conversation' });
    await dialog.getByRole('textbox', { name: 'Phone number' }).fill('12');
    await dialog.getByRole('button', { name: 'Start conversation' }).click();
    await dialog.getByText('Write the whole number, with its country code.').waitFor();
    await dialog.getByRole('textbox', { name: 'Phone number' }).fill(`+${phone}`);
    await dialog.getByRole('textbox', { name: 'Name (optional)' }).fill(name);
    await dialog.getByRole('button', { name: 'Start conversation' }).click();
    await page.getByRole('heading', { name }).first().waitFor();
    await page.getByText('This customer has not written yet').waitFor();
    expect(await composerOn(page).count()).toBe(0);
    expect(page.url()).toMatch(new RegExp(`^${inject('dashboardUrl')}/inbox/conv_`));
  });
});
