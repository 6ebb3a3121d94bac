import type { DeliveryAttempt } from '../../contracts/api/webhooks.ts';
import type { Context } from '../../context.ts';
import { inParallel } from '../../platform/in-parallel.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import { commitAlerts, planAlerts, type Trouble } from '../alerts/index.ts';
import { attemptDelivery, type Receiver } from './attempt-delivery.ts';
import { openReceiver } from './open-receiver.ts';
import {
  claimDue,
  selectNextDue,
  storeOutcomes,
  wakeWaiting,
  type DeliveryOutcome,
  type WebhookDeliveryRow,
} from './delivery-queries.ts';
import { findWebhook, noteHealth, type WebhookRow } from './queries.ts';
import {
  alertKeyOf,
  attemptsOf,
  FAILING_LIMIT_MS,
  judge,
  MAX_LOGGED_ATTEMPTS,
  MOST_WOKEN,
  PUSHED_AT_ONCE,
  PUSHED_TO_FAILING,
  restMs,
  type Verdict,
} from './rules.ts';
import { forgetListeners } from './listeners.ts';
import { endTurn, takeTurn } from './turn-queries.ts';
import { pushJob } from './wake-planner.ts';

/** Sent beside each other. Ours: a slice ends within its lease. */
const CONCURRENCY = 10;
/** How long a slice holds its deliveries, in milliseconds: longer than two rounds of a receiver that says nothing. */
const LEASE_MS = 90_000;
/** After this no further slice is begun, in milliseconds. Ours: with a slow one behind it, a go ends within its time. */
const MAX_GO_MS = 10_000;
/**
 * Slices of one go. Ours: ten webhooks are told in one invocation, which may call a thousand times and ask the database a
 * thousand times (Cloudflare Workers and D1, limits).
 */
const MAX_SLICES = 5;
/** How long a go may take, in seconds. */
export const PUSH_TIMEOUT_SECONDS = 60;
/** The longest wait that a queue message keeps; the cron finds what is due later. In seconds. Ours. */
const MAX_QUEUE_WAIT_SECONDS = 900;

type PushContext = Pick<
  Context,
  | 'clock'
  | 'config'
  | 'envelope'
  | 'fetchReceiver'
  | 'ids'
  | 'log'
  | 'publish'
  | 'queues'
  | 'tenant'
  | 'crashPoint'
>;

interface Tried {
  delivery: WebhookDeliveryRow;
  attempt: DeliveryAttempt;
  verdict: Verdict;
}

/**
 * Sends what is due for one webhook, one slice at a time and by one sender at a time, so that a slow receiver delays only
 * itself. A quick one gets several slices in one go.
 */
export async function pushDeliveries(
  ctx: PushContext,
  companyId: string,
  webhookId: string,
): Promise<JobEnd> {
  const endMs = ctx.clock.nowMs() + MAX_GO_MS;
  for (let slices = 1; ; slices++) {
    const end = await pushSlice(ctx, companyId, webhookId);
    const isMoreDue = end.kind === 'more' && end.afterSeconds === undefined;
    if (!isMoreDue || slices === MAX_SLICES || ctx.clock.nowMs() >= endMs) return end;
  }
}

async function pushSlice(ctx: PushContext, companyId: string, webhookId: string): Promise<JobEnd> {
  const db = ctx.tenant(companyId);
  const nowMs = ctx.clock.nowMs();
  const leaseUntilMs = nowMs + LEASE_MS;
  const [taken, claimed] = await db.batch([
    takeTurn(db, webhookId, nowMs, leaseUntilMs),
    claimDue(db, webhookId, nowMs, leaseUntilMs, PUSHED_AT_ONCE, PUSHED_TO_FAILING),
  ]);
  // Whoever has the turn goes on when it is over, and the cron where they do not.
  if (rowsOf(taken).length === 0) return { kind: 'done' };
  const due = rowsOf<WebhookDeliveryRow>(claimed);
  const webhook = await findWebhook(db, webhookId);
  if (webhook === null) return { kind: 'done' };
  let restsUntilMs: number | null = null;
  if (due.length === 0) await db.batch([endTurn(db, webhookId, leaseUntilMs, null)]);
  else {
    await ctx.crashPoint('webhook.claimed');
    const receiver = await openReceiver(ctx, webhook);
    const tried: Tried[] = [];
    await inParallel(due, CONCURRENCY, async (delivery) => {
      tried.push(await tryOnce(ctx, receiver, delivery));
    });
    await ctx.crashPoint('webhook.called');
    const after = await store(ctx, webhook, leaseUntilMs, tried);
    await ctx.crashPoint('webhook.committed');
    if (after.isOff) return { kind: 'done' };
    restsUntilMs = after.restsUntilMs;
  }
  const [next] = await db.batch([selectNextDue(db, webhookId)]);
  const dueAtMs = rowsOf<{ dueAtMs: number | null }>(next)[0]?.dueAtMs ?? null;
  if (dueAtMs === null) return { kind: 'done' };
  const waitSeconds = Math.ceil((Math.max(dueAtMs, restsUntilMs ?? 0) - ctx.clock.nowMs()) / 1_000);
  if (waitSeconds <= 0) return { kind: 'more', body: pushJob(companyId, webhookId) };
  return waitSeconds > MAX_QUEUE_WAIT_SECONDS
    ? { kind: 'done' }
    : { kind: 'more', body: pushJob(companyId, webhookId), afterSeconds: waitSeconds };
}

async function tryOnce(ctx: PushContext, receiver: Receiver, delivery: WebhookDeliveryRow): Promise<Tried> {
  const attempt = await attemptDelivery(ctx, receiver, delivery);
  return { delivery, attempt, verdict: judge(attempt, delivery.tries, Math.random()) };
}

interface After {
  isOff: boolean;
  /** Null: the next slice may begin. */
  restsUntilMs: number | null;
}

/** Ends the turn: writes down what became of a slice, and what it says of the address. */
async function store(
  ctx: PushContext,
  called: WebhookRow,
  leaseUntilMs: number,
  tried: readonly Tried[],
): Promise<After> {
  const db = ctx.tenant(called.companyId);
  const now = await findWebhook(db, called.id);
  // What an old address answered says nothing of the new one, which gets all that the old one did not take.
  if (now !== null && now.url !== called.url) {
    const nowMs = ctx.clock.nowMs();
    const outcomes = tried.map((one) => outcomeOf(moved(one, nowMs), leaseUntilMs));
    await db.batch([storeOutcomes(db, called.id, outcomes), endTurn(db, called.id, leaseUntilMs, null)]);
    return { isOff: !now.isEnabled, restsUntilMs: null };
  }
  try {
    return await storeWithHealth(ctx, called, leaseUntilMs, tried);
  } catch (error) {
    // It was given another address right now.
    if (!(error instanceof ConflictError) || now === null) throw error;
    return store(ctx, called, leaseUntilMs, tried);
  }
}

const moved = (one: Tried, nowMs: number): Tried =>
  one.verdict.kind === 'delivered' ? one : { ...one, verdict: { kind: 'again', dueAtMs: nowMs } };

async function storeWithHealth(
  ctx: PushContext,
  webhook: WebhookRow,
  leaseUntilMs: number,
  tried: readonly Tried[],
): Promise<After> {
  const { companyId } = webhook;
  const db = ctx.tenant(companyId);
  const deliveredAtMs = latest(tried, (kind) => kind === 'delivered');
  const failedAtMs = latest(tried, (kind) => kind !== 'delivered');
  const isGone = tried.some(({ verdict }) => verdict.kind === 'gone');
  const failsSinceMs = deliveredAtMs === null ? (webhook.failingSinceMs ?? failedAtMs) : null;
  const hasFailedLong = failsSinceMs !== null && ctx.clock.nowMs() - failsSinceMs > FAILING_LIMIT_MS;
  const disabledReason = isGone ? 'gone' : hasFailedLong ? 'failing' : null;
  const trouble = troubleOf(webhook, {
    disabledReason,
    isGivenUp: tried.some((one) => one.verdict.kind === 'failed'),
  });
  const nowMs = ctx.clock.nowMs();
  const rest = restMs(failsSinceMs, nowMs);
  const restsUntilMs = rest === 0 ? null : nowMs + rest;
  const isBack = deliveredAtMs !== null && webhook.failingSinceMs !== null;
  const isWell = trouble === null && isBack;
  const triedIds = tried.map(({ delivery }) => delivery.id);
  // In the same batch: whoever repeats this finds the webhook switched off, and would tell nobody.
  const { statements, changes } = await planAlerts(ctx, db, {
    raise: trouble === null ? [] : [{ ...trouble, atMs: nowMs }],
    resolve: isWell ? [{ key: alertKeyOf(webhook.id), atMs: nowMs }] : [],
  });
  const all = [
    storeOutcomes(
      db,
      webhook.id,
      tried.map((one) => outcomeOf(one, leaseUntilMs)),
    ),
    ...(isBack ? [wakeWaiting(db, webhook.id, nowMs, triedIds, MOST_WOKEN)] : []),
    noteHealth(db, webhook, { deliveredAtMs, failedAtMs, disabledReason }),
    endTurn(db, webhook.id, leaseUntilMs, restsUntilMs),
    ...statements,
  ];
  if (changes.length === 0) await db.batch(all);
  else await commitAlerts(ctx, db, { statements: all, changes });
  if (disabledReason !== null) forgetListeners(ctx, companyId);
  return { isOff: disabledReason !== null, restsUntilMs };
}

function outcomeOf({ delivery, attempt, verdict }: Tried, leaseUntilMs: number): DeliveryOutcome {
  const endedAtMs = attempt.atMs + attempt.durationMs;
  const isOver = verdict.kind === 'delivered' || verdict.kind === 'failed' || verdict.kind === 'gone';
  return {
    id: delivery.id,
    leaseUntilMs,
    state: verdict.kind === 'delivered' ? 'delivered' : isOver ? 'failed' : 'pending',
    dueAtMs: verdict.kind === 'again' ? verdict.dueAtMs : endedAtMs,
    attempts: [...attemptsOf(delivery), attempt].slice(-MAX_LOGGED_ATTEMPTS),
    finishedAtMs: isOver ? endedAtMs : null,
  };
}

function latest(tried: readonly Tried[], fits: (kind: Verdict['kind']) => boolean): number | null {
  const times = tried.flatMap(({ attempt, verdict }) => (fits(verdict.kind) ? [attempt.atMs] : []));
  return times.length === 0 ? null : Math.max(...times);
}

function troubleOf(
  webhook: WebhookRow,
  happened: { disabledReason: 'gone' | 'failing' | null; isGivenUp: boolean },
): Trouble | null {
  if (happened.disabledReason === null && !happened.isGivenUp) return null;
  const host = new URL(webhook.url).host;
  const details = {
    gone: `${host} answered 410 Gone, so nothing is sent to it any more. Switch the webhook on again when it is back.`,
    failing: `Every delivery to ${host} has failed for five days, so it is switched off. Repair it, and switch it on again.`,
    none: `A delivery to ${host} was given up after its last try. Look at its log, and put it back when it is repaired.`,
  };
  return {
    key: alertKeyOf(webhook.id),
    kind: 'webhook.failing',
    severity: happened.disabledReason === null ? 'warning' : 'critical',
    channelId: null,
    title:
      happened.disabledReason === null ? 'A webhook delivery failed for good' : 'A webhook was switched off',
    detail: details[happened.disabledReason ?? 'none'],
  };
}
