import type { CompanyEvent } from '../../contracts/api/events.ts';
import type { Context } from '../../context.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import type { CommittedChange } from '../../platform/realtime.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import {
  eventsOf,
  moveDrainedSeq,
  selectDrainedSeq,
  selectLogAfter,
  seqOf,
} from '../../platform/outbox/queries.ts';
import {
  isAmendment,
  listed,
  messageOf,
  selectByIds,
  selectMessagesByRefs,
  watchUnfinished,
  type ListedConversation,
  type MessageRow,
} from '../conversations/index.ts';
import { selectDrainedSeqs } from '../../platform/outbox/behind-queries.ts';
import { listBehind } from '../../platform/outbox/list-behind.ts';
import { walkCompanies } from '../../platform/walk-companies.ts';
import { listCompanyIds } from '../access/index.ts';

/** Log rows younger than this are left to whoever wrote them, in milliseconds. Ours. */
const SETTLED_AFTER_MS = 10_000;
const PAGE = 100;
/** Pages of one company in one turn. Ours: what is left is the longest behind a minute later. */
const MAX_PAGES = 50;

/** Changes that are looked up together. Ours: a batch of hundreds of arrivals is one row of the log. */
const CHANGES_AT_ONCE = 500;

type DrainContext = Pick<
  Context,
  'directory' | 'tenant' | 'clock' | 'publish' | 'queues' | 'log' | 'crashPoint'
>;

/**
 * Goes by the log rows of every company beyond its cursor, and tells again what may not have been told. Whoever commits
 * tells at once; this is for those that were interrupted between commit and telling. Agents' clients drop what they
 * know. What was written and is not sent by now is looked after from here on.
 */
export async function drainLogs(ctx: DrainContext & Pick<Context, 'system'>): Promise<void> {
  const { tenants } = ctx.system;
  const untilMs = ctx.clock.nowMs() - SETTLED_AFTER_MS;
  const read = { tenants, cursorsIn: tenants, selectCursors: selectDrainedSeqs };
  const behind = await listBehind(await listCompanyIds(ctx.directory), untilMs, read);
  await walkCompanies(ctx, 'logs.drain', behind, ({ companyId }) => drainLog(ctx, companyId));
}

/** The same for one company. */
export async function drainLog(ctx: DrainContext, companyId: string): Promise<void> {
  const db = ctx.tenant(companyId);
  const [cursor] = await db.batch([selectDrainedSeq(db)]);
  let after = seqOf(cursor);
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const [page] = await db.batch([selectLogAfter(db, after, PAGE)]);
    const events = settledOf(eventsOf(page), ctx.clock.nowMs() - SETTLED_AFTER_MS);
    if (events.length === 0) return;
    const found = await lookUp(db, events);
    // Before the cursor moves: an interruption in between looks at them again.
    await watchUnfinished(ctx, companyId, [...found.messages.values()]);
    await ctx.crashPoint('drain.watched');
    for (const event of events) await ctx.publish(companyId, changeOf(event, found));
    after = events.at(-1)?.seq ?? after;
    await db.batch([moveDrainedSeq(db, after)]);
  }
}

/** Those at the beginning that are old enough, in a number that can be looked up together. None is left out between. */
function settledOf(events: readonly CompanyEvent[], untilMs: number): CompanyEvent[] {
  const settled: CompanyEvent[] = [];
  let changes = 0;
  for (const event of events) {
    changes += event.changes.length;
    if (event.atMs > untilMs || (settled.length > 0 && changes > CHANGES_AT_ONCE)) break;
    settled.push(event);
  }
  return settled;
}

interface Found {
  conversations: Map<string, ListedConversation>;
  messages: Map<string, MessageRow>;
}

async function lookUp(db: TenantDb, events: readonly CompanyEvent[]): Promise<Found> {
  const changes = events.flatMap((event) => event.changes);
  const conversationIds = changes.flatMap((one) => (one.entity === 'conversation' ? [one.id] : []));
  const refs = changes.flatMap((one) => (one.entity === 'message' ? [[one.id, one] as const] : []));
  const [conversations, messages] = await db.batch([
    selectByIds(db, [...new Set(conversationIds)]),
    selectMessagesByRefs(db, [...new Map(refs).values()]),
  ]);
  return {
    conversations: new Map(rowsOf<ListedConversation>(conversations).map((row) => [row.id, row])),
    messages: new Map(rowsOf<MessageRow>(messages).map((row) => [row.id, row])),
  };
}

function changeOf(event: CompanyEvent, found: Found): CommittedChange {
  const conversationIds = event.changes.flatMap((one) => (one.entity === 'conversation' ? [one.id] : []));
  const messageChanges = event.changes.filter((one) => one.entity === 'message');
  const created = new Set(messageChanges.filter((one) => one.change === 'created').map((one) => one.id));
  const foundOf = <Row>(ids: readonly string[], rows: ReadonlyMap<string, Row>) =>
    [...new Set(ids)].flatMap((id) => rows.get(id) ?? []);
  const messages = foundOf(
    messageChanges.map(({ id }) => id),
    found.messages,
  );
  return {
    seq: event.seq,
    conversations: foundOf(conversationIds, found.conversations).map(listed),
    messages: messages
      .filter(({ type }) => !isAmendment(type))
      .map((row) => ({
        event: created.has(row.id) ? 'message.created' : 'message.updated',
        message: messageOf(row),
      })),
    contacts: [],
    ...idsOf(event, 'alert', 'alerts'),
    ...idsOf(event, 'channel', 'channels'),
    ...idsOf(event, 'templates', 'templates'),
    ...settingsIn(event),
  };
}

/** The ids of the changes of one kind, under the frame's word for them; nothing where there are none. */
function idsOf(
  event: CompanyEvent,
  entity: 'alert' | 'channel' | 'templates',
  word: 'alerts' | 'channels' | 'templates',
) {
  const ids = event.changes.flatMap((one) => (one.entity === entity ? [one.id] : []));
  return ids.length === 0 ? {} : { [word]: ids };
}

function settingsIn({ changes }: CompanyEvent) {
  const settings = changes.flatMap((one) => (one.entity === 'settings' ? [one.id] : []));
  return settings.length === 0 ? {} : { settings };
}
