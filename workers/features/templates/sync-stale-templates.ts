import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { listChannelRows, type ChannelRow } from '../channels/index.ts';
import { inTurn, walkCompanies } from '../../platform/walk-companies.ts';
import { listCompanyIds } from '../access/index.ts';
import { accountOf } from './find-account.ts';
import { selectSyncs, type AccountSync } from './queries.ts';
import { SYNC_EVERY_MS, syncMinuteOf } from './rules.ts';
import { syncTemplates } from './sync-templates.ts';

/** Most accounts compared in one minute. Ours: the others of that minute have their turn an hour later. */
const MAX_ACCOUNTS = 20;
const MINUTE_MS = 60_000;

/**
 * Once a day for every account, what webhooks may have missed. Each company is looked at in one minute of the hour; a
 * number that was never compared with Meta is, a day after it was connected.
 */
export async function syncStaleTemplates(
  ctx: Pick<Context, 'directory' | 'tenant' | 'clock' | 'envelope' | 'templates' | 'log' | 'publish'>,
): Promise<void> {
  const minute = Math.floor(ctx.clock.nowMs() / MINUTE_MS) % 60;
  const companyIds = (await listCompanyIds(ctx.directory)).filter((id) => syncMinuteOf(id) === minute);
  let left = MAX_ACCOUNTS;
  await walkCompanies(ctx, 'templates.sync', inTurn(companyIds, ctx.clock.nowMs()), async (companyId) => {
    if (left === 0) return;
    for (const channel of await listStale(ctx, companyId)) {
      if (left === 0) return;
      left -= 1;
      try {
        await syncTemplates(ctx, companyId, await accountOf(ctx, channel));
      } catch (error) {
        // One account that Meta refuses keeps no other from its turn; it has its own again in an hour.
        ctx.log.warn('templates.sync_failed', { companyId, channelId: channel.id, error });
      }
    }
  });
}

/** One channel of each account whose time has come. */
async function listStale(ctx: Pick<Context, 'tenant' | 'clock'>, companyId: string): Promise<ChannelRow[]> {
  const db = ctx.tenant(companyId);
  const connected = (await listChannelRows(db)).filter(({ disconnectedAtMs }) => disconnectedAtMs === null);
  const channels = new Map(connected.map((channel) => [channel.wabaId, channel]));
  if (channels.size === 0) return [];
  const [found] = await db.batch([selectSyncs(db, [...channels.keys()])]);
  const syncedAtMs = new Map(rowsOf<AccountSync>(found).map((row) => [row.wabaId, row.syncedAtMs]));
  const staleBeforeMs = ctx.clock.nowMs() - SYNC_EVERY_MS;
  return [...channels.values()].filter(
    (channel) => (syncedAtMs.get(channel.wabaId) ?? channel.createdAtMs) <= staleBeforeMs,
  );
}
