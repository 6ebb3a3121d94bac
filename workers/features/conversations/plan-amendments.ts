import type { Change } from '../../contracts/api/events.ts';
import { amended, waitingAsOne, waitingEach, type StoredAmendment, type Target } from './amendments.rules.ts';
import type { AmendedRow, Preview, WaitingRow } from './amendment-queries.ts';
import type { ArrivedRow, MessageKey } from './receive-queries.ts';
import { shownInList } from './last-message.rules.ts';
import type { MessageRow } from './rules.ts';

/** An amendment that waits for its message. */
export interface WaitingAmendment {
  /** Where its conversation goes on, when that was joined with another meanwhile. */
  goesOnInId: string | null;
  /** The contact that its own was joined with meanwhile. */
  joinedContactId: string | null;
  amendment: StoredAmendment;
}

/** What waits for a message. */
export interface Waiting {
  amendments: readonly WaitingAmendment[];
  /** All of it, exactly as the database holds it: whoever writes can tell that nothing else waits by now. */
  seen: string;
}

/** A stored message, with what is known of its conversation. */
export type KnownTarget = MessageRow & Pick<Target, 'mergedIntoId'>;

/** What is known of the messages that are amended. */
export interface KnownTargets {
  /** By `messageKeyText`. */
  messages: ReadonlyMap<string, KnownTarget>;
  waiting: ReadonlyMap<string, Waiting>;
}

/** What amendments write. */
export interface AmendmentPlan {
  amended: AmendedRow[];
  /** Those of them that were stored without their content until now. */
  filled: AmendedRow[];
  previews: Preview[];
  waiting: WaitingRow[];
  /** Messages for which nothing waits any more. */
  settled: MessageKey[];
  /** Rows of amendments that have a thread only now. */
  late: ArrivedRow[];
  /** Rows of edits whose text is in its message now. */
  emptied: { conversationId: string; id: string }[];
  changes: Change[];
}

/** What is known of a message only now. */
type Replacement = Pick<MessageRow, 'type' | 'text' | 'content' | 'media'> &
  Partial<Pick<MessageRow, 'sentAtMs'>>;

export const messageKeyText = (key: MessageKey) => `${key.channelId} ${key.externalId}`;

/**
 * Decides what amendments of one batch write, in the order of their times. `arriving` are the messages that the batch
 * itself inserts: they are amended before that.
 */
export function createAmendmentPlan(
  known: KnownTargets,
  arriving: ReadonlyMap<string, ArrivedRow>,
): {
  plan: AmendmentPlan;
  /** Whether the message is there: then the amendment is settled, whatever it did. */
  amend(key: MessageKey, amendment: StoredAmendment, receivedAtMs: number): boolean;
  /** Gives a message the content that it came without. */
  replace(stored: KnownTarget, content: Replacement): void;
  /** Applies what waited for a message that is there now, in whose thread. */
  settle(key: MessageKey, thread: { conversationId: string; contactId: string } | null): void;
} {
  const plan: AmendmentPlan = {
    amended: [],
    filled: [],
    previews: [],
    waiting: [],
    settled: [],
    late: [],
    emptied: [],
    changes: [],
  };
  const amendedById = new Map<string, AmendedRow & Target>();
  return { plan, amend, replace, settle };

  function amend(key: MessageKey, amendment: StoredAmendment, receivedAtMs: number): boolean {
    const row = arriving.get(messageKeyText(key));
    if (row !== undefined) {
      Object.assign(row, amended({ ...row, mergedIntoId: null }, amendment));
      return true;
    }
    const stored = known.messages.get(messageKeyText(key));
    if (stored === undefined) {
      wait(key, amendment, receivedAtMs);
      return false;
    }
    amendStored(stored, amendment);
    return true;
  }

  function amendStored(stored: KnownTarget, amendment: StoredAmendment): void {
    const before = latest(stored);
    const after = amended(before, amendment);
    if (after !== null) write({ ...before, ...after }, amendment.kind !== 'reaction');
  }

  function replace(stored: KnownTarget, content: Replacement): void {
    const before = latest(stored);
    if (before.revokedAtMs !== null) return;
    const filled = { ...before, ...content };
    plan.filled.push(filled);
    write(filled, true);
  }

  function latest(stored: KnownTarget): AmendedRow & Target {
    return amendedById.get(stored.id) ?? { ...stored, version: stored.version + 1 };
  }

  function write(row: AmendedRow & Target, isReadOtherwise: boolean): void {
    const { id, conversationId } = row;
    const told = plan.changes.find((one) => one.entity === 'message' && one.id === id);
    const change = isReadOtherwise ? 'updated' : 'reacted';
    if (told === undefined) plan.changes.push({ entity: 'message', id, conversationId, change });
    else if (isReadOtherwise) Object.assign(told, { change });
    amendedById.set(row.id, row);
    plan.amended = [...amendedById.values()];
    if (!isReadOtherwise) return;
    const others = plan.previews.filter(({ messageId }) => messageId !== row.id);
    plan.previews = [...others, previewOfAmended(row)];
  }

  function wait(key: MessageKey, amendment: StoredAmendment, receivedAtMs: number): void {
    const { kind, by } = amendment;
    const isSame = (one: StoredAmendment) => one.kind === kind && one.by === by;
    const planned = plan.waiting.find(
      (one) => messageKeyText(one) === messageKeyText(key) && isSame(one.amendment),
    );
    const read = known.waiting.get(messageKeyText(key));
    const earlier = planned?.amendment ?? read?.amendments.find((one) => isSame(one.amendment))?.amendment;
    const asOne = earlier === undefined ? amendment : waitingAsOne(earlier, amendment);
    const row = { ...key, amendment: asOne, receivedAtMs, seen: read?.seen ?? '' };
    if (planned === undefined) plan.waiting.push(row);
    else Object.assign(planned, row);
  }

  function settle(key: MessageKey, thread: { conversationId: string; contactId: string } | null): void {
    const waiting = known.waiting.get(messageKeyText(key))?.amendments ?? [];
    if (waiting.length === 0) return;
    for (const { amendment, goesOnInId, joinedContactId } of waiting.toSorted(
      (a, b) => a.amendment.atMs - b.amendment.atMs,
    )) {
      const isOfThread = (joinedContactId ?? amendment.contactId) === thread?.contactId;
      const conversationId = amendment.conversationId ?? (isOfThread ? thread.conversationId : null);
      const here = { ...amendment, conversationId: goesOnInId ?? conversationId };
      for (const each of waitingEach(here)) amend(key, each, 0);
      if (conversationId === null) continue;
      plan.emptied.push(...amendment.holders.map((id) => ({ conversationId, id })));
      const late = amendment.rows ?? [];
      plan.late.push(...late.map((row) => ({ ...row, conversationId, ...withoutWords(row) })));
    }
    plan.settled.push(key);
  }
}

/** An edit's words are its message's. */
function withoutWords({ type }: ArrivedRow): Partial<ArrivedRow> {
  return type === 'edit' ? { text: null, content: null } : {};
}

/** What the list shows of a message after it was edited or deleted. */
function previewOfAmended(row: AmendedRow & Target): Preview {
  return {
    conversationId: row.mergedIntoId ?? row.conversationId,
    messageId: row.id,
    ...shownInList(row),
  };
}
