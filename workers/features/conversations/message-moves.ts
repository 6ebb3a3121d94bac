import type { MessageStatus } from '../../contracts/api/messages.ts';
import { STATUS_RANK } from './rules.ts';

/** Who moves an outbound message: its sender's claim and answer, the clock, the provider's reports, a person. */
export type Mover = 'claim' | 'answer' | 'lease' | 'report' | 'person';

export type OutboundStatus = Exclude<MessageStatus, 'received'>;

export interface Move {
  by: Mover;
  from: OutboundStatus;
  to: OutboundStatus;
}

export const OUTBOUND_STATUSES = [
  'queued',
  'sending',
  'unknown',
  'sent',
  'failed',
  'delivered',
  'read',
  'played',
] as const satisfies readonly OutboundStatus[];

/** What a provider's report can say. */
const REPORTED = ['sent', 'failed', 'delivered', 'read', 'played'] as const;

const moves = (by: Mover, from: OutboundStatus, ...to: readonly OutboundStatus[]): Move[] =>
  to.map((one) => ({ by, from, to: one }));

/**
 * Every state of an outbound message and every move that is allowed; a message begins `queued`. The statements that
 * move messages are made from this table. What was begun and not answered never becomes `queued` by itself: only an
 * answer that says so, or a person, has it sent again.
 */
export const MOVES: readonly Move[] = [
  ...moves('claim', 'queued', 'sending'),
  ...moves('answer', 'sending', 'queued', 'sent', 'failed', 'unknown'),
  // The answer came after the lease had ended: that it was taken is believed, everything else is decided by then.
  ...moves('answer', 'unknown', 'sent'),
  ...moves('lease', 'sending', 'unknown'),
  ...moves('person', 'failed', 'queued'),
  ...moves('person', 'unknown', 'queued', 'sent'),
  // Reports only move forward, and may be faster than everything else, or speak of an earlier try.
  ...OUTBOUND_STATUSES.flatMap((from) =>
    moves('report', from, ...REPORTED.filter((to) => STATUS_RANK[to] > STATUS_RANK[from])),
  ),
];

/** The condition under which `by` may move the row at hand to a status that is known when the statement is written. */
export function mayMoveTo(by: Mover, to: OutboundStatus): string {
  const from = MOVES.filter((move) => move.by === by && move.to === to).map((move) => `'${move.from}'`);
  return `status IN (${from.join(', ')})`;
}

/** The same for a status that the statement is given as a parameter. */
export function mayMoveToGiven(by: Mover, parameter: string): string {
  const ways = OUTBOUND_STATUSES.flatMap((from) => {
    const to = MOVES.filter((move) => move.by === by && move.from === from).map((move) => `'${move.to}'`);
    return to.length === 0 ? [] : [`(status = '${from}' AND ${parameter} IN (${to.join(', ')}))`];
  });
  return `(${ways.join(' OR ')})`;
}

export function isAllowed(from: string, to: string): boolean {
  return MOVES.some((move) => move.from === from && move.to === to);
}
