import type {
  DeliveryAttempt,
  InspectedDelivery,
  Webhook,
  WebhookDelivery,
} from '../../contracts/api/webhooks.ts';
import type { WebhookDeliveryRow } from './delivery-queries.ts';
import type { WebhookRow } from './queries.ts';

/**
 * Waits after each try that failed, in seconds: fast at first, for a receiver that restarts, then over three days, for
 * one that is repaired on Monday. After the last one the delivery has failed. Source of the first eight:
 * https://www.standardwebhooks.com (the schedule that it recommends).
 */
export const RETRY_SECONDS: readonly number[] = [
  5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
];
/** An address whose every delivery has failed for so long is switched off, in milliseconds. Ours. */
export const FAILING_LIMIT_MS = 5 * 86_400_000;
/** The rest of an address that fails, in milliseconds. Ours: when it is back, it is told within the longest. */
const MIN_REST_MS = 2_000;
const MAX_REST_MS = 60_000;
/** How long deliveries are also signed with the secret before, in milliseconds. Ours: a day to change it everywhere. */
export const PREVIOUS_SECRET_MS = 86_400_000;
/** Secrets before the present one that deliveries are also signed with. Ours: who makes more in a day tries out. */
export const MAX_EARLIER_SECRETS = 4;
/** Deliveries of one webhook that are sent in one go. Ours. */
export const PUSHED_AT_ONCE = 20;
/** Of one that fails: whether it is back is asked with as few. Ours. */
export const PUSHED_TO_FAILING = 1;
/**
 * Deliveries that are tried at once, and not when their own time comes, because an address is back; and such tries that
 * one gets beside those of its schedule. Ours: one that is always refused would have no end.
 */
export const MOST_WOKEN = { woken: 5_000, extraTries: 5 };
/** How long the receiver has, in milliseconds. Source: Standard Webhooks recommends 15 to 30 seconds. */
export const RECEIVER_TIMEOUT_MS = 15_000;
/** How much of an answer is read, in bytes, and for how long, in milliseconds. Ours: it is only for the log. */
export const MAX_ANSWER_BYTES = 16_384;
export const ANSWER_BODY_MS = 2_000;
/** Tries kept in the log of a delivery. Ours: one schedule, and one after a redrive. */
export const MAX_LOGGED_ATTEMPTS = 20;
/** How long deliveries are kept, in days. Ours. */
export const DELIVERY_DAYS = 30;

export function isWanted(patterns: readonly string[], eventType: string): boolean {
  const family = `${eventType.slice(0, eventType.indexOf('.'))}.*`;
  return patterns.some((one) => one === '*' || one === family || one === eventType);
}

/** How a try ended, and what follows. */
export type Verdict =
  | { kind: 'delivered' }
  /** The receiver says that it is no more: nothing is sent to it again. */
  | { kind: 'gone' }
  | { kind: 'again'; dueAtMs: number }
  | { kind: 'failed' };

/** `tries` counts this one. `random` (0 to 1) spreads the retries. */
export function judge(attempt: DeliveryAttempt, tries: number, random: number): Verdict {
  const { status } = attempt;
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const waitSeconds = RETRY_SECONDS[tries - 1];
  if (waitSeconds === undefined) return { kind: 'failed' };
  const endedAtMs = attempt.atMs + attempt.durationMs;
  return { kind: 'again', dueAtMs: endedAtMs + Math.round(waitSeconds * 1_000 * (0.9 + random / 5)) };
}

/**
 * How long an address rests whose every delivery of a slice has failed, in milliseconds: the longer, the longer that has
 * been so. Whatever waits for it, it takes no more of everybody's lane than one call now and then.
 */
export function restMs(failsSinceMs: number | null, nowMs: number): number {
  if (failsSinceMs === null) return 0;
  return Math.min(MAX_REST_MS, Math.max(MIN_REST_MS, Math.round((nowMs - failsSinceMs) / 4)));
}

/** Under which key the alert of a webhook stands. */
export const alertKeyOf = (webhookId: string) => `webhook.failing ${webhookId}`;

export function webhookOf(row: WebhookRow): Webhook {
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    events: JSON.parse(row.events) as string[],
    isEnabled: row.isEnabled,
    disabledReason: row.disabledReason,
    failingSinceMs: row.failingSinceMs,
    lastDeliveredAtMs: row.lastDeliveredAtMs,
    previousSecretUntilMs: row.previousSecretUntilMs,
    rotatableAtMs: row.rotatableAtMs,
    createdById: row.createdById,
    createdAtMs: row.createdAtMs,
    version: row.version,
  };
}

export function attemptsOf(row: Pick<WebhookDeliveryRow, 'attempts'>): DeliveryAttempt[] {
  return JSON.parse(row.attempts) as DeliveryAttempt[];
}

export function deliveryOf(row: Omit<WebhookDeliveryRow, 'body'>): WebhookDelivery {
  const isOver = row.state === 'delivered' || row.state === 'failed';
  return {
    id: row.id,
    webhookId: row.webhookId,
    eventType: row.eventType,
    state: row.state,
    attempts: attemptsOf(row),
    tries: row.tries,
    nextAtMs: isOver ? null : row.dueAtMs,
    createdAtMs: row.createdAtMs,
    finishedAtMs: row.finishedAtMs,
  };
}

/** Where a page of unfinished deliveries goes on. */
export function turnAt({ dueAtMs, id }: Pick<WebhookDeliveryRow, 'dueAtMs' | 'id'>): string {
  return `${dueAtMs}.${id}`;
}

/** The same read; whatever cannot be read is the beginning. */
export function placeInTurn(cursor: string | undefined): { dueAtMs: number; id: string } {
  const [, dueAt, id] = /^(\d{1,15})\.(\w{1,64})$/.exec(cursor ?? '') ?? [];
  return { dueAtMs: Number(dueAt ?? -1), id: id ?? '' };
}

export function inspected(row: WebhookDeliveryRow): Omit<InspectedDelivery, 'place'> {
  return { ...deliveryOf(row), payload: JSON.parse(row.body) as unknown };
}
