import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { planAlerts } from '../alerts/index.ts';
import {
  findChannel,
  planFacts,
  selectFacts,
  tokenPlace,
  troubleKey,
  troubleOf,
  type ChannelRow,
  type FactRow,
} from '../channels/index.ts';
import { assess, type Readings, type Traffic } from './rules.ts';

/**
 * Asks Meta how a channel is, in four calls, and keeps what it answers: facts, and alerts for what administrators must
 * know. A channel that is disconnected, or not there, is left alone.
 */
export async function refreshHealth(
  ctx: Pick<Context, 'tenant' | 'clock' | 'ids' | 'envelope' | 'accounts' | 'publish' | 'log'>,
  companyId: string,
  channelId: string,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const channel = await findChannel(db, channelId);
  if (channel === null || channel.disconnectedAtMs !== null) return;
  const askedAtMs = ctx.clock.nowMs();
  const readings = await readAll(ctx, channel);
  const [found] = await db.batch([selectFacts(db, [channelId])]);
  const webhook = rowsOf<FactRow>(found).find(({ fact }) => fact === 'webhook');
  // Sound because only noteTraffic writes the fact.
  const traffic = webhook === undefined ? {} : (JSON.parse(webhook.value) as Traffic);
  const { facts, raise, over } = assess(readings, traffic, askedAtMs);
  // Meta dates its webhooks in whole seconds: what it dates to the second of the call is newer than the answer.
  const asOfMs = Math.floor(askedAtMs / 1_000) * 1_000 - 1;
  const factPlan = await planFacts(
    db,
    facts.map((fact) => ({ ...fact, channelId, asOfMs })),
  );
  const alertPlan = await planAlerts(ctx, db, {
    // A state that lasts is one trouble, however often it is looked at.
    raise: raise.map((one) => ({ ...troubleOf(channel, one), atMs: askedAtMs, isState: true })),
    resolve: over.map((kind) => ({ key: troubleKey(channel, kind, null), atMs: askedAtMs })),
  });
  const changes = [...factPlan.changes, ...alertPlan.changes];
  if (changes.length === 0) return;
  const results = await db.batch([
    ...factPlan.statements,
    ...alertPlan.statements,
    appendToLog(db, ctx.clock.nowMs(), changes),
  ]);
  await ctx.publish(companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [],
    channels: [channelId],
    alerts: alertPlan.changes.map(({ id }) => id),
  });
}

async function readAll(
  ctx: Pick<Context, 'envelope' | 'accounts'>,
  { companyId, id, wabaId, phoneNumberId, accessTokenSealed }: ChannelRow,
): Promise<Readings> {
  const accessToken = await ctx.envelope.open(tokenPlace(companyId, id), accessTokenSealed);
  const [token, number, isSubscribed, account] = await Promise.all([
    ctx.accounts.readToken(accessToken),
    ctx.accounts.readNumber({ phoneNumberId, accessToken }),
    ctx.accounts.isSubscribed({ wabaId, accessToken }),
    ctx.accounts.readAccount({ wabaId, accessToken }),
  ]);
  return { token, number, isSubscribed, account };
}
