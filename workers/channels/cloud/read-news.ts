import type { InboundItem, InboundMessage, PersonNews, Sender } from '../port.ts';
import { clipped } from './bounded-text.ts';
import { noticeOf, noticeOfItem, type NumberPlace } from './place.ts';
import { isNameless, phoneIn, senderOf } from './read-sender.ts';
import * as wire from './wire.ts';

type IdentityNames = Pick<Sender, 'phone' | 'userId' | 'parentUserId'>;

/** A person wants marketing messages, or no more: beside the news, an event, because the law may ask for it. */
export function readPreference(place: NumberPlace, value: unknown, profiles: wire.Profile[]): InboundItem[] {
  const notice = noticeOfItem(place, 'user_preferences', value);
  const parsed = wire.preference.safeParse(value);
  if (!parsed.success) return [notice];
  const { wa_id: phone, user_id: userId, parent_user_id: parentUserId, timestamp = 0 } = parsed.data;
  const wantsMarketing = { stop: false, resume: true, signup: true }[parsed.data.value];
  const person = senderOf({ phone, userId, parentUserId }, profiles);
  const isOfMarketing = (parsed.data.category ?? 'marketing_messages') === 'marketing_messages';
  if (wantsMarketing === undefined || !isOfMarketing || isNameless(person)) return [notice];
  return [
    {
      kind: 'preference',
      phoneNumberId: place.phoneNumberId,
      person,
      wantsMarketing,
      atMs: timestamp * 1_000,
    },
    notice,
  ];
}

/** A person has another user id, mostly because they have another number. */
export function readUserIdUpdate(place: NumberPlace, value: unknown): InboundItem[] {
  const notice = noticeOfItem(place, 'user_id_update', value);
  const parsed = wire.userIdUpdate.safeParse(value);
  if (!parsed.success) return [notice];
  const { wa_id, user_id: user, parent_user_id: parent, timestamp } = parsed.data;
  const phone = phoneIn(wa_id);
  const change = identityChange(
    place.phoneNumberId,
    { phone, userId: user.previous ?? null, parentUserId: parent?.previous ?? null },
    { phone, userId: user.current ?? null, parentUserId: parent?.current ?? null },
    timestamp * 1_000,
  );
  return change === null ? [notice] : [change, notice];
}

/** What a system message says of its sender beside its text: another number, another user id. */
export function identityChangeOf(message: InboundMessage, value: unknown): PersonNews | null {
  if (message.type !== 'system' || message.origin !== null || !wire.isWire(value)) return null;
  const system = wire.objectIn(value, 'system');
  const { phone, userId, parentUserId } = message.sender;
  const newPhone = phoneIn(wire.textIn(system, 'wa_id') ?? wire.textIn(system, 'new_wa_id') ?? undefined);
  const newUserId = wire.idIn(system, 'user_id');
  if (newPhone === null && newUserId === null) return null;
  return identityChange(
    message.phoneNumberId,
    { phone: phone ?? phoneIn(wire.textIn(system, 'customer') ?? undefined), userId, parentUserId },
    {
      phone: newPhone ?? phone,
      userId: newUserId ?? userId,
      parentUserId: wire.idIn(system, 'parent_user_id') ?? parentUserId,
    },
    message.sentAtMs,
  );
}

function identityChange(
  phoneNumberId: string,
  before: IdentityNames,
  after: IdentityNames,
  atMs: number,
): PersonNews | null {
  const isNews = before.phone !== after.phone || before.userId !== after.userId;
  const isKnown = before.phone !== null || before.userId !== null;
  return isNews && isKnown ? { kind: 'identity', phoneNumberId, before, after, atMs } : null;
}

/** The address book of the company's phone app: one event for all entries of a change. */
export function readAddressBook(
  place: NumberPlace,
  list: unknown[],
  profiles: wire.Profile[],
): InboundItem[] {
  const entries = list.flatMap((value): PersonNews[] => {
    const parsed = wire.addressBookEntry.safeParse(value);
    if (!parsed.success) return [];
    const { action, contact, metadata } = parsed.data;
    const { phone_number: phone, user_id: userId, parent_user_id: parentUserId } = contact;
    const known = senderOf({ phone, userId, parentUserId }, profiles);
    const person = { ...known, username: clipped(contact.username, 64) ?? known.username };
    if (isNameless(person)) return [];
    const name = clipped(contact.full_name ?? contact.first_name, 120);
    return [
      {
        kind: 'address_book',
        phoneNumberId: place.phoneNumberId,
        person,
        name: action === 'remove' ? null : name,
        atMs: (metadata?.timestamp ?? 0) * 1_000,
      },
    ];
  });
  return [...entries, noticeOf({ ...place, value: { state_sync: list } }, place.phoneNumberId)];
}

/** Which of the company's apps has a thread now. As primary app Recado is Meta's `ai_agent`, whatever answers in it. */
export function readHandover(place: NumberPlace): InboundItem[] {
  const notice = noticeOf(place, place.phoneNumberId);
  const parsed = wire.handover.safeParse(place.value);
  if (!parsed.success) return [notice];
  const { sender, type, timestamp } = parsed.data;
  const person = senderOf(
    {
      phone: sender.phone_number ?? sender.wa_id,
      userId: sender.user_id,
      parentUserId: sender.parent_user_id,
    },
    [],
  );
  if (isNameless(person)) return [notice];
  const owner = clipped(wire.textIn(wire.objectIn(place.value, type), 'new_owner_role'), 128);
  const isOurs = owner === null ? type === 'control_taken' : owner === 'ai_agent';
  return [
    {
      kind: 'handover',
      phoneNumberId: place.phoneNumberId,
      person,
      takenBy: isOurs ? null : { app: owner },
      atMs: timestamp * 1_000,
    },
    notice,
  ];
}
