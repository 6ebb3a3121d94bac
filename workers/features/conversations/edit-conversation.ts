import type { Conversation, UpdateConversationRequest } from '../../contracts/api/conversations.ts';
import type { Context } from '../../context.ts';
import { columnsOf, rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { NotFoundError, ValidationError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { insertWakeups } from '../../platform/wakeups/queries.ts';
import { findMemberOf, type Actor } from '../access/index.ts';
import { listed } from './list-conversations.ts';
import { selectConversation, type ListedConversation } from './list-queries.ts';
import { conversations } from './schema.ts';
import type { ConversationRow } from './rules.ts';

/** The longest snooze, in milliseconds. Ours: longer is a reminder, not a snooze. */
const MAX_SNOOZE_MS = 366 * 24 * 60 * 60 * 1_000;

/** A person assigns, resolves, reopens or snoozes. Refused when the conversation is not as that person saw it. */
export async function editConversation(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'publish'>,
  actor: Actor,
  conversationId: string,
  input: UpdateConversationRequest,
): Promise<Conversation> {
  const db = ctx.tenant(actor.companyId);
  const [found] = await db.batch([selectConversation(db, conversationId)]);
  const [before] = rowsOf<ListedConversation>(found);
  if (before === undefined) throw new NotFoundError('conversation');
  await refuseUnknownAssignee(ctx, actor, input);
  const nowMs = ctx.clock.nowMs();
  const edit = editOf(input, nowMs);
  if (edit.snoozedUntilMs !== null) {
    await ctx.directory.batch([
      insertWakeups(ctx.directory, [
        {
          dueAtMs: edit.snoozedUntilMs,
          companyId: actor.companyId,
          kind: 'conversation.unsnooze',
          ref: before.id,
        },
      ]),
    ]);
  }
  const [updated, logged] = await db.batch([
    updateConversation(db, before.id, input.version, edit),
    appendToLog(db, nowMs, [{ entity: 'conversation', id: before.id }]),
  ]);
  const [row] = rowsOf<ConversationRow>(updated);
  if (row === undefined) throw new NotFoundError('conversation');
  const conversation = listed({ ...before, ...row });
  await ctx.publish(actor.companyId, {
    seq: loggedSeq(logged),
    conversations: [conversation],
    messages: [],
    contacts: [],
  });
  return conversation;
}

/** What the person changes, and nothing else: `status` is null where only the assignee is, `assigneeId` where it stays. */
interface Edit {
  status: ConversationRow['status'] | null;
  snoozedUntilMs: number | null;
  assigneeId: { to: string | null } | null;
}

function editOf(input: UpdateConversationRequest, nowMs: number): Edit {
  if ('assigneeId' in input) {
    return { status: null, snoozedUntilMs: null, assigneeId: { to: input.assigneeId } };
  }
  if (!('snoozedUntilMs' in input)) return { status: input.status, snoozedUntilMs: null, assigneeId: null };
  if (input.snoozedUntilMs <= nowMs || input.snoozedUntilMs > nowMs + MAX_SNOOZE_MS) {
    throw ValidationError.ofFields([
      { path: 'snoozedUntilMs', message: 'Choose a time in the future, at most a year away.' },
    ]);
  }
  return { status: 'snoozed', snoozedUntilMs: input.snoozedUntilMs, assigneeId: null };
}

async function refuseUnknownAssignee(
  ctx: Pick<Context, 'directory'>,
  actor: Actor,
  input: UpdateConversationRequest,
): Promise<void> {
  if (!('assigneeId' in input) || input.assigneeId === null) return;
  if ((await findMemberOf(ctx.directory, actor.companyId, input.assigneeId)) !== null) return;
  throw ValidationError.ofFields([
    { path: 'assigneeId', message: 'There is no such person in your company.' },
  ]);
}

/**
 * Refuses itself (NOT NULL) when the version is no longer the one the person saw. Messages do not count as versions,
 * so what the person does not change stays as it is now, not as it was read: a message may just have opened it.
 */
function updateConversation(db: TenantDb, id: string, version: number, edit: Edit): D1PreparedStatement {
  return db.statement(
    `UPDATE conversations SET status = coalesce(?3, status),
       snoozed_until_ms = iif(?3 IS NULL, snoozed_until_ms, ?4), assignee_id = iif(?5, ?6, assignee_id),
       version = CASE WHEN version = ?7 THEN version + 1 END
     WHERE company_id = ?1 AND id = ?2
     RETURNING ${columnsOf(conversations, 'conversations')}`,
    id,
    edit.status,
    edit.snoozedUntilMs,
    edit.assigneeId === null ? 0 : 1,
    edit.assigneeId?.to ?? null,
    version,
  );
}
