import type { Message } from '../../../../workers/contracts/api/messages.ts';

/** Messages that nobody wrote: they stand in the middle of the thread. */
const NOTICES: ReadonlySet<string> = new Set(['system', 'request_welcome', 'payment']);
export const isNotice = (message: Pick<Message, 'type'>): boolean => NOTICES.has(message.type);

/** What WhatsApp notes of a customer or a group calls nobody. */
const NEVER_UNREAD: ReadonlySet<string> = new Set(['system', 'payment']);
export const isNeverUnread = (message: Pick<Message, 'type'>): boolean => NEVER_UNREAD.has(message.type);
