import type { Context } from '../../context.ts';
import { mergeWebhookFacts } from './fact-queries.ts';

export type Traffic = 'lastMessageAtMs' | 'lastStatusAtMs' | 'lastNoticeAtMs' | 'lastSendAtMs';

/** How often one isolate writes that something of a kind passed, in milliseconds. Ours: a row for thousands of items. */
const NOTE_EVERY_MS = 5 * 60_000;
/** Kinds of traffic remembered per isolate. Ours. */
const MAX_REMEMBERED = 20_000;
const noted = new Map<string, number>();

/** Notes that something of these kinds passed through channels, if that was not noted a few minutes ago. Never fails. */
export async function noteTraffic(
  ctx: Pick<Context, 'tenant' | 'log'>,
  companyId: string,
  seen: readonly { channelId: string; traffic: Traffic; atMs: number }[],
): Promise<void> {
  const times = new Map<string, Partial<Record<Traffic, number>>>();
  for (const { channelId, traffic, atMs } of seen) {
    if (atMs < (noted.get(`${companyId} ${channelId} ${traffic}`) ?? 0) + NOTE_EVERY_MS) continue;
    const known = times.get(channelId) ?? {};
    times.set(channelId, { ...known, [traffic]: Math.max(known[traffic] ?? 0, atMs) });
  }
  if (times.size === 0) return;
  const db = ctx.tenant(companyId);
  try {
    await db.batch([
      mergeWebhookFacts(
        db,
        [...times].map(([channelId, value]) => ({
          channelId,
          value: JSON.stringify(value),
          asOfMs: Math.max(...Object.values(value)),
        })),
      ),
    ]);
  } catch (error) {
    ctx.log.warn('channel.traffic_not_noted', { companyId, error });
    return;
  }
  if (noted.size > MAX_REMEMBERED) noted.clear();
  for (const [channelId, value] of times) {
    for (const [traffic, atMs] of Object.entries(value))
      noted.set(`${companyId} ${channelId} ${traffic}`, atMs);
  }
}
