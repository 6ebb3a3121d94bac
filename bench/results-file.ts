import { join } from 'node:path';
import type { Figure, Finding } from './figure.ts';
import type { Machine } from './machine.ts';
import { ROOT } from './places.ts';

export const RESULTS_FILE = join(ROOT, 'bench/results/latest.json');

/** What `npm run bench` writes, and the table of bench/README.md is made of. */
export interface Results extends Machine {
  findings: KeptFinding[];
}

export interface KeptFinding extends Omit<Finding, 'figures'> {
  figures: (Figure & { isMet: boolean | null })[];
  /** Where it was measured apart from the others: when, and on what. */
  apart?: Machine;
}
