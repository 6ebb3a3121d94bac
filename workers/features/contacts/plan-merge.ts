import type { ThreadRow } from './merge-queries.ts';
import { identifiersIn, identifierText, isOlder, termsOf, type ContactRow } from './rules.ts';

/** What of a contact two contacts are combined in. */
export type ContactState = Pick<
  ContactRow,
  | 'givenName'
  | 'givenNameAsOfMs'
  | 'profileName'
  | 'profileAsOfMs'
  | 'phone'
  | 'userId'
  | 'parentUserId'
  | 'username'
  | 'marketingOptOutAtMs'
  | 'marketingOptOutSource'
  | 'marketingChangedAtMs'
  | 'notes'
>;

/** What of a conversation two conversations are combined in. */
export type ThreadState = Pick<
  ThreadRow,
  | 'status'
  | 'assigneeId'
  | 'snoozedUntilMs'
  | 'unreadCount'
  | 'lastMessageAtMs'
  | 'lastMessageId'
  | 'lastMessageText'
  | 'lastMessageType'
  | 'lastMessageDirection'
  | 'lastMessageFacts'
  | 'lastInboundAtMs'
  | 'referral'
  | 'handover'
  | 'automationsPausedAtMs'
  | 'mergedIntoId'
>;

/** What a merge moved and changed: all that undoing it takes. */
export interface MergeRecord {
  /** How the contact that stays stood before, and what the merge made of it. */
  before: ContactState;
  set: ContactState;
  /** As `identifierText`. */
  identifiers: string[];
  /** Those that the contact that stays was not found by before. */
  termsAdded: string[];
  /** Those that the other was found by. */
  termsTaken: string[];
  /** Conversations that changed hands whole. */
  given: string[];
  /** Conversations that go on in one of the contact that stays. */
  merged: {
    id: string;
    intoId: string;
    status: ThreadRow['status'];
    before: ThreadState;
    set: ThreadState;
  }[];
  /** Conversations of earlier merges that go on somewhere else now. */
  repointed: { id: string; fromId: string; toId: string }[];
}

export interface PlannedMerge {
  intoId: string;
  fromId: string;
  /** How many conversations the two had. */
  threadCount: number;
  record: MergeRecord;
}

/** Which status two conversations have together: what still wants attention wins. */
const URGENCY: readonly ThreadRow['status'][] = ['open', 'pending', 'snoozed', 'resolved', 'merged'];
/** The longest notes, in characters. As in the API. */
const MAX_NOTES_CHARACTERS = 4_000;

/**
 * Decides how two contacts become one. The older one stays. What the contact that stays does not know it takes from the
 * other; conversations on channels where only the other has one change hands, the rest go on in the one there is.
 */
export function planMerge(
  pair: readonly [ContactRow, ContactRow],
  threads: readonly ThreadRow[],
  earlier: readonly { id: string; mergedIntoId: string }[],
): PlannedMerge {
  const [into, from] = isOlder(...pair) ? pair : [pair[1], pair[0]];
  const set = combineContacts(into, from);
  const ofInto = new Map(
    threads.filter(isLive).flatMap((row) => (row.contactId === into.id ? [[row.channelId, row]] : [])),
  );
  const given: string[] = [];
  const merged: MergeRecord['merged'] = [];
  for (const row of threads.filter((one) => one.contactId === from.id && isLive(one))) {
    const goesOnIn = ofInto.get(row.channelId);
    if (goesOnIn === undefined) {
      given.push(row.id);
      continue;
    }
    const before = threadState(goesOnIn);
    const combined = combineThreads(before, threadState(row));
    merged.push({ id: row.id, intoId: goesOnIn.id, status: row.status, before, set: combined });
  }
  const goesOn = new Map(merged.map(({ id, intoId }) => [id, intoId]));
  const foundBy = termsOf(into);
  const identifiers = identifiersIn(from).map(identifierText);
  const all = { identifiers: JSON.stringify([...identifiersIn(into).map(identifierText), ...identifiers]) };
  return {
    intoId: into.id,
    fromId: from.id,
    threadCount: threads.length,
    record: {
      before: contactState(into),
      set,
      identifiers,
      termsAdded: [...new Set([...termsOf(from), ...termsOf({ ...set, ...all })])].filter(
        (term) => !foundBy.includes(term),
      ),
      termsTaken: termsOf(from),
      given,
      merged,
      repointed: earlier.flatMap(({ id, mergedIntoId }) => {
        const toId = goesOn.get(mergedIntoId);
        return toId === undefined ? [] : [{ id, fromId: mergedIntoId, toId }];
      }),
    },
  };
}

/**
 * What undoing makes of a contact or conversation: what is still as the merge left it becomes what it was before; what
 * was changed since stays.
 */
export function undone<State extends object>(
  now: State,
  { before, set }: { before: State; set: State },
): State {
  const kept = Object.entries(now).filter(([name, value]) => value !== set[name as keyof State]);
  return { ...before, ...Object.fromEntries(kept) };
}

export function contactState(row: ContactState): ContactState {
  const { givenName, givenNameAsOfMs, profileName, profileAsOfMs } = row;
  const { phone, userId, parentUserId, username } = row;
  const { marketingOptOutAtMs, marketingOptOutSource, marketingChangedAtMs, notes } = row;
  return {
    givenName,
    givenNameAsOfMs,
    profileName,
    profileAsOfMs,
    phone,
    userId,
    parentUserId,
    username,
    marketingOptOutAtMs,
    marketingOptOutSource,
    marketingChangedAtMs,
    notes,
  };
}

export function threadState(row: ThreadState): ThreadState {
  const { status, assigneeId, snoozedUntilMs, unreadCount, lastMessageAtMs, lastMessageId } = row;
  const { lastMessageText, lastMessageType, lastMessageDirection, lastMessageFacts, lastInboundAtMs } = row;
  const { referral, handover, automationsPausedAtMs, mergedIntoId } = row;
  return {
    status,
    assigneeId,
    snoozedUntilMs,
    unreadCount,
    lastMessageAtMs,
    lastMessageId,
    lastMessageText,
    lastMessageType,
    lastMessageDirection,
    lastMessageFacts,
    lastInboundAtMs,
    referral,
    handover,
    automationsPausedAtMs,
    mergedIntoId,
  };
}

function combineContacts(into: ContactRow, from: ContactRow): ContactState {
  const isFromsOptOut = into.marketingOptOutAtMs === null;
  return {
    givenName: into.givenName ?? from.givenName,
    givenNameAsOfMs: (into.givenName === null ? from : into).givenNameAsOfMs,
    profileName: into.profileName ?? from.profileName,
    profileAsOfMs: (into.profileName === null ? from : into).profileAsOfMs,
    phone: into.phone ?? from.phone,
    userId: into.userId ?? from.userId,
    parentUserId: into.parentUserId ?? from.parentUserId,
    username: into.username ?? from.username,
    // Whoever of the two wants no marketing, the person does not.
    marketingOptOutAtMs: isFromsOptOut ? from.marketingOptOutAtMs : into.marketingOptOutAtMs,
    marketingOptOutSource: isFromsOptOut ? from.marketingOptOutSource : into.marketingOptOutSource,
    // Older words of either change nothing.
    marketingChangedAtMs: latest(into.marketingChangedAtMs, from.marketingChangedAtMs),
    notes: combineNotes(into.notes, from.notes),
  };
}

function combineNotes(into: string, from: string): string {
  if (from === '' || into.includes(from)) return into;
  return (into === '' ? from : `${into}\n\n${from}`).slice(0, MAX_NOTES_CHARACTERS);
}

function combineThreads(into: ThreadState, from: ThreadState): ThreadState {
  const newest = from.lastMessageAtMs > into.lastMessageAtMs && from.lastMessageId !== null ? from : into;
  // A snooze of the other's would wake nobody: its wake-up names the other conversation.
  const fromStatus = from.status === 'snoozed' ? 'open' : from.status;
  const isFromsStatus = URGENCY.indexOf(fromStatus) < URGENCY.indexOf(into.status);
  return {
    status: isFromsStatus ? fromStatus : into.status,
    assigneeId: into.assigneeId ?? from.assigneeId,
    snoozedUntilMs: isFromsStatus ? null : into.snoozedUntilMs,
    unreadCount: into.unreadCount + from.unreadCount,
    lastMessageAtMs: newest.lastMessageAtMs,
    lastMessageId: newest.lastMessageId,
    lastMessageText: newest.lastMessageText,
    lastMessageType: newest.lastMessageType,
    lastMessageDirection: newest.lastMessageDirection,
    lastMessageFacts: newest.lastMessageFacts,
    lastInboundAtMs: latest(into.lastInboundAtMs, from.lastInboundAtMs),
    referral: into.referral ?? from.referral,
    handover: into.handover ?? from.handover,
    automationsPausedAtMs: latest(into.automationsPausedAtMs, from.automationsPausedAtMs),
    mergedIntoId: null,
  };
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

const isLive = (row: ThreadRow) => row.status !== 'merged';
