import type { CompanyEvent } from '../../contracts/api/events.ts';
import type { Context } from '../../context.ts';
import { MAX_JSON_PARAMETER_BYTES } from '../../platform/db/bind.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import { eventsOf, selectLastSeq, selectLogAfter, seqOf } from '../../platform/outbox/queries.ts';
import { planDocuments, type DocumentPlan, type MessageRef } from './plan-documents.ts';
import {
  insertDocuments,
  moveIndexedSeq,
  removeDocuments,
  selectFindable,
  selectIndexedSeq,
  selectPlaces,
  type DocumentRow,
  type FindableMessage,
} from './queries.ts';
import { documentId } from './rules.ts';

type IndexContext = Pick<Context, 'tenant' | 'search' | 'clock' | 'log'>;

/** Log rows read at once. Ours: one of them holds up to 1,000 messages. */
const EVENTS = 20;
/** Messages indexed by one batch. Ours. */
const MESSAGES = 100;
/** Messages after which a run gives way to others. Ours: D1 allows an invocation 1,000 statements, this takes 400. */
const MAX_MESSAGES_PER_RUN = 5_000;
/** How often a run begins again after another one was faster. Ours. */
const MAX_READS = 6;

/**
 * Brings a company's index up to its log. May be stopped anywhere and run again, by several at once: what is written
 * and how far the log was followed are one batch, which fails when somebody else has followed it further. Gives
 * whether there is more to do.
 */
export async function indexMessages(ctx: IndexContext, companyId: string): Promise<boolean> {
  const done = { messages: 0, written: 0, removed: 0 };
  for (let reads = 1; ;) {
    try {
      const step = await followLog(ctx, companyId, done);
      if (step === null) return false;
      if (done.messages < MAX_MESSAGES_PER_RUN && step.behind > 0) continue;
      ctx.log.info('search.indexed', { companyId, ...done, ...step });
      return step.behind > 0;
    } catch (error) {
      if (!(error instanceof ConflictError) || reads === MAX_READS) throw error;
      reads++;
    }
  }
}

/** One page of the log. Null when there was none; else how far the index is behind now, in log rows and in time. */
async function followLog(
  ctx: IndexContext,
  companyId: string,
  done: { messages: number; written: number; removed: number },
): Promise<{ seq: number; behind: number; lagMs: number } | null> {
  const tenant = ctx.tenant(companyId);
  const search = ctx.search(companyId);
  const [cursor] = await search.batch([selectIndexedSeq(search)]);
  const from = rowsOf(cursor).length === 0 ? null : seqOf(cursor);
  const [page, last] = await tenant.batch([selectLogAfter(tenant, from ?? 0, EVENTS), selectLastSeq(tenant)]);
  const events = eventsOf(page);
  const reached = events.at(-1);
  if (reached === undefined) return null;

  const refs = messagesOf(events);
  let at = from;
  for (let first = 0; first < Math.max(1, refs.length); first += MESSAGES) {
    const part = refs.slice(first, first + MESSAGES);
    const plans = sized(part.length === 0 ? emptyPlan() : await planPart(ctx, companyId, part));
    for (const [index, plan] of plans.entries()) {
      const isLast = first + MESSAGES >= refs.length && index === plans.length - 1;
      const to = isLast ? reached.seq : (at ?? 0);
      if (!isLast && plan.removed.length + plan.inserted.length === 0) continue;
      await search.batch([
        ...(plan.removed.length === 0 ? [] : removeDocuments(search, plan.removed)),
        ...(plan.inserted.length === 0 ? [] : insertDocuments(search, plan.inserted)),
        moveIndexedSeq(search, at, to),
      ]);
      at = to;
      done.written += plan.inserted.length;
      done.removed += plan.removed.length;
    }
  }
  done.messages += refs.length;
  const behind = seqOf(last) - reached.seq;
  return { seq: reached.seq, behind, lagMs: Math.max(0, ctx.clock.nowMs() - reached.atMs) };
}

/** The messages that changed, each once. */
function messagesOf(events: readonly CompanyEvent[]): MessageRef[] {
  const refs = new Map<string, MessageRef>();
  for (const { changes } of events) {
    for (const one of changes) {
      if (one.entity === 'message') refs.set(one.id, { conversationId: one.conversationId, id: one.id });
    }
  }
  return [...refs.values()];
}

async function planPart(
  ctx: IndexContext,
  companyId: string,
  refs: readonly MessageRef[],
): Promise<DocumentPlan> {
  const tenant = ctx.tenant(companyId);
  const search = ctx.search(companyId);
  const [[messages], [places]] = await Promise.all([
    tenant.batch([selectFindable(tenant, refs)]),
    search.batch([
      selectPlaces(
        search,
        refs.map(({ id }) => documentId(id)),
      ),
    ]),
  ]);
  return planDocuments(refs, rowsOf<FindableMessage>(messages), rowsOf<DocumentRow>(places));
}

const emptyPlan = (): DocumentPlan => ({ removed: [], inserted: [] });

/** Plans whose documents fit one parameter each. A document's removal and its new words stay together. */
function sized(plan: DocumentPlan): DocumentPlan[] {
  const removed = new Set(plan.removed);
  const plans = [emptyPlan()];
  let sizeBytes = 0;
  for (const row of plan.inserted) {
    // UTF-8 takes at most three bytes per UTF-16 unit; the ids and their names take a few hundred.
    const rowBytes = row.words.length * 3 + 400;
    if (sizeBytes > 0 && sizeBytes + rowBytes > MAX_JSON_PARAMETER_BYTES) {
      plans.push(emptyPlan());
      sizeBytes = 0;
    }
    sizeBytes += rowBytes;
    const into = plans.at(-1) ?? emptyPlan();
    into.inserted.push(row);
    if (removed.delete(row.id)) into.removed.push(row.id);
  }
  plans.at(-1)?.removed.push(...removed);
  return plans;
}
