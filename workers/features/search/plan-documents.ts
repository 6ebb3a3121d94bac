import { isAmendment } from '../conversations/index.ts';
import { PLACES, type DocumentRow, type FindableMessage } from './queries.ts';
import { documentId, indexedWords } from './rules.ts';

export interface MessageRef {
  conversationId: string;
  id: string;
}

/** What makes the index say what the messages say. */
export interface DocumentPlan {
  /** Numbers of documents that are out of date, or whose message has nothing to find any more. */
  removed: string[];
  inserted: Omit<DocumentRow, 'companyId'>[];
}

const byNumber = (a: string, b: string) => (BigInt(a) < BigInt(b) ? -1 : 1);

/**
 * Compares messages with what is indexed of them. A message that is indexed as it is costs nothing. `places` is what
 * stands at the numbers that these messages may have. In the order of the numbers: FTS5 writes out what it has gathered
 * whenever a number is lower than the one before it, which doubles what a batch writes.
 */
export function planDocuments(
  refs: readonly MessageRef[],
  messages: readonly FindableMessage[],
  places: readonly DocumentRow[],
): DocumentPlan {
  const plan: DocumentPlan = { removed: [], inserted: [] };
  const taken = new Set(places.map(({ id }) => id));
  const known = new Map(places.map((row) => [row.messageId, row]));
  const messageById = new Map(messages.map((message) => [message.id, message]));

  for (const { id: messageId } of refs) {
    const message = messageById.get(messageId);
    const before = known.get(messageId);
    const words = message === undefined || isAmendment(message.type) ? '' : indexedWords(message.text);
    if (before !== undefined && before.words === words) continue;
    if (before !== undefined) plan.removed.push(before.id);
    if (message === undefined || words === '') continue;
    const id = before?.id ?? freePlace(messageId);
    taken.add(id);
    plan.inserted.push({
      id,
      conversationId: message.conversationId,
      messageId,
      channelId: message.channelId,
      authorId: message.authorId,
      words,
    });
  }
  plan.removed.sort(byNumber);
  plan.inserted.sort((a, b) => byNumber(a.id, b.id));
  return plan;

  function freePlace(messageId: string): string {
    const first = documentId(messageId);
    for (let step = 0; step < PLACES; step++) {
      const id = String(first + BigInt(step));
      if (!taken.has(id)) return id;
    }
    throw new RangeError(`no number is free for ${messageId}`);
  }
}
