import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { call } from './api.ts';
import { newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

async function search(page: Page, query: string) {
  await page.getByRole('textbox', { name: 'Search' }).fill(query);
}

/** Letters alone: digits would find numbers too. */
const newTag = (): string =>
  String.fromCharCode(...Array.from(crypto.getRandomValues(new Uint8Array(10)), (one) => 97 + (one % 26)));

/** Waits until the message has arrived: whoever writes first is the older contact. */
async function isKnown(phone: string) {
  const count = async () => {
    const { body } = await call('owner', 'GET', `/v1/conversations?q=${phone}`);
    return (body as { items: unknown[] }).items.length;
  };
  await expect.poll(count).toBe(1);
}

describe('the contacts', () => {
  it('are found by name and number, and lead into a conversation', async () => {
    const page = await stage.window();
    const name = `Olga Petrides ${newTag()}`;
    await page.getByRole('link', { name: 'Contacts' }).click();
    await page.getByRole('button', { name: 'New contact' }).click();
    const dialog = page.getByRole('dialog', { name: 'New contact' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    const phone = `+3069${String(Math.floor(Math.random() * 1e8)).padStart(8, '1')}`;
    await dialog.getByRole('textbox', { name: 'Phone' }).fill(phone);
    await dialog.getByRole('button', { name: 'Save' }).click();
    const shown = page.getByRole('dialog', { name: 'Contact', exact: true });
    await shown.getByText('Marketing allowed').waitFor();
    await shown.getByRole('button', { name: 'Opt out' }).click();
    await shown.getByText('Noted by your team').waitFor();
    await shown.getByRole('button', { name: 'Close', exact: true }).last().click();
    await search(page, name);
    const rows = page.getByRole('list', { name: 'Contacts' }).getByRole('listitem');
    await rows.filter({ hasText: name }).filter({ hasText: 'No marketing' }).waitFor();
    await expect.poll(() => rows.count()).toBe(1);
    await rows.first().getByRole('button').click();
    await shown.getByText('Nothing was written yet.').waitFor();
    await shown.getByRole('button', { name: 'New conversation' }).click();
    await page.getByRole('heading', { name }).first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/inbox\/conv_/);
  });

  it('of one person become one, and two again', async () => {
    const page = await stage.window();
    const tag = newTag();
    const older = await newCustomer(`Lena Older ${tag}`);
    await older.writes('From my old phone');
    await isKnown(older.phone);
    const newer = await newCustomer(`Lena Newer ${tag}`);
    await newer.writes('From my new phone');
    await isKnown(newer.phone);
    await page.getByRole('link', { name: 'Contacts' }).click();
    const rows = page.getByRole('list', { name: 'Contacts' }).getByRole('listitem');
    await search(page, tag);
    await expect.poll(() => rows.count()).toBe(2);
    await rows.filter({ hasText: 'Older' }).getByRole('button').click();
    const shown = page.getByRole('dialog', { name: 'Contact', exact: true });
    await shown.getByRole('button', { name: 'Merge with…' }).click();
    const merging = page.getByRole('dialog', { name: 'Merge contacts' });
    await merging.getByRole('textbox', { name: 'Find a contact' }).fill(tag);
    await merging.getByRole('button', { name: new RegExp(`Lena Newer ${tag}`) }).click();
    const preview = merging.getByRole('region', { name: 'What becomes of them' });
    await preview.getByText(`Phone +${newer.phone}`).waitFor();
    await preview.getByText('become one thread').waitFor();
    await merging.getByRole('button', { name: 'Merge', exact: true }).click();
    const threads = shown.getByRole('list', { name: 'Conversations' }).getByRole('link');
    await threads.filter({ hasText: 'From my new phone' }).filter({ hasText: 'Open' }).waitFor();
    const merged = shown.getByRole('list', { name: 'Merged contacts' });
    await merged.getByText(`Lena Newer ${tag}`).waitFor();
    await merged.getByRole('button', { name: 'Undo' }).click();
    await merged.waitFor({ state: 'detached' });
    await shown.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect.poll(() => rows.count()).toBe(2);
  });
});
