import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { joinBrowser, openProfile, watchFaults } from './browser.ts';
import { keepProfile, keptProfile } from './kept-sessions.ts';
import { clearFaults } from './phone.ts';
import { emailOf, PASSWORD, type Person } from './people.ts';

export interface Stage {
  /** A window of a person at work, signed in and showing the inbox. One person's windows share a browser profile. */
  window(person?: Person): Promise<Page>;
  /** A window of somebody who has never been here, at an empty page. */
  newcomer(): Promise<Page>;
  /** Lets faults that a test brings about by itself pass. */
  mayFail(pattern: RegExp): void;
}

const MAX_TOLD_CHARACTERS = 20_000;

/**
 * The browser of one test file. After each test its windows are closed and what they left in storage is forgotten; the
 * test fails when any page logged an error, broke the Content-Security-Policy or asked another host.
 */
export function openStage(): Stage {
  const profiles = new Map<Person, BrowserContext>();
  const guests: BrowserContext[] = [];
  let browser: Browser;
  let faults: string[] = [];
  let allowed: RegExp[] = [];

  const open = async (person?: Person): Promise<BrowserContext> => {
    const profile = await openProfile(browser, person && keptProfile(person));
    watchFaults(profile, (fault) => faults.push(fault));
    return profile;
  };

  beforeAll(async () => {
    browser = await joinBrowser(inject('browserUrl'));
  });
  afterAll(async () => {
    for (const [person, profile] of profiles) await keepProfile(person, profile);
    await browser.close();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await tellWhatIsShown([...profiles.values(), ...guests]);
    await clearFaults();
    for (const profile of profiles.values()) await emptyProfile(profile);
    await Promise.all(guests.splice(0).map((profile) => profile.close()));
    const unexpected = faults.filter((fault) => !allowed.some((pattern) => pattern.test(fault)));
    faults = [];
    allowed = [];
    expect(unexpected, 'faults in the pages').toEqual([]);
  });

  return {
    async window(person = 'owner') {
      const known = profiles.get(person);
      const profile = known ?? (await open(person));
      profiles.set(person, profile);
      const page = await profile.newPage();
      await page.goto(inject('dashboardUrl'));
      if (known === undefined && keptProfile(person) === undefined) await signIn(page, person);
      else await inbox(page);
      return page;
    },
    async newcomer() {
      const profile = await open();
      guests.push(profile);
      return profile.newPage();
    },
    mayFail: (pattern) => void allowed.push(pattern),
  };
}

/** Signs in at the page that is open, and waits for the inbox. */
export async function signIn(page: Page, person: Person = 'owner'): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(emailOf(person));
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await inbox(page);
}

/** An empty list has no height: it is there, but not to be seen. */
const inbox = (page: Page) =>
  page.getByRole('list', { name: 'Conversations' }).waitFor({ state: 'attached' });

/** On a machine that nobody sees, what the pages showed is half of why a test failed. */
async function tellWhatIsShown(profiles: readonly BrowserContext[]): Promise<void> {
  for (const page of profiles.flatMap((profile) => profile.pages())) {
    const shown = await page
      .locator('body')
      .ariaSnapshot({ timeout: 5_000 })
      .catch(() => 'cannot be told');
    console.error(`${page.url()} shows\n${shown.slice(0, MAX_TOLD_CHARACTERS)}`);
  }
}

/** Drafts, filters and the theme are a test's own; that somebody is signed in stays. */
async function emptyProfile(profile: BrowserContext): Promise<void> {
  for (const page of profile.pages()) {
    if (page.url().startsWith('http'))
      await page.evaluate(() => {
        for (const key of Object.keys(localStorage))
          if (key !== 'recado.signed-in') localStorage.removeItem(key);
      });
    await page.close();
  }
}
