import type { Message } from '../../../../workers/contracts/api/messages.ts';

export const CUSTOMER = `ct_${'0'.repeat(25)}1`;
export const ME = `usr_${'0'.repeat(25)}1`;
export const START_MS = Date.UTC(2026, 10, 24, 9, 0);
export const STEP_MS = 70_000;

/** What a sample says beside what all messages have. */
export type Given = Partial<Message> & Pick<Message, 'type'>;
export const outbound: Partial<Message> = { direction: 'outbound', authorId: ME, status: 'delivered' };

export const context = (given: Partial<NonNullable<Message['context']>>) => ({
  externalId: null,
  messageId: null,
  forwarded: false,
  frequentlyForwarded: false,
  ...given,
});
