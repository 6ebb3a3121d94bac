import type { Change } from '../../contracts/api/events.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { ConflictError, NotFoundError, ValidationError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import {
  deleteTerms,
  giveThread,
  insertMerge,
  moveIdentifiers,
  repointThreads,
  selectContacts,
  selectEarlierThreads,
  selectThreads,
  selectUndone,
  writeContact,
  writeThread,
  type MergeRow,
  type ThreadRow,
} from './merge-queries.ts';
import { contactState, planMerge, threadState, type PlannedMerge } from './plan-merge.ts';
import { insertTerms } from './queries.ts';
import { pairText, type Join } from './resolve-contacts.ts';
import { identifiersIn, identifierText, type ContactRow } from './rules.ts';

type JoinContext = Pick<Context, 'tenant' | 'ids' | 'clock'>;

/** How often a pair is read again after something happened to one of them. Ours. */
const MAX_READS = 6;

/** What a commit changed, for whoever tells it. */
export interface Joined {
  seq: number;
  /** The contact that stays. */
  contactId: string;
  contacts: { id: string; version: number }[];
  conversationIds: string[];
}

/**
 * Joins contacts whose identifiers were seen together. A pair that a person has parted stays apart: those are given
 * back by `pairText`. Joining what is joined already does nothing.
 */
export async function joinSeenTogether(
  ctx: JoinContext,
  companyId: string,
  joins: readonly Join[],
): Promise<{ joined: Joined[]; keptApart: string[] }> {
  const joined: Joined[] = [];
  const keptApart: string[] = [];
  for (const { intoId, fromId } of joins) {
    const end = await joinPair(ctx, companyId, [intoId, fromId], { reason: 'seen_together', byUserId: null });
    if (end === 'kept_apart') keptApart.push(pairText(intoId, fromId));
    else if (end !== 'gone') joined.push(end);
  }
  return { joined, keptApart };
}

/** A person says that two contacts are one. */
export async function mergeContacts(
  ctx: JoinContext,
  companyId: string,
  pair: readonly [string, string],
  byUserId: string,
): Promise<Joined> {
  if (pair[0] === pair[1]) {
    throw ValidationError.ofFields([{ path: 'otherContactId', message: 'Choose another contact.' }]);
  }
  const end = await joinPair(ctx, companyId, pair, { reason: 'person', byUserId });
  if (end === 'gone' || end === 'kept_apart') throw new NotFoundError('contact');
  return end;
}

async function joinPair(
  ctx: JoinContext,
  companyId: string,
  pair: readonly [string, string],
  by: Pick<MergeRow, 'reason' | 'byUserId'>,
): Promise<Joined | 'kept_apart' | 'gone'> {
  const db = ctx.tenant(companyId);
  for (let reads = 1; ; reads++) {
    const [found, threadsFound, earlierFound, undone] = await db.batch([
      selectContacts(db, pair),
      selectThreads(db, pair),
      selectEarlierThreads(db, pair),
      selectUndone(db, pair),
    ]);
    const [one, other] = rowsOf<ContactRow>(found).filter(({ mergedIntoId }) => mergedIntoId === null);
    if (one === undefined || other === undefined) return 'gone';
    if (by.reason === 'seen_together' && rowsOf(undone).length > 0) return 'kept_apart';
    if (one.kind !== 'person' || other.kind !== 'person') {
      throw new ValidationError('not_a_person', 'A group cannot be merged: only people can.');
    }
    const threads = rowsOf<ThreadRow>(threadsFound);
    const plan = planMerge([one, other], threads, rowsOf<{ id: string; mergedIntoId: string }>(earlierFound));
    const rows = one.id === plan.intoId ? { into: one, from: other } : { into: other, from: one };
    try {
      return await commit(ctx, db, plan, { ...rows, threads }, by);
    } catch (error) {
      if (!(error instanceof ConflictError) || reads === MAX_READS) throw error;
    }
  }
}

async function commit(
  ctx: JoinContext,
  db: TenantDb,
  plan: PlannedMerge,
  { into, from, threads }: { into: ContactRow; from: ContactRow; threads: readonly ThreadRow[] },
  by: Pick<MergeRow, 'reason' | 'byUserId'>,
): Promise<Joined> {
  const { record } = plan;
  const nowMs = ctx.clock.nowMs();
  const threadById = new Map(threads.map((row) => [row.id, row]));
  const identifiers = [...new Set([...identifiersIn(into).map(identifierText), ...record.identifiers])];
  const conversationIds = [...record.given, ...record.merged.flatMap(({ id, intoId }) => [id, intoId])];
  const changes: Change[] = [
    ...conversationIds.map((id) => ({ entity: 'conversation' as const, id })),
    { entity: 'contact', id: into.id },
    { entity: 'contact', id: from.id },
  ];
  const results = await db.batch([
    insertMerge(db, { ...plan, ...by, id: ctx.ids.next('mrg'), atMs: nowMs }),
    writeContact(db, into, { ...record.set, identifiers: JSON.stringify(identifiers), mergedIntoId: null }),
    writeContact(db, from, {
      ...contactState(from),
      identifiers: from.identifiers,
      mergedIntoId: into.id,
    }),
    ...moveIdentifiers(db, identifiersIn(from), from.id, into.id),
    ...deleteTerms(db, record.termsTaken, from.id),
    insertTerms(
      db,
      record.termsAdded.map((term) => ({ term, contactId: into.id })),
    ),
    ...record.given.map((id) => giveThread(db, id, from.id, into.id)),
    ...record.merged.flatMap(({ id, intoId, set }) => {
      const [row, goesOnIn] = [threadById.get(id), threadById.get(intoId)];
      if (row === undefined || goesOnIn === undefined) return [];
      return [
        writeThread(db, goesOnIn, set),
        writeThread(db, row, { ...threadState(row), status: 'merged', mergedIntoId: intoId }),
      ];
    }),
    ...repointThreads(db, record.repointed),
    appendToLog(db, nowMs, changes),
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
