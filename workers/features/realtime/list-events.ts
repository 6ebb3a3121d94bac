import type { CompanyEvent, CompanyEventList } from '../../contracts/api/events.ts';
import type { Context } from '../../context.ts';
import { EVENTS_FORGOTTEN } from '../../contracts/api/events.ts';
import { GoneError } from '../../platform/errors.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import {
  eventsOf,
  selectFirstSeq,
  selectLastSeq,
  selectLogAfter,
  seqOf,
} from '../../platform/outbox/queries.ts';
import { selectMerged } from '../conversations/index.ts';

/** The company's changes in order, after a number: how a client fills a gap. */
export async function listEvents(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  input: { after: number; limit: number },
): Promise<CompanyEventList> {
  const db = ctx.tenant(companyId);
  const [page, first, last] = await db.batch([
    selectLogAfter(db, input.after, input.limit),
    selectFirstSeq(db),
    selectLastSeq(db),
  ]);
  const lastSeq = seqOf(last);
  if (seqOf(first) > input.after + 1) {
    throw new GoneError(
      EVENTS_FORGOTTEN,
      `Changes up to ${seqOf(first) - 1} are kept no longer. Load what you show again, and go on after ${lastSeq}.`,
      { lastSeq },
    );
  }
  const items = await whereRead(db, eventsOf(page));
  const reached = items.at(-1)?.seq ?? input.after;
  return { items, nextCursor: reached < lastSeq ? String(reached) : null, lastSeq };
}

/** Messages are named in the thread where they are read now: their conversation may have been merged since. */
async function whereRead(db: TenantDb, events: CompanyEvent[]): Promise<CompanyEvent[]> {
  const ids = new Set(
    events.flatMap(({ changes }) =>
      changes.flatMap((one) => (one.entity === 'message' ? [one.conversationId] : [])),
    ),
  );
  if (ids.size === 0) return events;
  const [found] = await db.batch([selectMerged(db, [...ids])]);
  const goesOnIn = new Map(
    rowsOf<{ id: string; mergedIntoId: string }>(found).map(({ id, mergedIntoId }) => [id, mergedIntoId]),
  );
  if (goesOnIn.size === 0) return events;
  return events.map((event) => ({
    ...event,
    changes: event.changes.map((one) =>
      one.entity === 'message'
        ? { ...one, conversationId: goesOnIn.get(one.conversationId) ?? one.conversationId }
        : one,
    ),
  }));
}
