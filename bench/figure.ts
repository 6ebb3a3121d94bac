/** One measured number, with what was wanted of it. */
export interface Figure {
  /** What was measured, as the table says it. */
  name: string;
  value: number;
  unit: string;
  /** Absent where nothing was promised. */
  target?: Target;
}

export type Target = { atMost: number } | { atLeast: number };

/** What one benchmark found: the figures of the table, and everything else that it counted. */
export interface Finding {
  bench: string;
  figures: Figure[];
  details: unknown;
}

/** Null where nothing was promised. */
export function isMet({ value, target }: Figure): boolean | null {
  if (target === undefined) return null;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

/** A number as people read it: three digits that matter, all digits of large ones. */
export function readable(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(2).replace(/\.?0+$/, '');
}

export function readableTarget(target: Target | undefined): string {
  if (target === undefined) return '';
  return 'atMost' in target ? `≤ ${readable(target.atMost)}` : `≥ ${readable(target.atLeast)}`;
}
