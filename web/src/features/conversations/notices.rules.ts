import type { Message } from '../../../../workers/contracts/api/messages.ts';

/** Messages that nobody wrote: they stand in the middle of the thread. */
const NOTICES: ReadonlySet<string> = new Set(['system', 'request_welcome', 'payment']);
export const isNotice = (message: Pick<Message, 'type'>): boolean => NOTICES.has(message.type);
