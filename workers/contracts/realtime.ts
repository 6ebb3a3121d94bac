import * as z from 'zod/mini';
import { conversation } from './api/conversations.ts';
import { settingsPart } from './api/events.ts';
import { message, messageStatus } from './api/messages.ts';
import { alertId, channelId, contactId, conversationId, messageId, userId } from './ids.ts';

/**
 * Two sockets. The company's (one per signed-in agent) carries small deltas of everything; a conversation's (open
 * while its thread is on screen) carries full messages, typing and who is viewing.
 *
 * Every frame that tells of a stored change carries `seq`, the number of its commit in the company's log. On the
 * company's socket the numbers have no gaps: a client that sees one, or reconnects, asks `GET /v1/events?after=`.
 */
export const ticketRequest = z.strictObject({ conversationId: z.optional(conversationId) });
export type TicketRequest = z.infer<typeof ticketRequest>;
/** `url` is ready to open: it already carries the single-use ticket. */
export const ticketResponse = z.object({ ticket: z.string(), url: z.string(), expiresInSeconds: z.int() });
export type TicketResponse = z.infer<typeof ticketResponse>;

/** A person who has the conversation open. */
export const viewer = z.object({ userId, name: z.string() });
export type Viewer = z.infer<typeof viewer>;

/** Company socket, server to client: one frame per commit. */
export const companyFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), lastSeq: z.int() }),
  z.object({
    type: z.literal('changes'),
    seq: z.int(),
    conversations: z.array(conversation),
    /** Ids only; the text of the newest is in its conversation's `lastMessage`. */
    messages: z.array(
      z.object({
        event: z.enum(['message.created', 'message.updated']),
        id: messageId,
        conversationId,
        direction: z.enum(['inbound', 'outbound']),
        status: messageStatus,
        version: z.int(),
      }),
    ),
    /** `shown` is what rows show of them; absent where their conversations are told of too. */
    contacts: z.array(
      z.object({
        id: contactId,
        version: z.int(),
        shown: z.optional(z.object({ name: z.nullable(z.string()), phone: z.nullable(z.string()) })),
      }),
    ),
    /** Absent where nothing of the kind changed. Ids only: whoever shows them asks again. */
    alerts: z.optional(z.array(alertId)),
    channels: z.optional(z.array(channelId)),
    /** The WhatsApp accounts whose templates changed. */
    templates: z.optional(z.array(z.string().check(z.maxLength(64)))),
    settings: z.optional(z.array(settingsPart)),
  }),
]);
export type CompanyFrame = z.infer<typeof companyFrame>;

/** Conversation socket, server to client. */
export const conversationFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message.created'), seq: z.int(), message }),
  z.object({ type: z.literal('message.updated'), seq: z.int(), message }),
  z.object({ type: z.literal('conversation.updated'), seq: z.int(), conversation }),
  z.object({ type: z.literal('typing'), userId, name: z.string(), isTyping: z.boolean() }),
  z.object({ type: z.literal('viewers'), viewers: z.array(viewer) }),
]);
export type ConversationFrame = z.infer<typeof conversationFrame>;

/** Conversation socket, client to server. Repeated every few seconds while a person types; it lapses by itself. */
export const conversationCommand = z.strictObject({ type: z.literal('typing'), isTyping: z.boolean() });
export type ConversationCommand = z.infer<typeof conversationCommand>;

/** How long a typing sign stands without being renewed, in milliseconds. Ours. */
export const TYPING_LAPSES_AFTER_MS = 6_000;
/** The longest frame a client may send, in characters. Ours: every command fits in a fraction of it. */
export const MAX_COMMAND_CHARACTERS = 512;
/**
 * Sent by the client as plain text, at least every `PING_EVERY_MS`; answered with `pong` without waking the object. It
 * says that both are there, and not that the client reads.
 */
export const PING = 'ping';
export const PONG = 'pong';
export const PING_EVERY_MS = 25_000;
/**
 * Sent by the server as plain text to a client that was sent much, `mark` and a word that nobody can guess; the client
 * answers `read` and the word once it has read so far. One that does not is sent no more than `MAX_UNREAD_CHARACTERS`, is
 * closed with `CLOSE_TOO_SLOW`, and asks for what it missed when it comes back.
 */
export const markText = (word: string): string => `mark ${word}`;
export const readText = (word: string): string => `read ${word}`;
/** The word of a mark; null for every other text. */
export const wordOfMark = (text: string): string | null => /^mark (\w{1,64})$/.exec(text)?.[1] ?? null;
/** The word of an answer to a mark; null for every other text. */
export const wordOfRead = (text: string): string | null => /^read (\w{1,64})$/.exec(text)?.[1] ?? null;
/** Ours: the platform keeps what is not read in the object's memory of 128 MB, and tells nobody how much that is. */
export const MAX_UNREAD_CHARACTERS = 4 * 1_024 * 1_024;
/** Close codes of ours (the 4000s are free for applications, RFC 6455 section 7.4.2): not a command; signed out; it does not read. */
export const CLOSE_FRAME_REFUSED = 4400;
export const CLOSE_SIGNED_OUT = 4403;
export const CLOSE_TOO_SLOW = 4408;
