import { expect, it } from 'vitest';
import { isAllowed, mayMoveTo, mayMoveToGiven, MOVES, OUTBOUND_STATUSES } from './message-moves.ts';

it('has a message sent again only by an answer that says so, or by a person', () => {
  const again = MOVES.filter(({ to }) => to === 'queued');
  expect(again).toEqual([
    { by: 'answer', from: 'sending', to: 'queued' },
    { by: 'person', from: 'failed', to: 'queued' },
    { by: 'person', from: 'unknown', to: 'queued' },
  ]);
});

it('calls the provider only from queued, and lets reports move forward only', () => {
  expect(MOVES.filter(({ to }) => to === 'sending')).toEqual([
    { by: 'claim', from: 'queued', to: 'sending' },
  ]);
  const reached = (from: string) => OUTBOUND_STATUSES.filter((to) => isAllowed(from, to));
  expect(reached('played')).toEqual([]);
  expect(reached('read')).toEqual(['played']);
  expect(reached('delivered')).toEqual(['read', 'played']);
  expect(reached('failed')).toEqual(['queued', 'delivered', 'read', 'played']);
});

it('says in SQL what the table says', () => {
  expect(mayMoveTo('lease', 'unknown')).toBe(`status IN ('sending')`);
  expect(mayMoveToGiven('answer', '?4')).toBe(
    `((status = 'sending' AND ?4 IN ('queued', 'sent', 'failed', 'unknown')) OR (status = 'unknown' AND ?4 IN ('sent')))`,
  );
});
