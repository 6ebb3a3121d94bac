import { phoneDigits } from '../meta/phone-digits.ts';
import { webhookError } from '../meta/errors.ts';
import type { JsonObject, Message } from '../world/types.ts';
import { callbackOf } from '../world/callback-of.ts';
import type { World } from '../world/world.ts';
import { metadataOf } from '../webhooks/compose-post.ts';
import type { Update } from '../webhooks/update.ts';
import { contactOnWire } from './customer-on-wire.ts';
import { draftMessage } from './draft-message.ts';
import type { Chat } from './write-as-customer.ts';

export type Call = {
  /** Who calls whom. */
  direction: 'USER_INITIATED' | 'BUSINESS_INITIATED';
  outcome: 'answered' | 'missed' | 'rejected' | 'failed';
  durationSeconds: number;
  callbackData?: string | undefined;
};

const SDP = 'v=0\r\no=- 3731 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE audio\r\n';

/** A whole call that ends now: it rings, is taken or not, and ends. Each step is an update of its own. */
export function callBusiness(world: World, chat: Chat, call: Call): { message: Message; updates: Update[] } {
  const { customer, number } = chat;
  const id = world.ids.call();
  const isAnswered = call.outcome === 'answered';
  const endMs = world.clock.nowMs();
  const startMs = isAnswered ? endMs - call.durationSeconds * 1000 : endMs;
  const isFromUser = call.direction === 'USER_INITIATED';
  const own = { id: phoneDigits(number.displayPhoneNumber) };
  const message = world.store.messages.add(
    draftMessage({
      id,
      customerId: customer.id,
      phoneNumberId: number.phoneNumberId,
      direction: isFromUser ? 'from-customer' : 'from-business',
      type: 'call',
      content: { outcome: call.outcome, ...(isAnswered ? { durationSeconds: call.durationSeconds } : {}) },
      atMs: startMs,
      status: isFromUser
        ? callbackOf(number) !== null && number.isSubscribed
          ? 'sending'
          : 'undelivered'
        : 'delivered',
    }),
  );
  world.happenings.publish({ kind: 'message.changed', message });

  const other = customer.isPhoneHidden ? {} : { id: customer.phone };
  const parties = isFromUser
    ? {
        ...('id' in other ? { from: other.id } : {}),
        from_user_id: customer.userId,
        to: own.id,
      }
    : {
        from: own.id,
        ...('id' in other ? { to: other.id } : {}),
        to_user_id: customer.userId,
      };
  const change = (rest: JsonObject, messageId?: string): Update => ({
    kind: 'change',
    number,
    field: 'calls',
    ...(messageId === undefined ? {} : { messageId }),
    value: {
      messaging_product: 'whatsapp',
      metadata: metadataOf(number),
      contacts: [contactOnWire(customer)],
      ...rest,
    },
  });
  const common = {
    ...parties,
    direction: call.direction,
    ...(call.callbackData === undefined ? {} : { biz_opaque_callback_data: call.callbackData }),
  };
  const status = (state: string, atMs: number) =>
    change({
      statuses: [
        {
          id,
          timestamp: seconds(atMs),
          type: 'call',
          status: state,
          ...('id' in other ? { recipient_id: other.id } : {}),
          recipient_user_id: customer.userId,
          ...(call.callbackData === undefined ? {} : { biz_opaque_callback_data: call.callbackData }),
        },
      ],
    });
  const connect = change({
    calls: [
      {
        id,
        ...common,
        event: 'connect',
        timestamp: seconds(startMs),
        session: { sdp: SDP, sdp_type: isFromUser ? 'offer' : 'answer' },
      },
    ],
  });
  const terminate = change(
    {
      calls: [
        {
          id,
          ...common,
          event: 'terminate',
          timestamp: seconds(endMs),
          status: isAnswered ? 'COMPLETED' : 'FAILED',
          ...(isAnswered
            ? { start_time: seconds(startMs), end_time: seconds(endMs), duration: call.durationSeconds }
            : {}),
        },
      ],
      ...(call.outcome === 'failed'
        ? { errors: [webhookError(138001, 'The call could not be set up.')] }
        : {}),
    },
    id,
  );
  if (isFromUser) return { message, updates: [connect, terminate] };
  return {
    message,
    updates: [
      change({ calls: [{ id, ...common, event: 'call_created', timestamp: seconds(startMs) }] }),
      status('RINGING', startMs),
      ...(call.outcome === 'rejected' ? [status('REJECTED', startMs)] : []),
      ...(isAnswered ? [status('ACCEPTED', startMs), connect] : []),
      terminate,
    ],
  };
}

function seconds(ms: number): string {
  return String(Math.floor(ms / 1000));
}
