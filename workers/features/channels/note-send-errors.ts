import type { MessageError } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { selectFacts, type FactRow } from './fact-queries.ts';
import { mergeErrors, type SendError } from './rules.ts';
import { recordFacts } from './record-facts.ts';

/** Keeps why messages of a channel failed last: each reason once, with when it was seen last. Never fails. */
export async function noteSendErrors(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish' | 'log'>,
  companyId: string,
  channelId: string,
  seen: readonly { error: MessageError; atMs: number }[],
): Promise<void> {
  if (seen.length === 0) return;
  try {
    const db = ctx.tenant(companyId);
    const [found] = await db.batch([selectFacts(db, [channelId])]);
    const row = rowsOf<FactRow>(found).find(({ fact }) => fact === 'send_errors');
    // Sound because only this verb writes the fact.
    const known = row === undefined ? [] : (JSON.parse(row.value) as { errors: SendError[] }).errors;
    const errors = mergeErrors(known, seen);
    const asOfMs = errors[0]?.lastAtMs ?? 0;
    await recordFacts(ctx, companyId, channelId, [{ fact: 'send_errors', value: { errors }, asOfMs }]);
  } catch (error) {
    ctx.log.warn('channel.errors_not_noted', { companyId, channelId, error });
  }
}
