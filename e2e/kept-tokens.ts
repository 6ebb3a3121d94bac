import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Person } from './people.ts';

/** Shorter than an access token lives, in milliseconds. */
const KEPT_MS = 240_000;

interface Kept {
  token: string;
  untilMs: number;
}

/**
 * Access tokens that outlive a test file: a person may sign in ten times a minute, and the browser of every file does so
 * once already.
 */
export function keptToken(person: Person): string | null {
  const kept = read()[person];
  return kept !== undefined && kept.untilMs > Date.now() ? kept.token : null;
}

export function keepToken(person: Person, token: string): void {
  writeFileSync(place(), JSON.stringify({ ...read(), [person]: { token, untilMs: Date.now() + KEPT_MS } }), {
    mode: 0o600,
  });
}

/** One file per deployment: its port and the process that started it name it. */
const place = () => join(tmpdir(), `recado-e2e-${process.ppid}-${new URL(inject('dashboardUrl')).port}.json`);

function read(): Partial<Record<Person, Kept>> {
  try {
    return JSON.parse(readFileSync(place(), 'utf8')) as Partial<Record<Person, Kept>>;
  } catch {
    return {};
  }
}
