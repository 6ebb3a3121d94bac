import { DEAD_LETTER_DAYS } from '../../contracts/api/dead-letters.ts';
import type { Context } from '../../context.ts';
import { firstIdOf } from '../../platform/ids.ts';
import { deleteDeadLettersBefore } from './queries.ts';

const DAY_MS = 86_400_000;
/** Ours: what is left goes a minute later. */
const PER_RUN = 500;

export async function forgetOldLetters(ctx: Pick<Context, 'clock' | 'directory'>): Promise<void> {
  const before = firstIdOf('dl', ctx.clock.nowMs() - DEAD_LETTER_DAYS * DAY_MS);
  await ctx.directory.batch([deleteDeadLettersBefore(ctx.directory, before, PER_RUN)]);
}
