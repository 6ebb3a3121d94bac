import type { Occasion } from '../faults/fault-box.ts';
import { carryMessage, carryMessageAtOnce, holdMessage } from '../phones/carry-message.ts';
import { createCustomer } from '../phones/customers.ts';
import { draftMessage } from '../phones/draft-message.ts';
import { assertNever } from '../world/assert-never.ts';
import { MetaRefusal } from '../meta/errors.ts';
import { limits, mediaRules } from '../meta/limits.ts';
import type { MediaKind } from '../meta/limits.ts';
import { phoneDigits } from '../meta/phone-digits.ts';
import { renderTemplate } from '../meta/render-template.ts';
import type { CheckedSend } from '../meta/send/check-send.ts';
import { createWamid } from '../meta/wamid.ts';
import type {
  BusinessNumber,
  Customer,
  Delivery,
  JsonObject,
  Message,
  RenderedTemplate,
  Template,
} from '../world/types.ts';
import type { World } from '../world/world.ts';
import { namesOfCustomer } from './occasion.ts';
import { isExpired } from './store-media.ts';
import { requireFreshOrder } from './require-fresh-order.ts';
import { findSendableTemplate } from './find-sendable-template.ts';

type Failure = NonNullable<Message['failure']>;

export type AcceptedSend = { messageId: string; answer: JsonObject; earlyDeliveries: Delivery[] };

/** Refuses what Meta refuses at once, else puts the message on its way; later failures come as a status. */
export function acceptSend(world: World, number: BusinessNumber, send: CheckedSend): AcceptedSend {
  if (!number.isRegistered) throw new MetaRefusal(133010);
  if (send.recipient.kind === 'phone' && send.recipient.digits === phoneDigits(number.displayPhoneNumber)) {
    throw new MetaRefusal(131021);
  }
  requireKnownMessage(world, number, send);
  requireKnownMedia(world, number, send);
  requireFreshOrder(world, number, send);
  const { template, rendered } = prepareTemplate(world, number, send);

  const { chatId, customer, isUnknown } = findRecipient(world, number, send);
  const hold = template ? drawnHold(world, number, customer, send) : undefined;
  const failure =
    (hold?.ends === 'dropped' ? { code: 132015 } : undefined) ??
    drawnFailure(world, number, customer, send) ??
    (isUnknown ? { code: 131026 } : undefined) ??
    wrongMediaType(world, send) ??
    marketingFailure(number, customer, template) ??
    windowFailure(world, number, chatId, send);
  if (failure?.code === 131047 && world.settings.get().windowRefusal === 'sync') {
    throw new MetaRefusal(131047, {
      details: 'More than 24 hours have passed since the customer last replied to this number.',
    });
  }

  const atMs = world.clock.nowMs();
  const category = template ? template.category.toLowerCase() : 'service';
  const message = world.store.messages.add(
    draftMessage({
      id: createWamid('from-business', customer ? customer.phone : phoneDigits(chatId), world.ids),
      customerId: chatId,
      ...(customer ? {} : { groupId: chatId }),
      phoneNumberId: number.phoneNumberId,
      direction: 'from-business',
      type: send.type,
      content: send.content,
      replyTo: send.replyTo,
      atMs,
      status: 'accepted',
      callbackData: send.callbackData,
      rendered,
      pricingCategory: customer ? category : `group_${category}`,
      failure: failure ?? null,
    }),
  );
  world.happenings.publish({ kind: 'message.changed', message });

  if (hold) {
    holdMessage(world, message, hold.delayMs);
    return {
      messageId: message.id,
      answer: answerOf(send, customer, message.id, hold.answer),
      earlyDeliveries: [],
    };
  }
  const isShuffling = world.faults.find('shuffle-webhooks') !== undefined;
  const earlyDeliveries = isShuffling ? carryMessageAtOnce(world, message) : [];
  if (!isShuffling) carryMessage(world, message);
  return { messageId: message.id, answer: answerOf(send, customer, message.id), earlyDeliveries };
}

function answerOf(
  send: CheckedSend,
  customer: Customer | null,
  messageId: string,
  status = 'accepted',
): JsonObject {
  return {
    messaging_product: 'whatsapp',
    contacts: [contactOf(send.recipient, customer)],
    messages: [{ id: messageId, ...(send.template ? { message_status: status } : {}) }],
  };
}

function contactOf(recipient: CheckedSend['recipient'], customer: Customer | null): JsonObject {
  switch (recipient.kind) {
    case 'phone':
      return { input: recipient.input, wa_id: customer?.phone };
    case 'user':
      return { input: recipient.userId, user_id: customer?.userId };
    case 'group':
      return { input: recipient.groupId, wa_id: recipient.groupId };
    default:
      return assertNever(recipient);
  }
}

function requireKnownMessage(world: World, number: BusinessNumber, send: CheckedSend): void {
  const isKnown = (id: string) => world.store.messages.find(id)?.phoneNumberId === number.phoneNumberId;
  if (send.replyTo !== null && !isKnown(send.replyTo)) {
    throw new MetaRefusal(131009, { details: 'Param context.message_id is not a known message id' });
  }
  if (send.reactionTo === null) return;
  const target = world.store.messages.find(send.reactionTo);
  if (!target || !isKnown(target.id)) {
    throw new MetaRefusal(131009, { details: 'Param reaction.message_id is not a known message id' });
  }
  if (world.clock.nowMs() - target.atMs > limits.reactionTargetAgeMs) {
    throw new MetaRefusal(131009, { details: 'The message that is reacted to is older than 30 days' });
  }
}

function requireKnownMedia(world: World, number: BusinessNumber, send: CheckedSend): void {
  for (const { kind, id } of listMediaIds(send)) {
    const media = world.store.media.find(id);
    if (media?.phoneNumberId !== number.phoneNumberId || isExpired(world, media)) {
      throw new MetaRefusal(100, {
        message: `(#100) Param ${kind}['id'] is not a valid whatsapp business account media attachment ID`,
        details: `${id} is not a known media id`,
      });
    }
  }
}

/** A file of a type that the message type does not take fails later, as an upload error. */
function wrongMediaType(world: World, send: CheckedSend): Failure | undefined {
  for (const { kind, id } of listMediaIds(send)) {
    const mimeType = world.store.media.find(id)?.mimeType ?? '';
    const base = mimeType.split(';')[0] ?? '';
    if (!mediaRules[kind].mimeTypes.includes(base) && kind !== 'document') {
      return { code: 131053, details: `Unsupported ${kind} mime type ${mimeType}` };
    }
  }
  return undefined;
}

/** Every media id anywhere in the message, with the kind that it is used as. */
function listMediaIds(send: CheckedSend): { kind: MediaKind; id: string }[] {
  const found: { kind: MediaKind; id: string }[] = [];
  const visit = (value: unknown, key: string): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, key);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (isMediaKind(key) && 'id' in value && typeof value.id === 'string')
      found.push({ kind: key, id: value.id });
    for (const [name, inner] of Object.entries(value)) visit(inner, name);
  };
  visit(send.content, send.type);
  return found;
}

function isMediaKind(key: string): key is MediaKind {
  return Object.hasOwn(mediaRules, key);
}

function prepareTemplate(
  world: World,
  number: BusinessNumber,
  send: CheckedSend,
): { template: Template | null; rendered: RenderedTemplate | null } {
  if (!send.template) return { template: null, rendered: null };
  const template = findSendableTemplate(world, number, send.template);
  if (template.category === 'AUTHENTICATION' && send.recipient.kind === 'user') throw new MetaRefusal(131062);
  return { template, rendered: renderTemplate(template, send.template) };
}

/** Whose thread it goes to; `customer` is null for a group. */
type Recipient = { chatId: string; customer: Customer | null; isUnknown: boolean };

function findRecipient(world: World, number: BusinessNumber, send: CheckedSend): Recipient {
  const { recipient } = send;
  if (recipient.kind === 'group') {
    const group = world.store.groups.find(recipient.groupId);
    if (group?.phoneNumberId !== number.phoneNumberId) {
      throw new MetaRefusal(131009, { details: 'Param to is not a group of this business phone number' });
    }
    return { chatId: group.id, customer: null, isUnknown: false };
  }
  const known =
    recipient.kind === 'phone'
      ? world.store.customers.findByPhone(recipient.digits)
      : world.store.customers.findByUserId(recipient.userId);
  if (known) return { chatId: known.id, customer: known, isUnknown: false };
  // Somebody must own the thread in which the failed message is shown.
  const customer =
    recipient.kind === 'phone'
      ? createCustomer(world, { phone: recipient.digits, name: `+${recipient.digits}` })
      : createCustomer(world, { userId: recipient.userId, isPhoneHidden: true });
  const isUnknown = recipient.kind === 'user' || world.settings.get().unknownRecipients === 'fail';
  return { chatId: customer.id, customer, isUnknown };
}

function drawnHold(world: World, number: BusinessNumber, customer: Customer | null, send: CheckedSend) {
  return world.faults.draw('hold-template', occasionOf(number, customer, send));
}

function drawnFailure(
  world: World,
  number: BusinessNumber,
  customer: Customer | null,
  send: CheckedSend,
): Failure | undefined {
  const fault = world.faults.draw('fail-later', occasionOf(number, customer, send));
  if (!fault) return undefined;
  const { code, details, after } = fault;
  return { code, after, ...(details === undefined ? {} : { details }) };
}

function occasionOf(number: BusinessNumber, customer: Customer | null, send: CheckedSend): Occasion {
  return {
    phoneNumberId: number.phoneNumberId,
    customers:
      send.recipient.kind === 'group' ? [send.recipient.groupId] : customer ? namesOfCustomer(customer) : [],
    type: send.type,
  };
}

function marketingFailure(
  number: BusinessNumber,
  customer: Customer | null,
  template: Template | null,
): Failure | undefined {
  const isStopped = customer?.stoppedMarketingOf?.includes(number.phoneNumberId) ?? false;
  return isStopped && template?.category === 'MARKETING' ? { code: 131050 } : undefined;
}

function windowFailure(
  world: World,
  number: BusinessNumber,
  chatId: string,
  send: CheckedSend,
): Failure | undefined {
  if (send.template) return undefined;
  const last = world.store.messages.findLatestFromCustomer(chatId, number.phoneNumberId);
  const isOpen = last && world.clock.nowMs() - last.atMs < limits.customerServiceWindowMs;
  return isOpen ? undefined : { code: 131047 };
}
