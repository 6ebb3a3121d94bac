import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import type { Joined } from './join-contacts.ts';
import {
  deleteTerms,
  giveThread,
  markUndone,
  moveIdentifiers,
  repointThreads,
  selectContacts,
  selectMerges,
  selectThreads,
  writeContact,
  writeThread,
  type MergeRow,
  type ThreadRow,
} from './merge-queries.ts';
import { contactState, threadState, undone, type MergeRecord, type ThreadState } from './plan-merge.ts';
import { insertTerms } from './queries.ts';
import { identifiersIn, identifierText, termsOf, type ContactRow } from './rules.ts';

/**
 * Parts two contacts again, as the merge recorded them. Identifiers and conversations go back, and so does every fact
 * that is still as the merge left it. Messages that came since stay where they were written; what comes from now on by
 * an identifier that went back is the other's. The newest merge first: later ones may have built on it.
 */
export async function undoMerge(
  ctx: Pick<Context, 'tenant' | 'clock'>,
  companyId: string,
  ref: { contactId: string; mergeId: string },
  byUserId: string,
): Promise<Joined> {
  const db = ctx.tenant(companyId);
  const [mergesFound] = await db.batch([selectMerges(db, ref.contactId)]);
  const merges = rowsOf<MergeRow>(mergesFound);
  const merge = merges.find(({ id }) => id === ref.mergeId);
  if (merge === undefined) throw new NotFoundError('merge');
  if (merge.undoneAtMs !== null) throw new ConflictError('already_undone', 'This merge was undone already.');
  const pair = [merge.intoContactId, merge.fromContactId] as const;
  const [found, threadsFound] = await db.batch([selectContacts(db, pair), selectThreads(db, pair)]);
  const rows = rowsOf<ContactRow>(found);
  const into = rows.find(({ id }) => id === merge.intoContactId);
  const from = rows.find(({ id }) => id === merge.fromContactId);
  if (into === undefined || from === undefined) throw new NotFoundError('merge');
  const isLatest = merges.every(({ id, undoneAtMs }) => id <= merge.id || undoneAtMs !== null);
  if (!isLatest || into.mergedIntoId !== null) {
    throw new ConflictError(
      'later_merge_first',
      'The contact was merged again since. Undo that merge first.',
    );
  }

  const nowMs = ctx.clock.nowMs();
  /** A snooze that ended meanwhile woke nobody. */
  const awake = (state: ThreadState): ThreadState =>
    state.status === 'snoozed' && (state.snoozedUntilMs ?? 0) <= nowMs
      ? { ...state, status: 'open', snoozedUntilMs: null }
      : state;
  // Sound: only `planMerge` writes records.
  const record = JSON.parse(merge.record) as MergeRecord;
  const threadById = new Map(rowsOf<ThreadRow>(threadsFound).map((row) => [row.id, row]));
  const moved = identifiersIn({ identifiers: JSON.stringify(record.identifiers) });
  const goesBack = new Set(record.identifiers);
  const stays = identifiersIn(into)
    .map(identifierText)
    .filter((text) => !goesBack.has(text));
  const given = record.given.filter((id) => threadById.get(id)?.contactId === into.id);
  const conversationIds = [...given, ...record.merged.flatMap(({ id, intoId }) => [id, intoId])];
  const restored = undone(contactState(into), record);
  const foundBy = termsOf({ ...restored, identifiers: JSON.stringify(stays) });
  const results = await db.batch([
    markUndone(db, merge, { userId: byUserId, atMs: nowMs }),
    writeContact(db, into, { ...restored, identifiers: JSON.stringify(stays), mergedIntoId: null }),
    writeContact(db, from, { ...contactState(from), identifiers: from.identifiers, mergedIntoId: null }),
    ...moveIdentifiers(db, moved, into.id, from.id),
    ...deleteTerms(
      db,
      record.termsAdded.filter((term) => !foundBy.includes(term)),
      into.id,
    ),
    insertTerms(
      db,
      record.termsTaken.map((term) => ({ term, contactId: from.id })),
    ),
    ...given.map((id) => giveThread(db, id, into.id, from.id)),
    ...record.merged.flatMap((part) => {
      const [row, goesOnIn] = [threadById.get(part.id), threadById.get(part.intoId)];
      if (row === undefined || goesOnIn === undefined) return [];
      const { backs, stay } = partUnread(row, goesOnIn);
      return [
        writeThread(db, goesOnIn, awake({ ...partThread(threadState(goesOnIn), part), unreadCount: stay })),
        writeThread(
          db,
          row,
          awake({ ...threadState(row), status: part.status, mergedIntoId: null, unreadCount: backs }),
        ),
      ];
    }),
    ...repointThreads(
      db,
      record.repointed.map(({ id, fromId, toId }) => ({ id, fromId: toId, toId: fromId })),
    ),
    appendToLog(db, nowMs, [
      ...conversationIds.map((id) => ({ entity: 'conversation' as const, id })),
      { entity: 'contact', id: into.id },
      { entity: 'contact', id: from.id },
    ]),
  ]);

  return {
    seq: loggedSeq(results.at(-1)),
    contactId: into.id,
    contacts: [
      { id: into.id, version: into.version + 1 },
      { id: from.id, version: from.version + 1 },
    ],
    conversationIds,
  };
}

/** What was read in the common thread since is read in both. */
function partUnread(row: ThreadRow, goesOnIn: ThreadRow): { backs: number; stay: number } {
  const backs = Math.min(row.unreadCount, goesOnIn.unreadCount);
  return { backs, stay: goesOnIn.unreadCount - backs };
}

/** The newest message is one fact, and what it did to the status stays done. */
function partThread(now: ThreadState, part: { before: ThreadState; set: ThreadState }): ThreadState {
  const restored = undone(now, part);
  if (now.lastMessageId === part.set.lastMessageId) return restored;
  const { lastMessageAtMs, lastMessageId, lastMessageText, lastMessageType, lastMessageDirection } = now;
  const { lastMessageFacts, status, snoozedUntilMs } = now;
  return {
    ...restored,
    lastMessageAtMs,
    lastMessageId,
    lastMessageText,
    lastMessageType,
    lastMessageDirection,
    lastMessageFacts,
    status,
    snoozedUntilMs,
  };
}
