import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { composerOn, rowOf, threadOn, untilDelivered } from './inbox.ts';
import { NAMES } from './people.ts';
import { newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('aria-posinset') ?? null);

const isFocused = (place: Locator) => place.evaluate((element) => element === document.activeElement);

describe('without a mouse', () => {
  it('a conversation is found, read, assigned, answered and resolved', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Malika Haddad');
    await customer.writes('Salam');
    await rowOf(page, customer).waitFor();

    await page.keyboard.press('/');
    await page.keyboard.type('malika');
    await expect.poll(() => page.getByRole('listitem').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('listitem').count()).toBeGreaterThan(1);

    await page.keyboard.press('j');
    await expect.poll(() => focusedRow(page)).toBe('1');
    await page.keyboard.press('j');
    await expect.poll(() => focusedRow(page)).toBe('2');
    await page.keyboard.press('k');
    await expect.poll(() => focusedRow(page)).toBe('1');
    await page.keyboard.press('Enter');
    await threadOn(page).getByText('Salam').waitFor();

    await page.keyboard.press('a');
    const colleague = page.getByRole('menuitemradio', { name: NAMES.agent });
    await colleague.waitFor();
    await page.keyboard.press('b');
    await expect.poll(() => isFocused(colleague)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Assigned to ${NAMES.agent}` }).waitFor();

    await page.keyboard.press('r');
    await expect.poll(() => isFocused(composerOn(page))).toBe(true);
    await page.keyboard.type('Salam, Malika');
    await page.keyboard.press('Enter');
    await untilDelivered(page, customer, 1);
    // The first leaves the field, the second the conversation.
    await page.keyboard.press('Escape');
    await expect.poll(() => isFocused(composerOn(page))).toBe(false);
    await page.keyboard.press('e');
    await page.getByRole('button', { name: 'Reopen', disabled: false }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('button', { name: 'Resolve' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('No conversation open').waitFor();
  });

  it('the shortcuts are shown by ?, a conversation is begun by n, and Esc closes both', async () => {
    const page = await stage.window();
    await page.keyboard.press('?');
    const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    for (const does of ['Next conversation', 'Write a reply', 'Resolve or reopen', 'Assign', 'Search'])
      await shortcuts.getByText(does, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await shortcuts.waitFor({ state: 'detached' });

    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'New conversation' });
    await dialog.waitFor();
    const field = dialog.getByRole('textbox', { name: 'Phone number' });
    await expect.poll(() => isFocused(field)).toBe(true);
    // Letters typed into a field are letters, not shortcuts.
    await page.keyboard.type('?j');
    await expect.poll(() => field.inputValue()).toBe('?j');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('the ways to other places are skipped, and tabs are gone through with arrows, Home and End', async () => {
    const page = await stage.window();
    await page.goto(new URL('/operations/webhooks', page.url()).href);
    await page.getByRole('button', { name: 'New webhook' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const chosen = page.getByRole('tab', { selected: true });
    await expect.poll(() => chosen.evaluate((tab) => tab === document.activeElement)).toBe(true);
    for (const [key, name] of [
      ['Home', 'Dead letters'],
      ['ArrowLeft', 'Lanes'],
      ['ArrowRight', 'Dead letters'],
      ['End', 'Lanes'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => chosen.textContent()).toBe(name);
    }
  });

  it('a label that the keyboard showed is put away with Escape, and what it belongs to keeps the focus', async () => {
    const page = await stage.window();
    const button = page.getByRole('button', { name: 'New conversation' });
    await page.getByRole('searchbox').focus();
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => button.evaluate((it) => it === document.activeElement)).toBe(true);
    const label = page.locator(':popover-open');
    await label.waitFor();
    await page.keyboard.press('Escape');
    await label.waitFor({ state: 'detached' });
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true);
  });

  it('Tab goes from the search over the tabs to the list, and always shows where it is', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Mateo Silva');
    await customer.writes('Oi');
    await rowOf(page, customer).waitFor();
    const search = page.getByRole('searchbox', { name: 'Search contacts' });
    await search.focus();
    const reached: string[] = [];
    while (!reached.includes('a') && reached.length < 8) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => {
          const element = document.activeElement;
          if (!(element instanceof HTMLElement)) return 'nothing';
          const { outlineStyle, boxShadow } = getComputedStyle(element);
          const isMarked = outlineStyle !== 'none' || boxShadow !== 'none';
          const role = element.getAttribute('role') ?? element.tagName.toLowerCase();
          return `${role}${isMarked ? '' : ' (unmarked)'}`;
        }),
      );
    }

    expect(reached.at(0)).toBe('tab');
    expect(reached.at(-1)).toBe('a');
    expect(reached.filter((one) => one.endsWith('(unmarked)'))).toEqual([]);
  });
});
