import { randomBytes as cryptoRandomBytes } from 'node:crypto';

export type RandomBytes = (length: number) => Uint8Array;

/** A number in [0, 1). */
export type Dice = () => number;

export const secureRandomBytes: RandomBytes = (length) => new Uint8Array(cryptoRandomBytes(length));

/** mulberry32: small and repeatable, so that a seeded run meets the same faults in the same order. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<T>(items: readonly T[], dice: Dice): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(dice() * (index + 1));
    const moved = result.splice(other, 1);
    result.splice(index, 0, ...moved);
  }
  return result;
}
