import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { answer, begin, composerOn, rowOf, threadOn, untilDelivered } from './inbox.ts';
import { newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

/** Nothing is wider than the screen, so nothing scrolls sideways. */
async function expectFits(page: Page): Promise<void> {
  // What slides in is wider for a moment.
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBe(0);
}

describe('a screen of 390 pixels', () => {
  it('does the same work: list, thread, answer, details, back', async () => {
    const page = await stage.window();
    await page.setViewportSize({ width: 390, height: 844 });
    const customer = await newCustomer('Hugo Blanc');
    await customer.writes('Bonjour');
    await rowOf(page, customer).waitFor();
    await expectFits(page);
    await begin(page, customer, 'Je cherche une lampe');
    await expectFits(page);
    await expect.poll(() => rowOf(page, customer).isVisible()).toBe(false);
    await composerOn(page).fill('Bonjour Hugo');
    await page.getByRole('button', { name: 'Send' }).click();
    await untilDelivered(page, customer, 1);

    await page
      .getByRole('button', { name: 'Show details' })
      .or(page.getByLabel(/^Details of/))
      .first()
      .click();
    await page.getByRole('complementary', { name: 'Contact' }).getByText('WhatsApp name').waitFor();
    await expectFits(page);
    await page.goBack();
    await threadOn(page).getByText('Bonjour Hugo').waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await rowOf(page, customer).getByLabel('Delivered').waitFor();
    await expectFits(page);
  });

  it('keeps the ways to everything where an address leads nowhere', async () => {
    const page = await stage.window();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(new URL('/alerts/nothing-here', inject('dashboardUrl')).href);
    await page.getByText('There is no page here').waitFor();
    const places = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    expect(await places.count()).toBe(4);
    await page.getByRole('link', { name: 'Go to the inbox' }).click();
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
    await expectFits(page);
  });

  it('keeps the newest message in sight while the thread grows', async () => {
    const page = await stage.window();
    await page.setViewportSize({ width: 390, height: 844 });
    const customer = await newCustomer('Ida Berg');
    await begin(page, customer, 'First');
    await customer.writesMany(25, 'Another line, number {n}');
    await threadOn(page).getByText('number 25').waitFor();
    await answer(page, 'The last one');
    await expect
      .poll(() =>
        threadOn(page).evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight)),
      )
      .toBeLessThanOrEqual(1);
    await expectFits(page);
  });

  it('has room for the channels and their forms', async () => {
    const page = await stage.window();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByRole('heading', { name: 'Channels' }).waitFor();
    await expectFits(page);
    await page.getByRole('button', { name: 'Add channel' }).click();
    await page.getByRole('dialog', { name: 'Add a channel' }).waitFor();
    await expectFits(page);
    expect(await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(
      0,
    );
  });

  it('names four places on its bar and keeps the others, and the account, behind "More"', async () => {
    const page = await stage.window();
    await page.setViewportSize({ width: 390, height: 844 });
    const bar = page.getByRole('navigation', { name: 'Main' });
    for (const label of ['Inbox', 'Contacts', 'Templates', 'Alerts', 'More'])
      await bar.getByText(label, { exact: true }).waitFor();
    await expect.poll(() => bar.locator('a, button').count()).toBe(5);
    const cut = await bar
      .locator('a > span, button > span')
      .evaluateAll((labels) => labels.filter((one) => one.scrollWidth > one.clientWidth).length);
    expect(cut).toBe(0);

    const more = bar.getByRole('button', { name: 'More' });
    await more.focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'More' });
    await sheet.getByText('owner@demo.test').waitFor();
    await expect
      .poll(() => sheet.getByRole('list', { name: 'More places' }).getByRole('link').allTextContents())
      .toEqual(['Quick replies', 'Channels', 'Events in', 'Operations']);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await expect.poll(() => more.evaluate((button) => button === document.activeElement)).toBe(true);

    await more.click();
    await sheet.getByText('Dark', { exact: true }).click();
    await page.locator('html[data-theme=dark]').waitFor();
    await sheet.getByRole('link', { name: 'Operations' }).click();
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
    await sheet.waitFor({ state: 'detached' });
    await bar.getByRole('button', { name: 'More, Operations is open' }).waitFor();
    await expectFits(page);
    await page.goBack();
    await bar.locator('a[href="/inbox"][aria-current=page]').waitFor();
  });
});
