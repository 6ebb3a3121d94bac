import { MAX_CONTENT_BYTES } from '../port.ts';
import { jsonWithin } from './bounded-text.ts';
import { isWire, listOf, type Wire } from './wire.ts';

/**
 * The content of a message with more shared contacts than a row holds: who they are, and as many of them as fit;
 * `contacts_left_out` (ours) says how many there are besides. Null for any other message.
 */
export function contactsWithin(content: Wire): string | null {
  const cards = listOf(content['contacts']);
  const names = cards.map((card) => (isWire(card) ? { name: card['name'], phones: card['phones'] } : {}));
  for (let count = names.length; count > 0; count = Math.floor(count * SHARE)) {
    const kept = { ...content, contacts: names.slice(0, count), contacts_left_out: cards.length - count };
    const text = jsonWithin(kept, MAX_CONTENT_BYTES - ROOM_BYTES);
    if (text !== null) return text;
  }
  return null;
}

/** Left for what else is said of it, in bytes. Ours. */
const ROOM_BYTES = 256;
/** What is tried next of what did not fit. Ours. */
const SHARE = 0.8;
