import type { MessageError, MessageReaction } from '../../contracts/api/messages.ts';

/** A person's newest reaction to a message; without emoji when it was taken back. */
export interface StoredReaction {
  emoji: string | null;
  /** `contact:…`, `user:…`, or `phone_app`. */
  by: string;
  atMs: number;
  /** Of one that was sent from here: the message that carries it, and how far that is. */
  messageId?: string;
  status?: OwnReactionStatus;
  error?: MessageError | null;
}

export type OwnReactionStatus = 'queued' | 'sent' | 'unknown' | 'failed';

/**
 * The reactions that stand, in the order in which they came. To the customer the company is one: of its own the newest
 * stands, and beside it only what did not arrive, because the customer still sees the one before.
 */
export function shownReactions(stored: string | null): MessageReaction[] {
  const reactions = readReactions(stored);
  const theirs = reactions.filter((one) => !isOwn(one) && one.emoji !== null);
  const own = reactions.filter(isOwn).toSorted((a, b) => a.atMs - b.atMs);
  return [...theirs.map((one) => shown(one)), ...shownOwn(own)].toSorted((a, b) => a.atMs - b.atMs);
}

function shownOwn(own: readonly StoredReaction[]): MessageReaction[] {
  const arrived = own.filter((one) => statusOf(one) !== 'failed');
  const newest = own.at(-1);
  const standing = arrived.at(-1);
  const failed = newest !== undefined && newest !== standing ? newest : null;
  const visible = standing?.emoji != null ? standing : seenUntilTakenBack(standing, arrived);
  // What a person wanted to take back, and could not, or perhaps could not.
  const removal = failed?.emoji === null ? failed : visible === standing ? null : (standing ?? null);
  return [
    ...(visible === null || visible === undefined ? [] : [shown(visible, removal)]),
    ...(failed === null || failed.emoji === null ? [] : [shown(failed)]),
  ];
}

/** Until it is known that a reaction was taken back, the one before may still be seen. */
function seenUntilTakenBack(
  standing: StoredReaction | undefined,
  arrived: readonly StoredReaction[],
): StoredReaction | null {
  if (standing === undefined || statusOf(standing) !== 'unknown') return null;
  const before = arrived.at(-2);
  return before?.emoji == null ? null : before;
}

function shown(reaction: StoredReaction, removal: StoredReaction | null = null): MessageReaction {
  const { emoji, by, atMs } = reaction;
  const carried = removal ?? reaction;
  return {
    emoji: emoji ?? '',
    atMs,
    contactId: idIn(by, 'contact:'),
    userId: idIn(by, 'user:'),
    own: !isOwn(reaction)
      ? null
      : {
          messageId: carried.messageId ?? null,
          status: statusOf(carried),
          error: carried.error ?? null,
          isRemoval: removal !== null,
        },
  };
}

/** The newest of each person wins, whatever the order in which they come. */
export function withReaction(stored: string | null, reaction: StoredReaction): string | null {
  const reactions = readReactions(stored);
  const earlier = reactions.find(({ by }) => by === reaction.by);
  if (earlier !== undefined && earlier.atMs > reaction.atMs) return stored;
  if (earlier?.atMs === reaction.atMs && earlier.emoji === reaction.emoji) return stored;
  return JSON.stringify([...reactions.filter(({ by }) => by !== reaction.by), reaction]);
}

function readReactions(stored: string | null): StoredReaction[] {
  // Sound: only this feature writes the column.
  return stored === null ? [] : (JSON.parse(stored) as StoredReaction[]);
}

const isOwn = ({ by }: StoredReaction) => !by.startsWith('contact:');
/** What came from elsewhere was sent already. */
const statusOf = ({ status }: StoredReaction): OwnReactionStatus => status ?? 'sent';

function idIn(by: string, prefix: string): string | null {
  return by.startsWith(prefix) ? by.slice(prefix.length) : null;
}
