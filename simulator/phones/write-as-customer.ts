import { createWamid } from '../meta/wamid.ts';
import type { BusinessNumber, Customer, JsonObject, Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { Update } from '../webhooks/update.ts';
import { contactOnWire, senderOnWire } from './customer-on-wire.ts';
import { describeMediaOnWire } from './media-on-wire.ts';

export type WrittenMessage = {
  type: string;
  /** What Meta's message object carries under the key of its type; undefined for types without one. */
  content: unknown;
  replyTo?: string | undefined;
  isForwarded?: boolean | undefined;
  isFrequentlyForwarded?: boolean | undefined;
  /** Further keys of Meta's message object: referral, errors, group_id and the like. */
  extra?: JsonObject | undefined;
  timestampMs?: number | undefined;
  /** A given id repeats or collides on purpose. */
  id?: string | undefined;
};

/** Types that change an earlier bubble, or tell of something, instead of being a bubble of their own. */
const typesWithoutBubble = new Set(['edit', 'revoke', 'system', 'request_welcome']);

/** Puts the message into the thread and gives the update that tells the business. */
export function writeAsCustomer(
  world: World,
  from: { customer: Customer; number: BusinessNumber },
  written: WrittenMessage,
): { message: Message; update: Update } {
  const { customer, number } = from;
  const atMs = written.timestampMs ?? world.clock.nowMs();
  const userDigits = customer.isPhoneHidden ? customer.userId.replaceAll(/\D/g, '') : customer.phone;
  const id = written.id ?? createWamid('from-customer', userDigits, world.ids);
  const content = describeMediaOnWire(world, number, written.type, written.content);
  const status = number.callbackUrl && number.isSubscribed ? 'sending' : 'undelivered';
  const draft: Omit<Message, 'seq'> = {
    id,
    customerId: customer.id,
    phoneNumberId: number.phoneNumberId,
    direction: 'from-customer',
    type: written.type,
    content,
    replyTo: written.replyTo ?? null,
    isForwarded: written.isForwarded ?? written.isFrequentlyForwarded ?? false,
    atMs,
    status,
    statusHistory: [{ status, atMs }],
    callbackData: null,
    rendered: null,
    pricingCategory: null,
    hasPricingBeenReported: false,
    failure: null,
    isRevoked: false,
  };
  const known = world.store.messages.find(id);
  const message =
    known ?? (typesWithoutBubble.has(written.type) ? { ...draft, seq: 0 } : world.store.messages.add(draft));
  changeEarlierBubble(world, written.type, content);
  world.happenings.publish({ kind: 'message.changed', message });
  return {
    message,
    update: {
      kind: 'message',
      number,
      contact: written.type === 'system' ? null : contactOnWire(customer),
      message: {
        ...contextOnWire(world, number, written),
        ...senderOnWire(customer),
        id,
        timestamp: String(Math.floor(atMs / 1000)),
        type: written.type,
        ...(content === undefined ? {} : { [written.type]: content }),
        ...written.extra,
      },
    },
  };
}

function contextOnWire(world: World, number: BusinessNumber, written: WrittenMessage): JsonObject {
  if (written.replyTo !== undefined) {
    const answered = world.store.messages.find(written.replyTo);
    const author =
      answered?.direction === 'from-customer'
        ? world.store.customers.find(answered.customerId)?.phone
        : number.displayPhoneNumber.replaceAll(/\D/g, '');
    return { context: { ...(author === undefined ? {} : { from: author }), id: written.replyTo } };
  }
  if (written.isFrequentlyForwarded) return { context: { frequently_forwarded: true } };
  if (written.isForwarded) return { context: { forwarded: true } };
  return {};
}

function changeEarlierBubble(world: World, type: string, content: unknown): void {
  if ((type !== 'edit' && type !== 'revoke') || !isObject(content)) return;
  const original = world.store.messages.find(String(content['original_message_id']));
  if (!original) return;
  const edited = isObject(content['message']) ? content['message'] : {};
  const next: Message =
    type === 'revoke'
      ? { ...original, isRevoked: true }
      : {
          ...original,
          content: edited[original.type] ?? original.content,
          statusHistory: [...original.statusHistory, { status: 'edited', atMs: world.clock.nowMs() }],
        };
  world.store.messages.update(next);
  world.happenings.publish({ kind: 'message.changed', message: next });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
