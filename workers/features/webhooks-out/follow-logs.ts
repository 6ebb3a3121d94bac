import { DELIVERY_DAYS } from './rules.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf } from '../../platform/ids.ts';
import { listBehind } from '../../platform/outbox/list-behind.ts';
import { sendInBatches } from '../../platform/send-in-batches.ts';
import { inTurn, walkCompanies } from '../../platform/walk-companies.ts';
import { listCompanyIds } from '../access/index.ts';
import { deleteDeliveriesBefore } from './delivery-queries.ts';
import {
  selectListening,
  selectNeglected,
  selectPlannedSeqs,
  type NeglectedWebhook,
} from './follow-queries.ts';
import { planJob, pushJob } from './wake-planner.ts';

const DAY_MS = 86_400_000;
/** Log rows younger than this are left to the job that their writer woke, in milliseconds. Ours. */
const SETTLED_AFTER_MS = 10_000;
/** Old deliveries of one webhook that are forgotten per turn. Ours. */
const FORGOTTEN_PER_TURN = 500;
/** Companies that are asked in one statement. Ours. */
const ASKED_AT_ONCE = 2_500;

/**
 * Finds what a lost queue message left: log rows that nobody has planned, deliveries that nobody has sent. Asks once for
 * all companies; a webhook of which nothing waits costs no statement of its own.
 */
export async function followLogs(
  ctx: Pick<Context, 'clock' | 'directory' | 'log' | 'queues' | 'system' | 'tenant'>,
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const { tenants } = ctx.system;
  const beforeId = firstIdOf('evt', nowMs - DELIVERY_DAYS * DAY_MS);
  const { listening, neglected } = await lookAtAll(ctx, { dueAtMs: nowMs, beforeId });
  const read = { tenants, cursorsIn: tenants, selectCursors: selectPlannedSeqs };
  const behind = await listBehind(listening, nowMs - SETTLED_AFTER_MS, read);
  await sendInBatches(
    ctx.queues.jobs,
    behind.map(({ companyId }) => planJob(companyId)),
  );
  await sendInBatches(
    ctx.queues.outgoing,
    neglected.flatMap(({ companyId, webhookId, isDue }) =>
      isDue === 1 ? [pushJob(companyId, webhookId)] : [],
    ),
  );
  const old = Map.groupBy(
    neglected.filter(({ isOld }) => isOld === 1),
    ({ companyId }) => companyId,
  );
  await walkCompanies(ctx, 'webhooks.forget', inTurn([...old.keys()], nowMs), async (companyId) => {
    const db = ctx.tenant(companyId);
    const webhooks = old.get(companyId) ?? [];
    await db.batch(
      webhooks.map(({ webhookId }) => deleteDeliveriesBefore(db, webhookId, beforeId, FORGOTTEN_PER_TURN)),
    );
  });
}

async function lookAtAll(
  ctx: Pick<Context, 'directory' | 'system'>,
  limits: { dueAtMs: number; beforeId: string },
): Promise<{ listening: string[]; neglected: NeglectedWebhook[] }> {
  const companyIds = await listCompanyIds(ctx.directory);
  const listening: string[] = [];
  const neglected: NeglectedWebhook[] = [];
  for (let from = 0; from < companyIds.length; from += ASKED_AT_ONCE) {
    const ids = companyIds.slice(from, from + ASKED_AT_ONCE);
    const found = await Promise.all(
      ctx.system.tenants.map((db) => db.batch([selectListening(db, ids), selectNeglected(db, ids, limits)])),
    );
    for (const [companies, webhooks] of found) {
      listening.push(...rowsOf<{ companyId: string }>(companies).map(({ companyId }) => companyId));
      neglected.push(...rowsOf<NeglectedWebhook>(webhooks));
    }
  }
  return { listening, neglected };
}
