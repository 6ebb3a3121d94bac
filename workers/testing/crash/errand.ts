import type { Counters } from './count.ts';

/** Something that a company does beside its sends, and the count of what became of it. */
export interface Errand {
  /** One turn of it, in the middle of everything that fails. */
  act(): Promise<void>;
  /** When the faults have ended: whoever got no answer asks again. */
  finish(): Promise<void>;
  count(): Promise<Counters>;
}
