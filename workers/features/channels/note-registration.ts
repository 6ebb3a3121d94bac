import type { Context } from '../../context.ts';
import { planAlerts } from '../alerts/index.ts';
import { logChannel } from './log-channel.ts';
import { planFacts } from './plan-facts.ts';
import { troubleKey, troubleOf } from './plan-account-news.ts';
import type { ChannelRow } from './queries.ts';

/** Keeps with a channel whether its number is registered; one that is not is an open alert until it is. */
export async function noteRegistration(
  ctx: Pick<Context, 'tenant' | 'clock' | 'ids' | 'publish'>,
  companyId: string,
  channel: Pick<ChannelRow, 'id' | 'wabaId' | 'name'>,
  /** Meta's word for the number's status, and why the number could not be registered, where that was tried. */
  { isRegistered, status, problem }: { isRegistered: boolean; status: string; problem: string | null },
): Promise<void> {
  const db = ctx.tenant(companyId);
  const atMs = ctx.clock.nowMs();
  const value = { status, codeVerification: null, platform: null };
  const facts = await planFacts(db, [{ channelId: channel.id, fact: 'number_status', value, asOfMs: atMs }]);
  const said = problem ?? `Meta says ${status}`;
  const alerts = await planAlerts(ctx, db, {
    raise: isRegistered
      ? []
      : [{ ...troubleOf(channel, { kind: 'number.not_connected', about: null, said }), atMs, isState: true }],
    resolve: isRegistered ? [{ key: troubleKey(channel, 'number.not_connected', null), atMs }] : [],
  });
  await logChannel(ctx, db, channel.id, [...facts.statements, ...alerts.statements], alerts.changes);
}
