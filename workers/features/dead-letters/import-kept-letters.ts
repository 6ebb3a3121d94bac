import * as z from 'zod/mini';
import { DEAD_LETTER_STATES } from '../../contracts/api/dead-letters.ts';
import type { Context } from '../../context.ts';
import { insertDeadLetter, type DeadLetterRow } from './queries.ts';
import { KEPT_PREFIX } from './keep-dead-letter.ts';

/** Ours: what is left comes a minute later. */
const PER_RUN = 100;
/** Where those lie that cannot be read: they are lost to nobody, and stand in nobody's way. */
export const UNREADABLE_PREFIX = 'unreadable-dead-letters/';

/** Brings the letters that were kept aside during an outage into the directory. */
export async function importKeptLetters(ctx: Pick<Context, 'archive' | 'directory' | 'log'>): Promise<void> {
  const { objects } = await ctx.archive.list({ prefix: KEPT_PREFIX, limit: PER_RUN });
  for (const { key } of objects) {
    const kept = await ctx.archive.get(key);
    if (kept === null) continue;
    const text = await kept.text();
    const row = readRow(text);
    if (row === null) {
      ctx.log.error('dead_letter.kept_unreadable', new Error('a letter that was kept aside cannot be read'), {
        key,
      });
      await ctx.archive.put(`${UNREADABLE_PREFIX}${key.slice(KEPT_PREFIX.length)}`, text);
    } else {
      await ctx.directory.batch([insertDeadLetter(ctx.directory, row)]);
    }
    await ctx.archive.delete(key);
  }
}

const text = z.string();
const storedRow = z.object({
  id: text,
  companyId: z.nullable(text),
  lane: text,
  kind: text,
  code: text,
  detail: text,
  ref: z.nullable(text),
  attempts: z.int(),
  bodySealed: text,
  messageId: text,
  state: z.enum(DEAD_LETTER_STATES),
  redrives: z.int(),
  createdAtMs: z.int(),
  changedAtMs: z.int(),
  changedById: z.nullable(text),
  reason: z.nullable(text),
});

function readRow(json: string): DeadLetterRow | null {
  try {
    return storedRow.parse(JSON.parse(json));
  } catch {
    return null;
  }
}
