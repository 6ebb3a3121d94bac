import type { Customer, JsonObject } from '../world/types.ts';

/** `contacts[]` of a webhook. A hidden number is omitted, the user id stays. */
export function contactOnWire(customer: Customer): JsonObject {
  return {
    profile: { name: customer.name, ...(customer.username === null ? {} : { username: customer.username }) },
    ...(customer.isPhoneHidden ? {} : { wa_id: customer.phone }),
    user_id: customer.userId,
  };
}

export function senderOnWire(customer: Customer): JsonObject {
  return {
    ...(customer.isPhoneHidden ? {} : { from: customer.phone }),
    from_user_id: customer.userId,
  };
}

export function recipientOnWire(customer: Customer): JsonObject {
  return {
    ...(customer.isPhoneHidden ? {} : { recipient_id: customer.phone }),
    recipient_user_id: customer.userId,
  };
}
