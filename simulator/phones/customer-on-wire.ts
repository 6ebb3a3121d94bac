import type { Customer, JsonObject } from '../world/types.ts';

/** `contacts[]` of a webhook. A hidden number is omitted, the user id stays. */
export function contactOnWire(customer: Customer): JsonObject {
  return {
    profile: { name: customer.name, ...(customer.username === null ? {} : { username: customer.username }) },
    ...(customer.isPhoneHidden ? {} : { wa_id: customer.phone }),
    user_id: customer.userId,
    ...parentOnWire('parent_user_id', customer),
  };
}

export function senderOnWire(customer: Customer): JsonObject {
  return {
    ...(customer.isPhoneHidden ? {} : { from: customer.phone }),
    from_user_id: customer.userId,
    ...parentOnWire('from_parent_user_id', customer),
  };
}

export function recipientOnWire(customer: Customer): JsonObject {
  return {
    ...(customer.isPhoneHidden ? {} : { recipient_id: customer.phone }),
    recipient_user_id: customer.userId,
    ...parentOnWire('recipient_parent_user_id', customer),
  };
}

export function echoRecipientOnWire(customer: Customer): JsonObject {
  return {
    ...(customer.isPhoneHidden ? {} : { to: customer.phone }),
    to_user_id: customer.userId,
    ...parentOnWire('to_parent_user_id', customer),
  };
}

/** A member of a group in a status of the group's message. */
export function participantOnWire(customer: Customer): JsonObject {
  return {
    ...(customer.isPhoneHidden ? {} : { recipient_participant_id: customer.phone }),
    recipient_participant_user_id: customer.userId,
    ...parentOnWire('recipient_participant_parent_user_id', customer),
  };
}

function parentOnWire(key: string, customer: Customer): JsonObject {
  const { parentUserId = null } = customer;
  return parentUserId === null ? {} : { [key]: parentUserId };
}
