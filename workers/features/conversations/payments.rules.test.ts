import { expect, it } from 'vitest';
import { withPayment } from './payments.rules.ts';

const failed = { status: 'failed', timestamp: 10 };
const paid = { status: 'captured', timestamp: 20 };
const again = { status: 'pending', timestamp: 30 };
const ORDER = { interactive: { type: 'order_details' } };

it.each([
  ['in their order', [failed, paid, again]],
  ['in the other order', [again, paid, failed]],
  ['twice, in any order', [paid, again, failed, paid, failed]],
])('what was paid is paid, whatever is told %s', (_, told) => {
  const content = told.reduce((now, one) => withPayment(now, one) ?? now, JSON.stringify(ORDER));
  expect(JSON.parse(content)).toEqual({ ...ORDER, payment: paid });
});

it('until then the newest word stands, and is told once', () => {
  const content = withPayment(null, failed);
  expect(content).toBe(JSON.stringify({ payment: failed }));
  expect(withPayment(content, failed)).toBeNull();
  expect(withPayment(content, { status: 'pending', timestamp: 5 })).toBeNull();
  expect(withPayment(content, again)).toBe(JSON.stringify({ payment: again }));
});
