/** Chance that is the same in every run with the same seed. */
export interface Randomness {
  /** From 0 to 1. */
  next(): number;
  chance(probability: number): boolean;
  below(limit: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  shuffled<T>(list: readonly T[]): T[];
}

/** Source: mulberry32, public domain. */
export function createRandomness(seed: number): Randomness {
  let state = seed;
  const random: Randomness = {
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
    chance: (probability) => random.next() < probability,
    below: (limit) => Math.floor(random.next() * limit),
    pick: (list) => list[random.below(list.length)] ?? list[0],
    shuffled: (list) =>
      list
        .map((one) => ({ one, at: random.next() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ one }) => one),
  };
  return random;
}
