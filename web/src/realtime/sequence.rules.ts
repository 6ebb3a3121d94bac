/**
 * Which commits of the company's log this client has. `applied` is the last number without a gap before it, null
 * before the greeting; `ahead` are the numbers that came early.
 */
export interface Sequence {
  applied: number | null;
  ahead: ReadonlySet<number>;
}

export const emptySequence: Sequence = { applied: null, ahead: new Set() };

export const hasGap = ({ ahead }: Sequence): boolean => ahead.size > 0;

/** Takes in one number, in any order and any number of times. */
export const receive = (sequence: Sequence, seq: number): Sequence => {
  const { applied, ahead } = sequence;
  if (applied !== null && (seq <= applied || ahead.has(seq))) return sequence;
  return close({ applied, ahead: new Set([...ahead, seq]) });
};

/** Takes in that everything up to `seq` is known, as after loading a list or reading the log. */
export const caughtUpTo = (sequence: Sequence, seq: number): Sequence => {
  const applied = Math.max(seq, sequence.applied ?? 0);
  return close({ applied, ahead: new Set([...sequence.ahead].filter((early) => early > applied)) });
};

const close = ({ applied, ahead }: Sequence): Sequence => {
  if (applied === null) return { applied, ahead };
  const left = new Set(ahead);
  let last = applied;
  while (left.delete(last + 1)) last += 1;
  return { applied: last, ahead: left };
};
