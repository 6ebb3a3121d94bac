import type { Config } from '../../config.ts';
import type { Context } from '../../context.ts';
import { listWebhookRows } from './queries.ts';

/** How long an isolate remembers whether a company has webhooks, in milliseconds. Ours: the cron is slower anyway. */
const REMEMBERED_MS = 30_000;
const MAX_REMEMBERED = 10_000;

interface Known {
  hasListeners: boolean;
  atMs: number;
}

const knownOf = new WeakMap<Config, Map<string, Known>>();

/**
 * Whether anybody wants to be told of the company's events. Asked after every commit, so it is remembered: a company
 * without webhooks costs nothing.
 */
export async function hasListeners(
  ctx: Pick<Context, 'clock' | 'config' | 'tenant'>,
  companyId: string,
): Promise<boolean> {
  const known = knownOf.get(ctx.config) ?? new Map<string, Known>();
  knownOf.set(ctx.config, known);
  const nowMs = ctx.clock.nowMs();
  const before = known.get(companyId);
  if (before !== undefined && nowMs - before.atMs < REMEMBERED_MS) return before.hasListeners;
  const rows = await listWebhookRows(ctx.tenant(companyId));
  if (known.size >= MAX_REMEMBERED) known.clear();
  const hasOne = rows.some(({ isEnabled }) => isEnabled);
  known.set(companyId, { hasListeners: hasOne, atMs: nowMs });
  return hasOne;
}

export function forgetListeners(ctx: Pick<Context, 'config'>, companyId: string): void {
  knownOf.get(ctx.config)?.delete(companyId);
}
