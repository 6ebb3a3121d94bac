import type { ContactEvent } from '../../contracts/api/incoming-events.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { getContact, selectMerges, type MergeRow } from '../contacts/index.ts';
import { selectTimeline } from './queries.ts';
import { contactEventOf, type TimelineRow } from './rules.ts';

/** Sorts after every event's id. */
const AFTER_ALL = 'cev_~';

/** What happened to a contact, and to those that were joined with it, the newest first. */
export async function listTimeline(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  contactId: string,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: ContactEvent[]; nextCursor: string | null }> {
  const contact = await getContact(ctx, companyId, contactId);
  const db = ctx.tenant(companyId);
  const ids = await withJoined(ctx, companyId, contact.id);
  const before = query.cursor ?? AFTER_ALL;
  const results = await db.batch(ids.map((id) => selectTimeline(db, id, before, query.limit + 1)));
  const rows = results
    .flatMap((result) => rowsOf<TimelineRow>(result))
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const page = rows.slice(0, query.limit);
  return {
    items: page.map(contactEventOf),
    nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Contacts that are followed. Ours: a person with more duplicates than this is not one. */
const MAX_JOINED = 20;

async function withJoined(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  contactId: string,
): Promise<string[]> {
  const db = ctx.tenant(companyId);
  const ids = [contactId];
  for (let at = 0; at < ids.length && ids.length < MAX_JOINED; at++) {
    const [found] = await db.batch([selectMerges(db, ids[at] ?? '')]);
    const live = rowsOf<MergeRow>(found).filter(({ undoneAtMs }) => undoneAtMs === null);
    ids.push(...live.map(({ fromContactId }) => fromContactId).filter((id) => !ids.includes(id)));
  }
  return ids.slice(0, MAX_JOINED);
}
