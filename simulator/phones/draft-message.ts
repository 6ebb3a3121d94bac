import type { Message } from '../world/types.ts';

type Given = Pick<
  Message,
  'id' | 'customerId' | 'phoneNumberId' | 'direction' | 'type' | 'content' | 'atMs'
> &
  Pick<Message, 'status'> &
  Partial<Message>;

/** A message as it begins: nothing has happened to it yet. */
export function draftMessage(given: Given): Omit<Message, 'seq'> {
  return {
    replyTo: null,
    isForwarded: false,
    statusHistory: [{ status: given.status, atMs: given.atMs }],
    callbackData: null,
    rendered: null,
    pricingCategory: null,
    hasPricingBeenReported: false,
    failure: null,
    isRevoked: false,
    ...given,
  };
}
