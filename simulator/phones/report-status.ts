import { webhookError } from '../meta/errors.ts';
import type { JsonObject, Message, MessageStatus } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { Update } from '../webhooks/update.ts';
import { contactOnWire, participantOnWire, recipientOnWire } from './customer-on-wire.ts';

export type StatusReport = {
  status: string;
  error?: { code: number; details?: string | undefined } | undefined;
  timestampMs?: number | undefined;
};

const ranks: Record<string, number> = { accepted: 0, sent: 1, failed: 1, delivered: 2, read: 3, played: 4 };

/** Records what happened to the business's message and gives the update that tells the business. */
export function reportStatus(world: World, messageId: string, report: StatusReport): Update | undefined {
  const message = world.store.messages.find(messageId);
  const number = message && world.store.numbers.find(message.phoneNumberId);
  const recipients = message && findRecipients(world, message, report.status);
  if (!message || !number || !recipients) return undefined;

  const atMs = report.timestampMs ?? world.clock.nowMs();
  const hasPricing = reportsPricing(message, report.status);
  const next: Message = {
    ...message,
    status: furtherStatus(message.status, report.status),
    statusHistory: [
      ...message.statusHistory,
      {
        status: report.status,
        atMs,
        ...(report.error
          ? {
              error: {
                code: report.error.code,
                ...(report.error.details === undefined ? {} : { details: report.error.details }),
              },
            }
          : {}),
      },
    ],
    hasPricingBeenReported: message.hasPricingBeenReported || hasPricing,
  };
  world.store.messages.update(next);
  world.happenings.publish({ kind: 'message.changed', message: next });

  return {
    kind: 'status',
    number,
    contact: report.status === 'failed' ? null : recipients.contact,
    statuses: mapSome(recipients.onWire, (recipient) => ({
      id: message.id,
      status: report.status,
      timestamp: String(Math.floor(atMs / 1000)),
      ...recipient,
      ...(message.callbackData === null ? {} : { biz_opaque_callback_data: message.callbackData }),
      ...(hasPricing ? { pricing: pricingOf(message) } : {}),
      ...(report.error ? { errors: [webhookError(report.error.code, report.error.details)] } : {}),
    })),
  };
}

type Some<T> = [T, ...T[]];
type Recipients = { contact: JsonObject | null; onWire: Some<JsonObject> };

/** In a group every member gets a status of their own, under one message id and in one array. */
function findRecipients(world: World, message: Message, status: string): Recipients | undefined {
  if (message.groupId === undefined) {
    const customer = world.store.customers.find(message.customerId);
    return customer && { contact: contactOnWire(customer), onWire: [recipientOnWire(customer)] };
  }
  const group = { recipient_id: message.groupId, recipient_type: 'group' };
  const [first, ...others] =
    status === 'sent' || status === 'failed'
      ? []
      : (world.store.groups.find(message.groupId)?.memberIds ?? [])
          .map((id) => world.store.customers.find(id))
          .filter((member) => member !== undefined)
          .map((member) => ({ ...group, ...participantOnWire(member) }));
  return { contact: null, onWire: first ? [first, ...others] : [group] };
}

function mapSome<T, U>([first, ...others]: Some<T>, change: (item: T) => U): Some<U> {
  return [change(first), ...others.map(change)];
}

/** Pricing comes with `delivered`, or with `read` when there was no `delivered`; never with both. */
function reportsPricing(message: Message, status: string): boolean {
  return (status === 'delivered' || status === 'read') && !message.hasPricingBeenReported;
}

function pricingOf(message: Message): JsonObject {
  const category = message.pricingCategory ?? 'service';
  const isFree = category === 'service';
  return {
    billable: !isFree,
    pricing_model: 'PMP',
    type: isFree ? 'free_customer_service' : 'regular',
    category,
  };
}

function furtherStatus(current: MessageStatus, reported: string): MessageStatus {
  if (!isSentStatus(reported)) return current;
  return (ranks[reported] ?? 0) >= (ranks[current] ?? 0) ? reported : current;
}

function isSentStatus(status: string): status is MessageStatus {
  return Object.hasOwn(ranks, status);
}
