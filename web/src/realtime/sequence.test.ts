import { describe, expect, it } from 'vitest';
import { caughtUpTo, emptySequence, hasGap, receive } from './sequence.rules.ts';

const from = (applied: number) => caughtUpTo(emptySequence, applied);

describe('the order of commits', () => {
  it('moves on with every next number', () => {
    expect(receive(receive(from(4), 5), 6)).toEqual({ applied: 6, ahead: new Set() });
  });

  it('ignores a number that it already has', () => {
    const sequence = from(4);
    expect(receive(sequence, 3)).toBe(sequence);
    expect(receive(sequence, 4)).toBe(sequence);
  });

  it('sees a gap, and closes it when the missing number arrives late', () => {
    const gap = receive(from(4), 6);
    expect(hasGap(gap)).toBe(true);
    expect(gap).toEqual({ applied: 4, ahead: new Set([6]) });
    expect(receive(gap, 5)).toEqual({ applied: 6, ahead: new Set() });
  });

  it('ends the same for every order of arrival', () => {
    const orders = [
      [5, 6, 7, 8],
      [8, 7, 6, 5],
      [6, 5, 8, 7],
      [7, 5, 5, 8, 6],
    ];
    for (const order of orders) {
      let sequence = from(4);
      for (const seq of order) sequence = receive(sequence, seq);
      expect(sequence).toEqual({ applied: 8, ahead: new Set() });
    }
  });

  it('keeps early numbers beyond what the log has told', () => {
    const gap = receive(receive(from(4), 9), 7);
    expect(caughtUpTo(gap, 7)).toEqual({ applied: 7, ahead: new Set([9]) });
    expect(caughtUpTo(gap, 8)).toEqual({ applied: 9, ahead: new Set() });
  });

  it('never goes back', () => {
    expect(caughtUpTo(from(10), 4).applied).toBe(10);
  });

  it('holds frames that came before the greeting', () => {
    const early = receive(emptySequence, 5);
    expect(early.applied).toBeNull();
    expect(caughtUpTo(early, 4)).toEqual({ applied: 5, ahead: new Set() });
  });
});
