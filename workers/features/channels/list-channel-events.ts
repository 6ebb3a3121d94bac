import type { ChannelEvent } from '../../contracts/api/channels.ts';
import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { findChannel, listChannelEventRows, type ChannelEventRow } from './queries.ts';

/** Rows that one page looks at while it filters by kind. Ours: it bounds what a rare kind reads. */
const MAX_ROWS_LOOKED_AT = 500;
/** Sorts after every event's id. */
const AFTER_ALL = 'ev_~';

/** What the channel received that is not a message in a thread, the newest first. A filtered page may be short. */
export async function listChannelEvents(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  channelId: string,
  input: { kind?: ChannelEvent['kind'] | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: ChannelEvent[]; nextCursor: string | null }> {
  const db = ctx.tenant(companyId);
  if ((await findChannel(db, channelId)) === null) throw new NotFoundError('channel');
  const wanted = input.kind === undefined ? input.limit + 1 : MAX_ROWS_LOOKED_AT;
  const rows = await listChannelEventRows(db, channelId, input.cursor ?? AFTER_ALL, wanted);
  const matching = rows.filter((row) => input.kind === undefined || row.kind === input.kind);
  const page = matching.slice(0, input.limit);
  const last = matching.length > input.limit ? page.at(-1) : rows.length === wanted ? rows.at(-1) : undefined;
  return { items: page.map(eventOf), nextCursor: last?.id ?? null };
}

function eventOf(row: ChannelEventRow): ChannelEvent {
  return {
    id: row.id,
    channelId: row.channelId,
    kind: row.kind,
    field: row.field,
    name: row.name,
    externalId: row.externalId,
    occurredAtMs: row.occurredAtMs,
    receivedAtMs: row.receivedAtMs,
    payload: row.payload === null ? null : (JSON.parse(row.payload) as unknown),
  };
}
