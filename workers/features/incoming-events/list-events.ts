import type { IncomingEvent, InspectedIncomingEvent } from '../../contracts/api/incoming-events.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { maskValue } from '../../platform/security/mask-value.ts';
import type { Actor } from '../access/index.ts';
import { placeJob } from '../operations/index.ts';
import { getSource } from './edit-source.ts';
import { selectEvent, selectEvents } from './queries.ts';
import { payloadText } from './read-payload.ts';
import { documentOf, eventOf, type IncomingEventRow } from './rules.ts';

/** Rows that one page looks at while it filters by state. Ours: it bounds what a rare state reads. */
const MAX_ROWS_LOOKED_AT = 300;
/** Sorts after every event's id. */
const AFTER_ALL = 'ine_~';

/** What a source has posted, the newest first. A page that is filtered by another state than `failed` may be short. */
export async function listEvents(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  sourceId: string,
  query: { state?: IncomingEvent['state'] | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: IncomingEvent[]; nextCursor: string | null }> {
  await getSource(ctx, companyId, sourceId);
  const db = ctx.tenant(companyId);
  const which = query.state === 'failed' ? 'failed' : 'all';
  const isLookedThrough = query.state !== undefined && which === 'all';
  const wanted = isLookedThrough ? MAX_ROWS_LOOKED_AT : query.limit + 1;
  const [found] = await db.batch([selectEvents(db, which, sourceId, query.cursor ?? AFTER_ALL, wanted)]);
  const rows = rowsOf<IncomingEventRow>(found);
  const matching = rows.filter(({ state }) => query.state === undefined || state === query.state);
  const page = matching.slice(0, query.limit);
  const last = matching.length > query.limit ? page.at(-1) : rows.length === wanted ? rows.at(-1) : undefined;
  return { items: page.map(eventOf), nextCursor: last?.id ?? null };
}

/** One of them with what came; masked for those who may not change sources. */
export async function inspectEvent(
  ctx: Pick<Context, 'archive' | 'clock' | 'log' | 'metrics' | 'queues' | 'tenant'>,
  actor: Pick<Actor, 'companyId' | 'permissions'>,
  sourceId: string,
  id: string,
): Promise<InspectedIncomingEvent> {
  const row = await getEvent(ctx, actor.companyId, sourceId, id);
  const payload = documentOf(await payloadText(ctx, row));
  const isMasked = !actor.permissions.includes('webhooks:write');
  const place =
    row.state === 'received'
      ? await placeJob(ctx, 'jobs', { queuedAtMs: row.receivedAtMs, dueAtMs: row.nextTryAtMs })
      : null;
  return { ...eventOf(row), payload: isMasked ? maskValue(payload) : payload, isMasked, place };
}

export async function getEvent(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  sourceId: string,
  id: string,
): Promise<IncomingEventRow> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectEvent(db, sourceId, id)]);
  const [row] = rowsOf<IncomingEventRow>(found);
  if (row === undefined) throw new NotFoundError('event');
  return row;
}
