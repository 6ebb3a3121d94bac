import type { StatusUpdate } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { selectRecipients, type Recipient } from './consequence-queries.ts';
import { obeyConsequences, obeyStops, type ConsequenceContext } from './obey-consequences.ts';
import { recipientOf, type MessageRow } from './rules.ts';

/** Up to which age a reported failure stops what comes, in milliseconds. Ours: what held before may be long over. */
const FRESH_MS = 10 * 60_000;

/** Failures that were reported after the send: what their errors mean for what comes. */
export async function obeyReports(
  ctx: ConsequenceContext & Pick<Context, 'channels'>,
  companyId: string,
  reports: readonly { message: MessageRow; update: StatusUpdate }[],
): Promise<void> {
  const weighty = reports.flatMap(({ message, update }) => {
    const { error, atMs, status } = update;
    // Zero is ours, where Meta gave no code.
    if (status !== 'failed' || error === null || error.code === 0) return [];
    const consequences = ctx.channels.cloud.consequencesOf(error.code);
    const isOld = ctx.clock.nowMs() - atMs > FRESH_MS;
    const stop = isOld ? null : consequences.stop;
    const isLight = stop === null && !consequences.optsOut && !consequences.closesWindow;
    return isLight ? [] : [{ message, error, consequences: { ...consequences, stop } }];
  });
  if (weighty.length === 0) return;
  const db = ctx.tenant(companyId);
  const ids = [...new Set(weighty.map(({ message }) => message.conversationId))];
  const [found] = await db.batch([selectRecipients(db, ids)]);
  const people = new Map(rowsOf<Recipient>(found).map((row) => [row.conversationId, recipientOf(row)]));
  for (const { message, error, consequences } of weighty) {
    const to = people.get(message.conversationId) ?? '';
    await obeyStops(ctx, message, to, null, { kind: 'rejected', retryable: false, error, consequences });
    await obeyConsequences(ctx, message, consequences);
  }
}
