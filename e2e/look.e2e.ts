import type { Locator, Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { call } from './api.ts';
import { storeDeadLetters } from './dead-letters.ts';
import { begin, threadOn } from './inbox.ts';
import { control, newCustomer, NUMBER, type Customer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

/** What a screen reader could not name, or would find twice. */
const unnamed = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.closest('[aria-hidden=true]') === null;
    const nameOf = (element: Element): string => {
      const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
      const labels =
        element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement
          ? [...(element.labels ?? [])]
          : [];
      return [
        element.getAttribute('aria-label'),
        ...ids.map((id) => document.getElementById(id)?.textContent),
        ...labels.map((label) => label.textContent),
        element.tagName === 'BUTTON' || element.tagName === 'A' ? element.textContent : null,
        element.getAttribute('title'),
      ]
        .join('')
        .trim();
    };
    const interactive = document.querySelectorAll(
      'button, a, input, textarea, select, [role=log], [role=tablist], dialog, nav, aside, svg[role=img]',
    );
    const nameless = [...interactive]
      .filter((element) => isShown(element) && nameOf(element) === '')
      .map((element) => `no name: ${element.outerHTML.slice(0, 160)}`);
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id twice: ${id}`);
    const mains = document.querySelectorAll('main').length;
    const tops = [...document.querySelectorAll('h1')].filter(isShown).length;
    return [
      ...nameless,
      ...twice,
      ...(mains === 1 ? [] : [`${mains} main regions`]),
      ...(tops === 1 ? [] : [`${tops} top headings`]),
      ...(document.documentElement.lang === '' ? ['no language'] : []),
      ...(document.title === '' ? ['no title'] : []),
    ];
  });

/** The contrast of every text on screen against what is behind it, where that is one colour (WCAG 2.2, 1.4.3). */
const tooFaint = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (canvas === null) throw new Error('no canvas');
    const rgba = (colour: string): number[] => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = ([red = 0, green = 0, blue = 0]: number[]): number => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((one) => {
        const part = one / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const backgroundOf = (element: Element | null): number[] | null => {
      for (let at = element; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.backgroundImage !== 'none' || Number(style.opacity) < 1) return null;
        const colour = rgba(style.backgroundColor);
        if (colour[3] === 255) return colour;
        if (colour[3] !== 0) return null;
      }
      return [255, 255, 255, 255];
    };
    const faint = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim() ?? '';
      if (element === null || text === '' || !element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.closest('[disabled], .visually-hidden, noscript') !== null) continue;
      const behind = backgroundOf(element);
      if (behind === null) continue;
      const style = getComputedStyle(element);
      const [light = 0, dark = 0] = [luminance(rgba(style.color)), luminance(behind)].toSorted(
        (a, b) => b - a,
      );
      const ratio = (light + 0.05) / (dark + 0.05);
      const isLarge =
        parseFloat(style.fontSize) >= 24 ||
        (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (isLarge ? 3 : 4.5)) faint.add(`${ratio.toFixed(2)}: ${text.slice(0, 40)}`);
    }
    return [...faint];
  });

const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** One of every type into the open thread: what is near its end then has cards, notices, files and banners. */
async function sendEverything(page: Page, customer: Customer): Promise<void> {
  await control('POST', `/customers/${customer.id}/one-of-each`, { phoneNumberId: NUMBER });
  await page.getByText('Automations are silent here').waitFor();
  await expect.poll(() => threadOn(page).locator('[data-message]').count()).toBeGreaterThan(35);
}

describe('for everybody', () => {
  it('all that can be used has a name, and there is one main region and one top heading', async () => {
    const page = await stage.window();
    const customer = await newCustomer('Noor Hassan');
    await begin(page, customer, 'Is it open today?');
    await sendEverything(page, customer);
    await page.getByRole('complementary', { name: 'Contact' }).getByText('WhatsApp name').waitFor();
    await expect.poll(() => unnamed(page), { message: 'the inbox' }).toEqual([]);
    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByRole('list', { name: 'Channels' }).waitFor();
    await expect.poll(() => unnamed(page), { message: 'the channels' }).toEqual([]);
    await page.getByRole('button', { name: 'Add channel' }).click();
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => unnamed(page), { message: 'adding a channel' }).toEqual([]);

    const guest = await stage.newcomer();
    await guest.goto(inject('dashboardUrl'));
    await guest.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expect.poll(() => unnamed(guest), { message: 'the sign-in page' }).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('every text can be read in %s colours', async (scheme) => {
    const page = await stage.window();
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const customer = await newCustomer(scheme === 'light' ? 'Olga Sidorova' : 'Omar Farouk');
    await begin(page, customer, 'Can you read this?');
    await sendEverything(page, customer);
    await page.getByRole('complementary', { name: 'Contact' }).getByText('WhatsApp name').waitFor();
    await expect.poll(() => tooFaint(page), { message: 'the inbox' }).toEqual([]);
    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByRole('list', { name: 'Channels' }).waitFor();
    await expect.poll(() => tooFaint(page), { message: 'the channels' }).toEqual([]);
  });
});

/** Where people go, with what each page holds once it is loaded. */
const PAGES: readonly (readonly [path: string, holds: (page: Page) => Locator])[] = [
  ['/inbox', (page) => page.getByRole('heading', { name: 'Inbox' })],
  ['/contacts', (page) => page.getByRole('list', { name: 'Contacts' })],
  ['/quick-replies', (page) => page.getByRole('list', { name: 'Quick replies' })],
  ['/templates', (page) => page.getByRole('button', { name: 'New template' })],
  ['/channels', (page) => page.getByRole('list', { name: 'Channels' })],
  ['/events', (page) => page.getByRole('list', { name: 'Sources' })],
  ['/alerts', (page) => page.getByRole('tab', { name: 'All' })],
  ['/operations/dead-letters', (page) => page.getByRole('list', { name: 'Letters' })],
  ['/operations/webhooks', (page) => page.getByRole('list', { name: 'Addresses' })],
  ['/operations/message', (page) => page.getByRole('button', { name: 'Find' })],
  ['/operations/events', (page) => page.getByRole('list', { name: 'Sources' })],
  ['/operations/lanes', (page) => page.getByRole('list', { name: 'Lanes' })],
];
/** What breaks a layout that has not thought of it. */
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk';

/** Something on every page, with long words in it. Gives the pages of what was made. */
async function fillPages(): Promise<typeof PAGES> {
  const { body } = await call('owner', 'GET', '/v1/me');
  const companyId = (body as { company: { id: string } }).company.id;
  const job = { companyId, lane: 'jobs', kind: LONG, code: LONG.toLowerCase(), detail: `${LONG} ${LONG}` };
  await storeDeadLetters(inject('state'), [{ ...job, body: { v: 1, note: LONG } }]);
  const customer = await newCustomer(LONG);
  await customer.writes(`${LONG}${LONG}`);
  const url = `${inject('simulatorUrl').replace('localhost', '127.0.0.1')}/receivers/look`;
  for (const [path, sent] of [
    ['/v1/webhooks', { url, description: LONG, events: ['contact.created'] }],
    ['/v1/event-sources', { name: LONG }],
    ['/v1/quick-replies', { shortcut: 'long-word', text: `${LONG}${LONG}` }],
  ] as const)
    expect(await call('owner', 'POST', path, sent)).toMatchObject({ status: 201 });
  const firstOf = async (path: string): Promise<string> => {
    const { items } = (await call('owner', 'GET', path)).body as { items: { id: string; name: string }[] };
    return (items.find(({ name }) => name === LONG) ?? items[0])?.id ?? '';
  };
  return [
    [
      `/events/${await firstOf('/v1/event-sources')}`,
      (page) => page.getByRole('heading', { name: 'What came' }),
    ],
    [`/channels/${await firstOf('/v1/channels')}`, (page) => page.getByRole('heading', { name: 'Health' })],
  ];
}

/** How many pixels the page and its main region are wider than what is seen of them. */
const tooWide = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const main = document.querySelector('main');
    return [document.documentElement, ...(main === null ? [] : [main])].map(
      (element) => element.scrollWidth - element.clientWidth,
    );
  });

/** What hides a part of itself without saying so by an ellipsis. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main, main *, dialog[open], dialog[open] *')]
      .filter((element) => {
        const { overflowX, textOverflow, webkitLineClamp } = getComputedStyle(element);
        const hides = overflowX === 'hidden' || overflowX === 'clip';
        return (
          hides &&
          textOverflow !== 'ellipsis' &&
          webkitLineClamp === 'none' &&
          !element.matches('input, .visually-hidden') &&
          element.scrollWidth > element.clientWidth + 1
        );
      })
      .map((element) => `${element.textContent?.slice(0, 60)} is cut off`),
  );

describe('every page', () => {
  it('can be read in both colours, names all that can be used, and fits a phone', async () => {
    const made = await fillPages();
    const page = await stage.window();
    for (const [path, holds] of [...PAGES, ...made]) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(new URL(path, inject('dashboardUrl')).href);
      await holds(page).waitFor();
      await expect.poll(() => unnamed(page), { message: `${path} on a wide screen` }).toEqual([]);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        // A colour may still be on its way to the other one.
        const message = `${path} in ${colorScheme} colours`;
        await expect.poll(() => tooFaint(page), { message }).toEqual([]);
      }
      await page.setViewportSize({ width: 390, height: 844 });
      await holds(page).waitFor();
      await expect.poll(() => unnamed(page), { message: `${path} on a phone` }).toEqual([]);
      await expect.poll(() => tooWide(page), { message: `${path} is wider than a phone` }).toEqual([0, 0]);
      await expect.poll(() => cutOff(page), { message: `${path} on a phone` }).toEqual([]);
    }

    // A name as long as the screen leaves the way out of its dialog in sight.
    await page.goto(new URL('/operations/webhooks', inject('dashboardUrl')).href);
    await page.getByRole('list', { name: 'Addresses' }).getByRole('button', { name: LONG }).first().click();
    const dialog = page.getByRole('dialog', { name: LONG });
    await dialog.getByRole('tab', { name: 'Deliveries' }).waitFor();
    expect(await cutOff(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).first().click();
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('dark and light', () => {
  it('follow the system, or the person’s choice, which a reload keeps without a flash', async () => {
    const page = await stage.window();
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await background(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => background(page)).not.toBe(light);
    const dark = await background(page);

    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => background(page)).toBe(light);
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByText('Dark', { exact: true }).click();
    await expect.poll(() => background(page)).toBe(dark);
    await page.reload({ waitUntil: 'commit' });
    await page.locator('body').waitFor({ state: 'attached' });
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
    expect(await background(page)).toBe(dark);
  });
});
