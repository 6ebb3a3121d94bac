import type { MessageEdit } from '../../contracts/api/messages.ts';
import type { ArrivedRow } from './receive-queries.ts';
import { withPayment, type OrderPayment } from './payments.rules.ts';
import { withReaction } from './reactions.rules.ts';
import type { MessageRow } from './rules.ts';

/** A reaction, an edit, a revoke or an order's payment, with what it takes to apply it whenever its message comes. */
export interface StoredAmendment {
  kind: 'reaction' | 'edit' | 'revoke' | 'payment';
  /** Whose it is, in the spelling of `StoredReaction.by`. */
  by: string;
  atMs: number;
  /** The thread and the side it came from; null while there is none with the contact. */
  conversationId: string | null;
  contactId: string;
  /** The provider's name for it. */
  externalId: string;
  direction: 'inbound' | 'outbound';
  /** Who of a group; null outside groups. */
  memberId: string | null;
  /** Only of reactions; null takes the reaction back. */
  emoji: string | null;
  /** Only of edits. */
  text: string | null;
  /** Of edits; of payments what `withPayment` makes of no content. */
  content: string | null;
  /** Rows of edits that still hold the text, because their message is not there to hold it. */
  holders: string[];
  /** What is to be its own row once there is a thread for it. */
  rows?: ArrivedRow[];
  /** Of an edit that waits: what its author had made of the message before it, the oldest first. */
  earlierEdits?: { text: string | null; atMs: number }[];
}

/** Most earlier edits that wait with the newest. Ours: texts have a length, and so do rows. */
const MAX_EARLIER_EDITS = 8;

/** Two amendments of one kind and person that wait for the same message, as one: the newest, with what it replaces. */
export function waitingAsOne(one: StoredAmendment, other: StoredAmendment): StoredAmendment {
  const [older, newest] = one.atMs > other.atMs ? [other, one] : [one, other];
  const held = {
    conversationId: one.conversationId ?? other.conversationId,
    holders: [...new Set([...one.holders, ...other.holders])],
    rows: rowsOfBoth(one, other),
  };
  if (newest.kind === 'payment') return { ...newest, ...held, content: paid(older.content, newest) };
  const isRepeated = one.externalId === other.externalId;
  if (newest.kind !== 'edit' || isRepeated) return { ...newest, ...held };
  const earlierEdits = [
    ...(one.earlierEdits ?? []),
    ...(other.earlierEdits ?? []),
    { text: older.text, atMs: older.atMs },
  ].toSorted((a, b) => a.atMs - b.atMs);
  return { ...newest, ...held, earlierEdits: earlierEdits.slice(-MAX_EARLIER_EDITS) };
}

/** Each once, and none that has a thread by now. */
function rowsOfBoth(one: StoredAmendment, other: StoredAmendment): ArrivedRow[] {
  const written = [one, other].flatMap(({ externalId, rows }) => (rows === undefined ? [externalId] : []));
  const rows = new Map([...(one.rows ?? []), ...(other.rows ?? [])].map((row) => [row.externalId, row]));
  return [...rows.values()].filter(({ externalId }) => !written.includes(externalId));
}

/** What waited as one, each by itself in the order of its time. */
export function waitingEach(waiting: StoredAmendment): StoredAmendment[] {
  const earlier = waiting.earlierEdits ?? [];
  return [...earlier.map((edit) => ({ ...waiting, ...edit, content: null })), waiting];
}

/** What amendments change of a message. */
export type Amendable = Pick<
  MessageRow,
  'text' | 'content' | 'media' | 'reactions' | 'edits' | 'editedAtMs' | 'revokedAtMs'
>;

/** Whose message it is, and in which thread. */
export type Target = Amendable &
  Pick<MessageRow, 'conversationId' | 'direction' | 'sender'> & {
    /** Where its conversation goes on, when it was joined with another. */
    mergedIntoId: string | null;
  };

/** The message as the amendment leaves it; null when it changes nothing, or is not for its author to make. */
export function amended(message: Target, amendment: StoredAmendment): Amendable | null {
  if (!isOfThread(message, amendment) || message.revokedAtMs !== null) return null;
  if (amendment.kind === 'reaction') return reacted(message, amendment);
  if (amendment.kind === 'payment') return paidFor(message, amendment);
  if (!isByAuthor(message, amendment)) return null;
  return amendment.kind === 'edit' ? edited(message, amendment) : revoked(amendment);
}

function isOfThread(message: Target, { conversationId }: StoredAmendment): boolean {
  if (conversationId === null) return false;
  return message.conversationId === conversationId || message.mergedIntoId === conversationId;
}

function isByAuthor(message: Target, { direction, memberId }: StoredAmendment): boolean {
  if (message.direction !== direction) return false;
  return direction === 'outbound' || message.sender === null || memberOf(message.sender) === memberId;
}

/** Who of a group wrote a message, by its column. */
function memberOf(sender: string): string | null {
  // Sound: only this feature writes the column, as JSON of `MessageSender`.
  return (JSON.parse(sender) as { contactId: string | null }).contactId;
}

function reacted(message: Target, { emoji, by, atMs }: StoredAmendment): Amendable | null {
  const reactions = withReaction(message.reactions, { emoji, by, atMs });
  return reactions === message.reactions ? null : { ...partOf(message), reactions };
}

/** Only who asked for a payment can be paid. */
function paidFor(message: Target, amendment: StoredAmendment): Amendable | null {
  if (message.direction !== 'outbound') return null;
  const content = paid(message.content, amendment);
  return content === message.content ? null : { ...partOf(message), content };
}

function paid(before: string | null, { content }: StoredAmendment): string | null {
  // Sound: `planPayments` wrote it.
  const { payment } = JSON.parse(content ?? '{}') as { payment?: OrderPayment };
  return payment === undefined ? before : (withPayment(before, payment) ?? before);
}

/** The newest text stands; one that comes late takes the place among the earlier texts that its time gives it. */
function edited(message: Target, { text, content, atMs }: StoredAmendment): Amendable | null {
  if (message.editedAtMs === atMs && message.text === text) return null;
  const earlier = editsIn(message.edits);
  const later = earlier.findIndex(({ untilMs }) => untilMs > atMs);
  const standing = earlier[later];
  if (standing !== undefined) {
    const edits = earlier.toSpliced(later, 1, { text: standing.text, untilMs: atMs }, { ...standing, text });
    return { ...partOf(message), edits: JSON.stringify(edits) };
  }
  return {
    ...partOf(message),
    text,
    content: mergedContent(message.content, content),
    edits: JSON.stringify([...earlier, { text: message.text, untilMs: atMs }]),
    editedAtMs: atMs,
  };
}

/** What it said is gone, from its earlier texts too. */
function revoked({ atMs }: StoredAmendment): Amendable {
  return {
    text: null,
    content: null,
    media: null,
    reactions: null,
    edits: null,
    editedAtMs: null,
    revokedAtMs: atMs,
  };
}

/** Earlier texts of a message, the oldest first. */
function editsIn(edits: string | null): MessageEdit[] {
  // Sound: only this feature writes the column.
  return edits === null ? [] : (JSON.parse(edits) as MessageEdit[]);
}

function partOf(message: Target): Amendable {
  const { text, content, media, reactions, edits, editedAtMs, revokedAtMs } = message;
  return { text, content, media, reactions, edits, editedAtMs, revokedAtMs };
}

/** An edit says what is new of the content; what the message answers, and where it came from, stays. */
function mergedContent(before: string | null, after: string | null): string | null {
  if (before === null || after === null) return after ?? before;
  // Sound: the columns hold JSON objects, written by the channel's reader.
  const { context, referral } = JSON.parse(before) as Record<string, unknown>;
  return JSON.stringify({ ...(JSON.parse(after) as Record<string, unknown>), context, referral });
}
