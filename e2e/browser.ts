import { existsSync } from 'node:fs';
import bundled from '@sparticuz/chromium';
import { chromium, type Browser, type Page } from 'playwright-core';
import { inject } from 'vitest';

/** Where systems keep a browser of their own; it is used when there is one. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** What keeps the browser from asking anybody but us. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export async function openBrowser(): Promise<Browser> {
  const installed = INSTALLED.find((path) => existsSync(path));
  return installed === undefined
    ? chromium.launch({ executablePath: await bundled.executablePath(), args: QUIET })
    : chromium.launch({ executablePath: installed, args: QUIET });
}

export interface Window {
  page: Page;
  /** What went wrong in the page, in its own words. */
  faults: string[];
  close(): Promise<void>;
}

/** A window of a person of their own: no cookie is shared with another one. */
export async function openWindow(browser: Browser, size = { width: 1440, height: 900 }): Promise<Window> {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { page, faults, close: () => context.close() };
}

/** Signs in and waits for the inbox. */
export async function signIn(page: Page, email = 'owner@demo.test'): Promise<void> {
  await page.goto(inject('dashboardUrl'));
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill('recado-demo-1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  // An empty list has no height: it is there, but not to be seen.
  await page.getByRole('list', { name: 'Conversations' }).waitFor({ state: 'attached' });
}
