import type { CompanyEvent } from '../../contracts/api/events.ts';
import type { Context } from '../../context.ts';
import { MAX_JSON_PARAMETER_BYTES } from '../../platform/db/bind.ts';
import { ConflictError } from '../../platform/errors.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import { eventsOf, selectLogAfter, seqOf } from '../../platform/outbox/queries.ts';
import { describeEvents } from './describe-events.ts';
import { insertDeliveries, type NewDelivery } from './delivery-queries.ts';
import { listWebhookRows, movePlannedSeq, selectPlannedSeq } from './queries.ts';
import { isWanted } from './rules.ts';
import { planJob, pushSoon } from './wake-planner.ts';

/** Log rows read at once. Ours. */
const EVENTS = 50;
/** Changes turned into deliveries by one batch. Ours: a log row of 1,000 messages is one step all the same. */
const MAX_CHANGES = 500;

/**
 * Turns a part of the company's log into deliveries. They and how far the log was followed are one batch, which fails
 * when somebody else has followed it further: an event becomes one delivery per webhook, whoever plans it.
 */
export async function planDeliveries(
  ctx: Pick<Context, 'clock' | 'log' | 'queues' | 'tenant' | 'crashPoint'>,
  companyId: string,
): Promise<JobEnd> {
  const db = ctx.tenant(companyId);
  const listening = (await listWebhookRows(db)).filter(({ isEnabled }) => isEnabled);
  if (listening.length === 0) return { kind: 'done' };
  const [cursor] = await db.batch([selectPlannedSeq(db)]);
  const from = seqOf(cursor);
  const [page] = await db.batch([selectLogAfter(db, from, EVENTS)]);
  const all = eventsOf(page);
  const events = firstOf(all);
  const reached = events.at(-1);
  if (reached === undefined) return { kind: 'done' };

  const described = await describeEvents(ctx, companyId, events);
  const deliveries = listening.flatMap((webhook): NewDelivery[] => {
    const patterns = JSON.parse(webhook.events) as string[];
    return described
      .filter((event) => event.seq > webhook.sinceSeq && isWanted(patterns, event.type))
      .map(({ id, type, messageId, body }) => ({
        webhookId: webhook.id,
        id,
        eventType: type,
        messageId,
        body,
      }));
  });
  const nowMs = ctx.clock.nowMs();
  try {
    await db.batch([
      ...inParameters(deliveries).map((rows) => insertDeliveries(db, rows, nowMs)),
      movePlannedSeq(db, from, reached.seq),
    ]);
  } catch (error) {
    // Somebody else has planned these; what is left is planned next.
    if (!(error instanceof ConflictError)) throw error;
    return { kind: 'more', body: planJob(companyId) };
  }
  await ctx.crashPoint('webhook.planned');
  await pushSoon(ctx, companyId, [...new Set(deliveries.map(({ webhookId }) => webhookId))]);
  const isBehind = all.length === EVENTS || events.length < all.length;
  return isBehind ? { kind: 'more', body: planJob(companyId) } : { kind: 'done' };
}

/** Whole log rows, until there are enough changes. */
function firstOf(events: readonly CompanyEvent[]): CompanyEvent[] {
  const taken: CompanyEvent[] = [];
  let changes = 0;
  for (const event of events) {
    if (taken.length > 0 && changes + event.changes.length > MAX_CHANGES) break;
    taken.push(event);
    changes += event.changes.length;
  }
  return taken;
}

/** Lists that fit one bound parameter each. */
function inParameters(rows: readonly NewDelivery[]): NewDelivery[][] {
  const lists: NewDelivery[][] = [];
  let sizeBytes = 0;
  for (const row of rows) {
    // UTF-8 takes at most three bytes per UTF-16 unit, and a quote inside JSON takes two.
    const rowBytes = row.body.length * 3 + 200;
    const last = lists.at(-1);
    if (last === undefined || sizeBytes + rowBytes > MAX_JSON_PARAMETER_BYTES) {
      lists.push([row]);
      sizeBytes = rowBytes;
    } else {
      last.push(row);
      sizeBytes += rowBytes;
    }
  }
  return lists;
}
