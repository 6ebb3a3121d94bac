import { appendFileSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { STATE } from './places.ts';

const LOG = resolve(STATE, 'recado.log');
mkdirSync(STATE, { recursive: true });

/** One line in the terminal and in the log, under the name of whoever says it. */
export function say(who: string, line: string): void {
  const text = `${new Date().toISOString().slice(11, 19)} ${who.padEnd(9)} ${line}`;
  process.stdout.write(`${text}\n`);
  appendFileSync(LOG, `${text}\n`);
}

/** Ends the start with one sentence that says what to do. */
export function giveUp(sentence: string): never {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}
