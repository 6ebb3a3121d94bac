import type { MessageReaction } from '../../contracts/api/messages.ts';

/** A person's newest reaction to a message; without emoji when it was taken back. */
export interface StoredReaction {
  emoji: string | null;
  /** `contact:…`, `user:…`, or `phone_app`. */
  by: string;
  atMs: number;
}

/** The reactions that stand, in the order in which they came. */
export function shownReactions(stored: string | null): MessageReaction[] {
  if (stored === null) return [];
  // Sound: only this feature writes the column.
  const reactions = JSON.parse(stored) as StoredReaction[];
  return reactions.flatMap(({ emoji, by, atMs }) =>
    emoji === null ? [] : [{ emoji, atMs, contactId: idIn(by, 'contact:'), userId: idIn(by, 'user:') }],
  );
}

/** The newest of each person wins, whatever the order in which they come. */
export function withReaction(stored: string | null, reaction: StoredReaction): string | null {
  const reactions = stored === null ? [] : (JSON.parse(stored) as StoredReaction[]);
  const earlier = reactions.find(({ by }) => by === reaction.by);
  if (earlier !== undefined && earlier.atMs > reaction.atMs) return stored;
  return JSON.stringify([...reactions.filter(({ by }) => by !== reaction.by), reaction]);
}

function idIn(by: string, prefix: string): string | null {
  return by.startsWith(prefix) ? by.slice(prefix.length) : null;
}
