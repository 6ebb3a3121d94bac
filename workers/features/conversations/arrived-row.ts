import type { Ids } from '../../platform/ids.ts';
import { displayName, type ContactRow } from '../contacts/index.ts';
import type { ArrivedMessage } from './arrival-keys.ts';
import { arrivedMedia } from './arrival.rules.ts';
import type { ArrivedRow, ConversationArrival } from './receive-queries.ts';

/** A message with what was found of its place. */
export interface PlacedMessage extends ArrivedMessage {
  contact: ContactRow;
  /** Who of a group wrote it; null outside groups, and where Meta does not say. */
  member: ContactRow | null;
  /** Whom a note about a group names. */
  people: readonly ContactRow[];
  conversation: ConversationArrival;
  /** Where it stands in the thread. */
  atMs: number;
}

/** What is known of it from before it came. */
interface KnownBefore {
  replyToId: string | null;
  /** The statuses that came before it. */
  seen: string;
}

/** The row of a message that arrived, before anything that amends it. */
export function arrivedRow(
  { message, channelId, receivedAtMs, conversation, atMs, member, people }: PlacedMessage,
  { replyToId, seen }: KnownBefore,
  ctx: { ids: Ids; nowMs: number },
): ArrivedRow {
  const isOurs = message.direction === 'outbound';
  return {
    // Those of one delivery arrived at the same time: within a conversation, their order there decides.
    id: ctx.ids.message(atMs, receivedAtMs, conversation.activity),
    conversationId: conversation.id,
    channelId,
    externalId: message.externalId,
    direction: message.direction,
    type: message.type,
    text: message.text,
    status: isOurs ? (message.status ?? 'sent') : 'received',
    error: jsonOrNull(message.error),
    content: message.members === null ? message.content : naming(message.content, people),
    sender: message.groupId === null || isOurs || message.members !== null ? null : author(member),
    origin: message.origin,
    media: jsonOrNull(arrivedMedia(message, ctx.nowMs)),
    reactions: null,
    edits: null,
    editedAtMs: null,
    revokedAtMs: null,
    sentAtMs: message.sentAtMs,
    acceptedAtMs: isOurs ? message.sentAtMs : null,
    replyToId,
    seen,
  };
}

/** A note with whom it names, as they are called by then. */
function naming(content: string | null, people: readonly ContactRow[]): string | null {
  if (content === null || people.length === 0) return content;
  // Sound: the channel's reader wrote it.
  const { system } = JSON.parse(content) as { system: Record<string, unknown> };
  const named = people
    .slice(0, MAX_NAMED)
    .map((person) => ({ contactId: person.id, name: displayName(person), phone: person.phone }));
  return JSON.stringify({ system: { ...system, people: named, peopleCount: people.length } });
}

/** Most whom a note names one by one. Ours: nobody reads more. */
const MAX_NAMED = 20;

function author(member: ContactRow | null): string {
  return JSON.stringify({
    contactId: member?.id ?? null,
    name: member === null ? null : displayName(member),
  });
}

export function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
