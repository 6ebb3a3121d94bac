import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf } from '../../platform/ids.ts';
import { eventsOf, selectLogAfter, seqOf } from '../../platform/outbox/queries.ts';
import { inTurn, walkCompanies } from '../../platform/walk-companies.ts';
import { listCompanyIds } from '../access/index.ts';
import { deleteDeliveriesBefore, selectNextDue } from './delivery-queries.ts';
import { listWebhookRows, selectPlannedSeq, selectWithWebhooks } from './queries.ts';
import { DELIVERY_DAYS } from './rules.ts';
import { planJob, pushSoon } from './wake-planner.ts';

const DAY_MS = 86_400_000;
/** Log rows younger than this are left to the job that their writer woke, in milliseconds. Ours. */
const SETTLED_AFTER_MS = 10_000;
/** Old deliveries of one webhook that are forgotten per turn. Ours. */
const FORGOTTEN_PER_TURN = 500;
/** Companies that are asked in one statement. Ours. */
const ASKED_AT_ONCE = 2_500;

/** Finds what a lost queue message left: log rows that nobody has planned, deliveries that nobody has sent. */
export async function followLogs(
  ctx: Pick<Context, 'clock' | 'directory' | 'log' | 'queues' | 'system' | 'tenant'>,
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const companyIds = await listCompanyIds(ctx.directory);
  const told: string[] = [];
  for (let from = 0; from < companyIds.length; from += ASKED_AT_ONCE) {
    const ids = companyIds.slice(from, from + ASKED_AT_ONCE);
    const found = await Promise.all(ctx.system.tenants.map((db) => db.batch([selectWithWebhooks(db, ids)])));
    told.push(
      ...found.flatMap(([result]) => rowsOf<{ companyId: string }>(result)).map((row) => row.companyId),
    );
  }
  await walkCompanies(ctx, 'webhooks.follow', inTurn(told, nowMs), (companyId) => followOne(ctx, companyId));
}

async function followOne(
  ctx: Pick<Context, 'clock' | 'log' | 'queues' | 'tenant'>,
  companyId: string,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const all = await listWebhookRows(db);
  if (all.length === 0) return;
  const nowMs = ctx.clock.nowMs();
  const before = firstIdOf('evt', nowMs - DELIVERY_DAYS * DAY_MS);
  await db.batch(all.map(({ id }) => deleteDeliveriesBefore(db, id, before, FORGOTTEN_PER_TURN)));
  const listening = all.filter(({ isEnabled }) => isEnabled);
  if (listening.length === 0) return;
  const [cursor] = await db.batch([selectPlannedSeq(db)]);
  const [page, ...dues] = await db.batch([
    selectLogAfter(db, seqOf(cursor), 1),
    ...listening.map(({ id }) => selectNextDue(db, id)),
  ]);
  const [oldest] = eventsOf(page);
  if (oldest !== undefined && nowMs - oldest.atMs > SETTLED_AFTER_MS)
    await ctx.queues.jobs.send(planJob(companyId));
  const isDue = (result: D1Result | undefined) =>
    (rowsOf<{ dueAtMs: number | null }>(result)[0]?.dueAtMs ?? Infinity) <= nowMs;
  const waiting = listening.filter((_, index) => isDue(dues[index]));
  await pushSoon(
    ctx,
    companyId,
    waiting.map(({ id }) => id),
  );
}
