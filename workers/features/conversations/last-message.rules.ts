import type { LastMessageFacts } from '../../contracts/api/conversations.ts';
import { readCallRecord } from './calls.rules.ts';
import { readMedia } from './read-content.ts';
import { previewOf, type MessageRow } from './rules.ts';

/** The longest name of a document, place or person that the list shows, in characters. Ours. */
const NAME_CHARACTERS = 60;

type Shown = Pick<MessageRow, 'text' | 'type' | 'revokedAtMs' | 'media' | 'content' | 'sender'>;

/** The list's words for a message, as its conversation's row keeps them: of a deleted one only that it was deleted. */
export function shownInList(row: Shown): { text: string | null; type: string; facts: string | null } {
  if (row.revokedAtMs !== null) return { text: null, type: 'revoke', facts: storedFacts(row, null) };
  return { text: previewOf(row.text), type: row.type, facts: storedFacts(row, row.type) };
}

/** Whether a message stands behind the one that the list shows: by the times of both, within one second as in the thread. */
export function standsLast(
  shown: { lastMessageId: string | null; lastMessageAtMs: number },
  message: { id: string; atMs: number },
): boolean {
  if (shown.lastMessageId === null || message.atMs > shown.lastMessageAtMs) return true;
  return message.atMs === shown.lastMessageAtMs && message.id > shown.lastMessageId;
}

/** What a conversation's row keeps of its newest message; null for what came before that was kept. */
export function readFacts(stored: string | null): LastMessageFacts | null {
  // Sound: only this file writes the column.
  return stored === null ? null : { ...NOTHING, ...(JSON.parse(stored) as Partial<LastMessageFacts>) };
}

const NOTHING: LastMessageFacts = {
  sender: null,
  name: null,
  count: null,
  isVoice: false,
  durationMs: null,
  callOutcome: null,
};

/** Only what there is; null for most: a text says all. */
function storedFacts(row: Shown, type: string | null): string | null {
  const facts: Partial<LastMessageFacts> = { sender: senderOf(row), ...factsOf(row, type) };
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== false);
  return known.length === 0 ? null : JSON.stringify(Object.fromEntries(known));
}

function senderOf({ sender }: Pick<Shown, 'sender'>): string | null {
  // Sound: only this feature writes the column, as JSON of `MessageSender`.
  return sender === null ? null : cut((JSON.parse(sender) as { name: string | null }).name);
}

function factsOf(row: Shown, type: string | null): Partial<LastMessageFacts> {
  switch (type) {
    case 'audio':
    case 'video':
    case 'document': {
      const media = readMedia(row);
      const { durationMs = null, voice = false, filename = null } = media ?? {};
      return { durationMs, isVoice: voice, ...(type === 'document' ? { name: cut(filename) } : {}) };
    }
    case 'call': {
      const record = readCallRecord(row.content);
      const seconds = record?.durationSeconds ?? null;
      return {
        callOutcome: record?.outcome ?? null,
        durationMs: seconds === null ? null : seconds * 1_000,
      };
    }
    case 'contacts': {
      const cards = listIn(row.content, 'contacts');
      const { formatted_name: name } = objectOf(objectOf(cards[0])['name']);
      const { contacts_left_out: more } = contentOf(row.content);
      return { count: cards.length + (typeof more === 'number' ? more : 0), name: cut(name) };
    }
    case 'location':
      return { name: cut(objectOf(contentOf(row.content)['location'])['name']) };
    default:
      return {};
  }
}

function cut(name: unknown): string | null {
  return typeof name === 'string' && name.trim() !== ''
    ? Array.from(name.trim()).slice(0, NAME_CHARACTERS).join('')
    : null;
}

function listIn(content: string | null, key: string): unknown[] {
  const list = contentOf(content)[key];
  return Array.isArray(list) ? list : [];
}

function contentOf(content: string | null): Record<string, unknown> {
  return content === null ? {} : objectOf(JSON.parse(content));
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
