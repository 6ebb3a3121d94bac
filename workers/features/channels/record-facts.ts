import type { ChannelFact } from '../../contracts/api/channels.ts';
import type { Context } from '../../context.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { planFacts } from './plan-facts.ts';

/** Something that became known of a channel's state at a time. `value` becomes the fact's JSON. */
export interface KnownFact {
  fact: ChannelFact;
  value: unknown;
  asOfMs: number;
}

/** Keeps what became known of a channel. What is older than what is known, and what is known already, changes nothing. */
export async function recordFacts(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  companyId: string,
  channelId: string,
  facts: readonly KnownFact[],
): Promise<void> {
  const db = ctx.tenant(companyId);
  const { statements, changes } = await planFacts(
    db,
    facts.map((fact) => ({ ...fact, channelId })),
  );
  if (statements.length === 0) return;
  const results = await db.batch([...statements, appendToLog(db, ctx.clock.nowMs(), changes)]);
  await ctx.publish(companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [],
    channels: changes.map(({ id }) => id),
  });
}
