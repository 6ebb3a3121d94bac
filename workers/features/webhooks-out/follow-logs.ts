import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf } from '../../platform/ids.ts';
import { eventsOf, selectLogAfter, seqOf } from '../../platform/outbox/queries.ts';
import { listCompanyIds } from '../access/index.ts';
import { deleteDeliveriesBefore, selectNextDue } from './delivery-queries.ts';
import { listWebhookRows, selectPlannedSeq } from './queries.ts';
import { DELIVERY_DAYS } from './rules.ts';
import { planJob, pushSoon } from './wake-planner.ts';

const DAY_MS = 86_400_000;
/** Log rows younger than this are left to the job that their writer woke, in milliseconds. Ours. */
const SETTLED_AFTER_MS = 10_000;
/** Old deliveries of one webhook that are forgotten per turn. Ours. */
const FORGOTTEN_PER_TURN = 500;

/** Finds what a lost queue message left: log rows that nobody has planned, deliveries that nobody has sent. */
export async function followLogs(
  ctx: Pick<Context, 'clock' | 'directory' | 'log' | 'queues' | 'tenant'>,
): Promise<void> {
  for (const companyId of await listCompanyIds(ctx.directory)) {
    try {
      await followOne(ctx, companyId);
    } catch (error) {
      ctx.log.error('webhooks.follow_failed', error, { companyId });
    }
  }
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
