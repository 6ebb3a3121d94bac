import type { Context } from '../../context.ts';
import { insertDeadLetter, type DeadLetterRow } from './queries.ts';
import { KEPT_PREFIX } from './keep-dead-letter.ts';

/** Ours: what is left comes a minute later. */
const PER_RUN = 100;

/** Brings the letters that were kept aside during an outage into the directory. */
export async function importKeptLetters(ctx: Pick<Context, 'archive' | 'directory'>): Promise<void> {
  const { objects } = await ctx.archive.list({ prefix: KEPT_PREFIX, limit: PER_RUN });
  for (const { key } of objects) {
    const kept = await ctx.archive.get(key);
    if (kept === null) continue;
    // Sound: only keepDeadLetter writes under this prefix.
    const row = await kept.json<DeadLetterRow>();
    await ctx.directory.batch([insertDeadLetter(ctx.directory, row)]);
    await ctx.archive.delete(key);
  }
}
