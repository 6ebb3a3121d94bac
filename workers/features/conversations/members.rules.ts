import { displayName } from '../contacts/index.ts';
import type { PlacedMessage } from './arrived-row.ts';

/** That somebody is, or is not, a member of a group as of a time. */
export interface MemberNews {
  conversationId: string;
  contactId: string;
  name: string | null;
  isMember: boolean;
  atMs: number;
}

/** What is to be noted of groups' members. */
export interface MembersNews {
  noted: MemberNews[];
  /** `noted` are all members that the group has: nobody else is one as of then. */
  all: { conversationId: string; atMs: number; askedAtMs: number } | null;
}

/** What a note about a group says of its members. */
export function membersNoted({ message, conversation, people }: PlacedMessage): MemberNews[] {
  const isMember = message.members?.isJoining ?? null;
  if (isMember === null) return [];
  return people.map((person) => ({
    conversationId: conversation.id,
    contactId: person.id,
    name: displayName(person),
    isMember,
    atMs: message.sentAtMs,
  }));
}

/** What is known of somebody's membership, by Meta's times; null where nothing was said. */
export interface Membership {
  wroteAtMs: number;
  memberAtMs: number | null;
  goneAtMs: number | null;
}

/** Whoever wrote was a member then. */
export function isMember({ wroteAtMs, memberAtMs, goneAtMs }: Membership): boolean {
  return goneAtMs === null || Math.max(wroteAtMs, memberAtMs ?? 0) > goneAtMs;
}
