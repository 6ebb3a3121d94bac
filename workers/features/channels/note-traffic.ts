import type { Context } from '../../context.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { mergeWebhookFacts } from './fact-queries.ts';

export type Traffic = 'lastMessageAtMs' | 'lastStatusAtMs' | 'lastNoticeAtMs' | 'lastSendAtMs';

/** That something of a kind passed through a channel. */
export interface SeenTraffic {
  channelId: string;
  traffic: Traffic;
  atMs: number;
}

/** How often one isolate writes that something of a kind passed, in milliseconds. Ours: a row for thousands of items. */
const NOTE_EVERY_MS = 5 * 60_000;
/** Kinds of traffic remembered per isolate. Ours. */
const MAX_REMEMBERED = 20_000;
const noted = new Map<string, number>();

export interface TrafficPlan {
  /** At most one, for the batch that is written anyway. */
  statements: D1PreparedStatement[];
  /** To be called when they are committed. */
  remember: () => void;
}

/** What is to be noted of what passed: nothing where that was done a few minutes ago. */
export function planTraffic(db: TenantDb, companyId: string, seen: readonly SeenTraffic[]): TrafficPlan {
  const times = new Map<string, Partial<Record<Traffic, number>>>();
  for (const { channelId, traffic, atMs } of seen) {
    if (atMs < (noted.get(`${companyId} ${channelId} ${traffic}`) ?? 0) + NOTE_EVERY_MS) continue;
    const known = times.get(channelId) ?? {};
    times.set(channelId, { ...known, [traffic]: Math.max(known[traffic] ?? 0, atMs) });
  }
  const facts = [...times].map(([channelId, value]) => ({
    channelId,
    value: JSON.stringify(value),
    asOfMs: Math.max(...Object.values(value)),
  }));
  return {
    statements: facts.length === 0 ? [] : [mergeWebhookFacts(db, facts)],
    remember() {
      if (noted.size > MAX_REMEMBERED) noted.clear();
      for (const [channelId, value] of times) {
        for (const [traffic, atMs] of Object.entries(value))
          noted.set(`${companyId} ${channelId} ${traffic}`, atMs);
      }
    },
  };
}

/** The same in a batch of its own, where none is written anyway. Never fails. */
export async function noteTraffic(
  ctx: Pick<Context, 'tenant' | 'log'>,
  companyId: string,
  seen: readonly SeenTraffic[],
): Promise<void> {
  const db = ctx.tenant(companyId);
  const { statements, remember } = planTraffic(db, companyId, seen);
  if (statements.length === 0) return;
  try {
    await db.batch(statements);
    remember();
  } catch (error) {
    ctx.log.warn('channel.traffic_not_noted', { companyId, error });
  }
}
