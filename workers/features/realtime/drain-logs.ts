import type { CompanyEvent } from '../../contracts/api/events.ts';
import type { Context } from '../../context.ts';
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
  type ListedConversation,
  type MessageRow,
} from '../conversations/index.ts';
import { listCompanyIds } from '../access/index.ts';

/** Log rows younger than this are left to whoever wrote them, in milliseconds. Ours. */
const SETTLED_AFTER_MS = 10_000;
const PAGE = 100;

/**
 * Tells again what may not have been told: the log rows of every company beyond its cursor. Whoever commits tells at
 * once; this is for those that were interrupted between commit and telling. Agents' clients drop what they know.
 */
export async function drainLogs(
  ctx: Pick<Context, 'directory' | 'tenant' | 'clock' | 'publish' | 'log'>,
): Promise<void> {
  for (const companyId of await listCompanyIds(ctx.directory)) {
    try {
      await drainLog(ctx, companyId);
    } catch (error) {
      ctx.log.error('log.drain_failed', error, { companyId });
    }
  }
}

/** The same for one company. */
export async function drainLog(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  companyId: string,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const [cursor] = await db.batch([selectDrainedSeq(db)]);
  let after = seqOf(cursor);
  for (;;) {
    const [page] = await db.batch([selectLogAfter(db, after, PAGE)]);
    const settled = eventsOf(page).filter((event) => event.atMs <= ctx.clock.nowMs() - SETTLED_AFTER_MS);
    if (settled.length === 0) return;
    for (const event of settled) await tell(ctx, companyId, event);
    after = settled.at(-1)?.seq ?? after;
    await db.batch([moveDrainedSeq(db, after)]);
  }
}

async function tell(
  ctx: Pick<Context, 'tenant' | 'publish'>,
  companyId: string,
  event: CompanyEvent,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const conversationIds = event.changes.flatMap((one) => (one.entity === 'conversation' ? [one.id] : []));
  const messageChanges = event.changes.filter((one) => one.entity === 'message');
  const [conversations, messages] = await db.batch([
    selectByIds(db, conversationIds),
    selectMessagesByRefs(db, messageChanges),
  ]);
  const created = new Set(messageChanges.filter((one) => one.change === 'created').map((one) => one.id));
  await ctx.publish(companyId, {
    seq: event.seq,
    conversations: rowsOf<ListedConversation>(conversations).map(listed),
    messages: rowsOf<MessageRow>(messages)
      .filter(({ type }) => !isAmendment(type))
      .map((row) => ({
        event: created.has(row.id) ? 'message.created' : 'message.updated',
        message: messageOf(row),
      })),
    contacts: [],
    ...idsOf(event, 'alert', 'alerts'),
    ...idsOf(event, 'channel', 'channels'),
  });
}

/** The ids of the changes of one kind, under the frame's word for them; nothing where there are none. */
function idsOf(event: CompanyEvent, entity: 'alert' | 'channel', word: 'alerts' | 'channels') {
  const ids = event.changes.flatMap((one) => (one.entity === entity ? [one.id] : []));
  return ids.length === 0 ? {} : { [word]: ids };
}
