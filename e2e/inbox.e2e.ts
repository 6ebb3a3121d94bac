import { describe, expect, it } from 'vitest';
import { call } from './api.ts';
import { begin, composerOn, openThread, rowOf, threadOn, untilDelivered } from './inbox.ts';
import { newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

describe('the search', () => {
  it('finds by the beginning of a name and by the number, and says when there is nobody', async () => {
    const page = await stage.window();
    const hanna = await newCustomer('Hanna Ostermann');
    const other = await newCustomer('Idris Bello');
    await hanna.writes('Moin');
    await other.writes('Good day');
    await rowOf(page, hanna).waitFor();
    await rowOf(page, other).waitFor();

    const search = page.getByRole('searchbox', { name: 'Search contacts' });
    await search.fill('osterm');
    await rowOf(page, other).waitFor({ state: 'detached' });
    await rowOf(page, hanna).waitFor();
    // The number without its country code.
    await search.fill(other.phone.slice(2));
    await rowOf(page, other).waitFor();
    await rowOf(page, hanna).waitFor({ state: 'detached' });
    await search.fill('Zzyzx');
    await page.getByText('Nobody found').waitFor();
    await expect.poll(() => page.getByRole('listitem').count()).toBe(0);
    await page.getByRole('button', { name: 'Clear search' }).click();
    await rowOf(page, hanna).waitFor();
    await rowOf(page, other).waitFor();
  });

  it('finds resolved conversations when asked to search everywhere', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Ingrid Solberg');
    await begin(page, customer, 'Takk');
    await page.getByRole('button', { name: 'Resolve' }).click();
    await rowOf(page, customer).waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Search contacts' }).fill('Ingrid');
    await page.getByRole('button', { name: 'Search everywhere' }).click();
    await rowOf(page, customer).getByLabel('Resolved').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Status: Any status' }).count()).toBe(1);
  });
});

describe('a draft', () => {
  it('is kept per conversation, marked in the list, and still there after a reload', async () => {
    const page = await stage.window();
    const jonas = await newCustomer('Jonna Virtanen');
    const kofi = await newCustomer('Kofi Mensah');
    await begin(page, jonas, 'Hei');
    await composerOn(page).fill('Half an answer for Jonna');
    await begin(page, kofi, 'Hello');
    await expect.poll(() => composerOn(page).inputValue()).toBe('');
    await composerOn(page).fill('Another one for Kofi');
    await rowOf(page, jonas).getByText('Draft').waitFor();
    await rowOf(page, jonas).getByText('Half an answer for Jonna').waitFor();

    await page.reload();
    await page.getByRole('heading', { name: 'Kofi Mensah' }).first().waitFor();
    await expect.poll(() => composerOn(page).inputValue()).toBe('Another one for Kofi');
    await openThread(page, jonas);
    await expect.poll(() => composerOn(page).inputValue()).toBe('Half an answer for Jonna');
    await rowOf(page, kofi).getByText('Draft').waitFor();
    await rowOf(page, jonas).getByText('Draft').waitFor({ state: 'detached' });
    await composerOn(page).press('Enter');
    await openThread(page, kofi);
    await rowOf(page, jonas).getByLabel('Delivered').waitFor();
    await rowOf(page, jonas).getByText('Draft').waitFor({ state: 'detached' });
  });
});

describe('what is unread', () => {
  it('is counted per conversation and in the title, and divides the thread when it is opened', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Lamine Ba');
    await customer.writesMany(3, 'Unread {n}');
    await rowOf(page, customer).getByText('3 unread').waitFor();
    await expect.poll(() => page.title()).toMatch(/^\(\d+\+?\) /);
    await openThread(page, customer);
    await page.getByText('New messages').waitFor();
    await rowOf(page, customer).getByText('3 unread').waitFor({ state: 'detached' });
  });
});

describe('several conversations', () => {
  it('are selected, by click and by key, and resolved together', async () => {
    const page = await stage.window();
    const customers = [
      await newCustomer('Petra Novak'),
      await newCustomer('Quentin Roy'),
      await newCustomer('Rosa Blanc'),
    ];
    for (const customer of customers) {
      await customer.writes('Hello');
      await rowOf(page, customer).waitFor();
    }
    const [petra, quentin, rosa] = customers;
    if (petra === undefined || quentin === undefined || rosa === undefined)
      throw new Error('three were made');
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    const bar = page.getByRole('toolbar', { name: 'Selected conversations' });
    await bar.getByText('0 selected').waitFor();
    await page.getByRole('checkbox', { name: 'Select Petra Novak' }).check();
    await rowOf(page, quentin).getByRole('link').click();
    await bar.getByText('2 selected').waitFor();
    await rowOf(page, rosa).getByRole('link').focus();
    await page.keyboard.press('x');
    await bar.getByText('3 selected').waitFor();
    await rowOf(page, rosa).getByRole('link').click();
    await bar.getByText('2 selected').waitFor();
    await bar.getByRole('button', { name: 'Resolve' }).click();
    await page.getByText('2 resolved.').waitFor();
    await rowOf(page, petra).waitFor({ state: 'detached' });
    await rowOf(page, quentin).waitFor({ state: 'detached' });
    await rowOf(page, rosa).waitFor();
    await bar.waitFor({ state: 'detached' });
    const { body } = await call('owner', 'GET', '/v1/conversations?status=resolved');
    const resolved = (body as { items: { contact: { phone: string } }[] }).items.map(
      ({ contact }) => contact.phone,
    );
    expect(customers.map(({ phone }) => resolved.includes(phone))).toEqual([true, true, false]);
  });
});

describe('a message', () => {
  it('is forwarded to another conversation, which then is open', async () => {
    const page = await stage.window();
    const from = await newCustomer('Selma Aydin');
    const to = await newCustomer('Tadeo Ruiz');
    await to.writes('Hola');
    await begin(page, from, 'The door code is 2041');
    await threadOn(page).locator('[data-message]').filter({ hasText: 'door code' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Forward' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forward' });
    await dialog.getByRole('textbox', { name: 'To' }).fill('Tadeo');
    await dialog.getByRole('button', { name: 'Tadeo Ruiz' }).click();
    await page.getByRole('heading', { name: 'Tadeo Ruiz' }).first().waitFor();
    await untilDelivered(page, to, 1);
    expect((await to.sees()).map(({ text }) => text)).toEqual(['Hola', 'The door code is 2041']);
  });
});
