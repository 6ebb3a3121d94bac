import type { JsonObject } from '../world/types.ts';

/** What somebody put into their phone, in Meta's shapes. */
export type WrittenMessage = {
  type: string;
  /** What Meta's message object carries under the key of its type; undefined for types without one. */
  content: unknown;
  replyTo?: string | undefined;
  isForwarded?: boolean | undefined;
  isFrequentlyForwarded?: boolean | undefined;
  /** Written in this group instead of to the business alone. */
  groupId?: string | undefined;
  /** Further keys of Meta's message object: referral, errors and the like. */
  extra?: JsonObject | undefined;
  /** Errors of the value that carries the message, for one that Meta could not read. */
  valueErrors?: JsonObject[] | undefined;
  timestampMs?: number | undefined;
  /** A given id repeats or collides on purpose. */
  id?: string | undefined;
};

/** Types that change an earlier bubble, or tell of something, instead of being a bubble of their own. */
export const typesWithoutBubble: ReadonlySet<string> = new Set([
  'edit',
  'revoke',
  'system',
  'request_welcome',
]);
