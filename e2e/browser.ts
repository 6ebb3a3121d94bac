import { existsSync } from 'node:fs';
import bundled from '@sparticuz/chromium';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type BrowserServer,
  type Page,
} from 'playwright-core';
import { APPEARS_WITHIN_MS } from './appears-within.ts';

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
  // A microphone that beeps, and a person who lets the page use it.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];
/** How many times slower than this machine the pages shall be, to find what holds only on a fast one. */
const SLOWER_TIMES = Number(process.env['RECADO_BROWSER_SLOWER'] ?? 1);

/** One browser for all test files; what they share is its program alone. */
export async function startBrowser(): Promise<BrowserServer> {
  const installed = INSTALLED.find((path) => existsSync(path));
  const executablePath = installed ?? (await bundled.executablePath());
  return chromium.launchServer({ executablePath, args: QUIET });
}

export const joinBrowser = (url: string): Promise<Browser> => chromium.connect(url);

/** A browser profile of its own: no cookie and no storage is shared with another one. It may go on where one ended. */
export async function openProfile(
  browser: Browser,
  storageState?: BrowserContextOptions['storageState'],
): Promise<BrowserContext> {
  const profile = await browser.newContext({
    ...(storageState === undefined ? {} : { storageState }),
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  profile.setDefaultTimeout(APPEARS_WITHIN_MS);
  if (SLOWER_TIMES > 1) profile.on('page', (page) => void slowDown(page).catch(() => undefined));
  await profile.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`Content-Security-Policy: ${event.violatedDirective} refused ${event.blockedURI}`);
    });
  });
  return profile;
}

/** Fails for a page that is closed again at once, which needs it no more. */
async function slowDown(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_TIMES });
}

/** Writes down what goes wrong in a profile's pages, in the browser's own words. */
export function watchFaults(profile: BrowserContext, note: (fault: string) => void): void {
  const noteForeign = (address: string) => {
    const { hostname, protocol } = new URL(address);
    if (hostname !== 'localhost' && protocol !== 'data:' && protocol !== 'blob:')
      note(`asked another host: ${address}`);
  };
  profile.on('weberror', (error) => note(`error in the page: ${error.error().message}`));
  profile.on('console', (message) => {
    if (message.type() === 'error') note(`${message.text()} (${message.location().url})`);
  });
  profile.on('request', (request) => noteForeign(request.url()));
  profile.on('page', (page) => page.on('websocket', (socket) => noteForeign(socket.url())));
}
