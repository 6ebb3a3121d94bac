import type { Sender } from '../port.ts';
import { clipped } from './bounded-text.ts';
import * as wire from './wire.ts';

/** The names by which Meta speaks of somebody, wherever it writes them. */
export interface Named {
  phone: string | undefined;
  userId: string | undefined;
  parentUserId?: string | undefined;
}

/** The people whom a delivery introduces. What cannot be read is left out. */
export function profilesOf(contacts: unknown): wire.Profile[] {
  if (!Array.isArray(contacts)) return [];
  return contacts.flatMap((contact) => {
    const parsed = wire.profile.safeParse(contact);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Who somebody is, as far as their names and the people introduced beside them say. */
export function senderOf({ phone: written, userId, parentUserId }: Named, profiles: wire.Profile[]): Sender {
  const phone = phoneIn(written);
  const profile = profileOf(phone, userId, profiles);
  return {
    phone,
    userId: userId ?? profile?.user_id ?? null,
    parentUserId: parentUserId ?? profile?.parent_user_id ?? null,
    username: clipped(profile?.profile?.username ?? profile?.username, 64),
    profileName: clipped(profile?.profile?.name, 120),
  };
}

/** Whether nothing is known by which somebody could be found again. */
export function isNameless(sender: Sender): boolean {
  return sender.phone === null && sender.userId === null;
}

/** The digits of a number, or null when it is none. */
export function phoneIn(written: string | undefined): string | null {
  const digits = written?.replace(/^\+/, '');
  return digits !== undefined && /^\d{1,20}$/.test(digits) ? digits : null;
}

function profileOf(
  phone: string | null,
  userId: string | undefined,
  profiles: wire.Profile[],
): wire.Profile | undefined {
  return (
    profiles.find((one) => userId !== undefined && one.user_id === userId) ??
    profiles.find((one) => phone !== null && one.wa_id === phone) ??
    // Meta's `wa_id` and `from` may differ in national prefixes (Argentina, Brazil, Mexico): the end is the same.
    profiles.find((one) => phone !== null && one.wa_id?.slice(-8) === phone.slice(-8))
  );
}
