import type { CompanyEventList } from '../../contracts/api/events.ts';
import type { Context } from '../../context.ts';
import { eventsOf, selectLastSeq, selectLogAfter, seqOf } from '../../platform/outbox/queries.ts';

/** The company's changes in order, after a number: how a client fills a gap. */
export async function listEvents(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  input: { after: number; limit: number },
): Promise<CompanyEventList> {
  const db = ctx.tenant(companyId);
  const [page, last] = await db.batch([selectLogAfter(db, input.after, input.limit), selectLastSeq(db)]);
  const items = eventsOf(page);
  const lastSeq = seqOf(last);
  const reached = items.at(-1)?.seq ?? input.after;
  return { items, nextCursor: reached < lastSeq ? String(reached) : null, lastSeq };
}
