import * as z from 'zod/mini';
import { companyId, deadLetterId, timeMs, userId } from '../ids.ts';
import { LANES } from '../queues.ts';
import { jobPlace } from './job-place.ts';
import { listOf, pageQuery } from './list.ts';

/** The last moment that fits an id: the year 10889. */
const MAX_TIME_MS = 2 ** 48 - 1;

/**
 * `open`: somebody must look at it. `redriven`: it is in its queue again. `done`: it succeeded then. `discarded`: a
 * person decided that it shall not be done.
 */
export const DEAD_LETTER_STATES = ['open', 'redriven', 'done', 'discarded'] as const;
export const deadLetterState = z.enum(DEAD_LETTER_STATES);

/**
 * How long a job that was put back has before it counts as lost on its way, in milliseconds. Ours: longer than all tries
 * of any lane together.
 */
export const REDRIVE_LOST_AFTER_MS = 3_600_000;

/**
 * Whether somebody must decide about a letter: it is open, or its job was put back so long ago that its queue must have
 * lost it. Every job may be repeated, so that putting it back again does no harm.
 */
export function isUndecided(letter: Pick<DeadLetter, 'state' | 'changedAtMs'>, nowMs: number): boolean {
  if (letter.state === 'redriven') return nowMs - letter.changedAtMs >= REDRIVE_LOST_AFTER_MS;
  return letter.state === 'open';
}

/** How long dead letters are kept, in days, whatever their state. Ours. */
export const DEAD_LETTER_DAYS = 90;

const lane = z.enum(LANES);
/** What the platform gave up and nobody can say the lane of stands under the queue of the given up. */
const anyLane = z.enum([...LANES, 'dead-letters']);
const kind = z.string().check(z.maxLength(64));
const code = z.string().check(z.maxLength(64));

/** A job that could not be done. */
export const deadLetter = z.object({
  id: deadLetterId,
  /** Null where the job does not say whose it is. */
  companyId: z.nullable(companyId),
  companyName: z.nullable(z.string()),
  /** The queue it came from. */
  lane: z.string(),
  kind: z.string(),
  /** Why, in one word for programs. */
  code: z.string(),
  /** Why, in words; secrets and personal data masked. */
  detail: z.string(),
  /** What it is about: ids by name. */
  ref: z.nullable(z.record(z.string(), z.unknown())),
  attempts: z.int(),
  state: deadLetterState,
  /** How often it was put into its queue again. */
  redrives: z.int(),
  createdAtMs: timeMs,
  changedAtMs: timeMs,
  /** Who put it back or discarded it. */
  changedById: z.nullable(userId),
  /** Why it was discarded. */
  reason: z.nullable(z.string()),
});
export type DeadLetter = z.infer<typeof deadLetter>;
export const deadLetterList = listOf(deadLetter);

/** The same with what the queue message held, secrets and personal data masked; null where it cannot be opened. */
export const inspectedDeadLetter = z.extend(deadLetter, {
  payload: z.unknown(),
  /** While it is in its lane again: how far it is from being tried. */
  place: z.nullable(jobPlace),
});
export type InspectedDeadLetter = z.infer<typeof inspectedDeadLetter>;

/** Each filter works alone and with the others. Times are when a letter was first written, both ends included. */
export const deadLetterQuery = z.strictObject({
  state: z._default(deadLetterState, 'open'),
  lane: z.optional(anyLane),
  kind: z.optional(kind),
  code: z.optional(code),
  fromMs: z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(MAX_TIME_MS))),
  toMs: z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(MAX_TIME_MS))),
  ...pageQuery,
});
export type DeadLetterQuery = z.infer<typeof deadLetterQuery>;

/** In which ways letters of a state have failed: what a filter can be set to. */
export const deadLetterFailure = z.object({ lane: z.string(), kind: z.string(), code: z.string() });
export type DeadLetterFailure = z.infer<typeof deadLetterFailure>;
export const deadLetterFailures = z.object({ items: z.array(deadLetterFailure) });
export const deadLetterFailuresQuery = z.strictObject({ state: z._default(deadLetterState, 'open') });

/** Open letters that failed alike. */
export const deadLetterGroup = z.object({
  lane: z.string(),
  kind: z.string(),
  code: z.string(),
  count: z.int(),
  oldestAtMs: timeMs,
  newestAtMs: timeMs,
});
export type DeadLetterGroup = z.infer<typeof deadLetterGroup>;
export const deadLetterGroups = z.object({ items: z.array(deadLetterGroup) });

export const discardDeadLetterRequest = z.strictObject({
  reason: z.string().check(z.trim(), z.minLength(3), z.maxLength(500)),
});

/** Which open letters are put back: all of those that failed alike. */
export const redriveDeadLettersRequest = z.strictObject({ lane, kind, code });
export type RedriveDeadLettersRequest = z.infer<typeof redriveDeadLettersRequest>;
/** How many there were when it was asked; they go back in slices. */
export const redriveDeadLetters = z.object({ matching: z.int() });
