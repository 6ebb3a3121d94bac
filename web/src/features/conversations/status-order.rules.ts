import type { MessageStatus } from '../../../../workers/contracts/api/messages.ts';

const ORDER: readonly MessageStatus[] = [
  'queued',
  'sending',
  'unknown',
  'failed',
  'sent',
  'delivered',
  'read',
  'played',
];

/** Of two statuses of one message the one that came later: statuses move forward only. */
export const furthestStatus = (a: MessageStatus, b: MessageStatus): MessageStatus =>
  ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
