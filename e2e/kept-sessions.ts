import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { inject } from 'vitest';
import type { Person } from './people.ts';

/** Shorter than an access token lives, in milliseconds. */
const KEPT_MS = 240_000;

/** What a browser profile holds: cookies and storage. */
type ProfileState = Awaited<ReturnType<BrowserContext['storageState']>>;

interface Kept {
  token?: { text: string; untilMs: number };
  profile?: ProfileState;
}

/**
 * Sessions outlive a test file: a person may sign in ten times a minute, and on a fast machine there are more files in
 * one.
 */
export function keptToken(person: Person): string | null {
  const token = read()[person]?.token;
  return token !== undefined && token.untilMs > Date.now() ? token.text : null;
}

export function keepToken(person: Person, text: string): void {
  keep(person, { token: { text, untilMs: Date.now() + KEPT_MS } });
}

export const keptProfile = (person: Person): ProfileState | undefined => read()[person]?.profile;

export async function keepProfile(person: Person, profile: BrowserContext): Promise<void> {
  keep(person, { profile: await profile.storageState() });
}

const place = () => join(inject('state'), 'sessions-of-tests.json');

function keep(person: Person, news: Kept): void {
  const all = read();
  writeFileSync(place(), JSON.stringify({ ...all, [person]: { ...all[person], ...news } }), { mode: 0o600 });
}

function read(): Partial<Record<Person, Kept>> {
  try {
    return JSON.parse(readFileSync(place(), 'utf8')) as Partial<Record<Person, Kept>>;
  } catch {
    return {};
  }
}
