/**
 * The places at which an interruption would hurt most: between any two of permit, claim, call, answer, commit, telling
 * and acknowledgement. Proofs end the work there; everywhere else nothing happens.
 */
export const CRASH_POINTS = [
  // An agent's request.
  'ask.committed',
  // One try to send.
  'send.read',
  'send.permitted',
  'send.claimed',
  'send.answered',
  'send.answer_kept',
  'outcome.wakeup_written',
  'outcome.committed',
  'outcome.told',
  'outcome.wakeup_deleted',
  // A person has it sent again.
  'repeat.wakeup_written',
  'repeat.committed',
  // The clock.
  'lease.committed',
  'sweep.looked',
  'drain.watched',
  // What comes in.
  'arrival.archived',
  'arrival.committed',
  'arrival.told',
  'status.read',
  'status.committed',
  'status.told',
  // Companies' own systems.
  'webhook.claimed',
  'webhook.called',
  'webhook.committed',
  // Every job of every lane.
  'job.done',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Reports that the work has come to the point. In a proof the answer may never come. */
export type ReachCrashPoint = (point: CrashPoint) => Promise<void> | undefined;

/** Nobody interrupts anything. */
export const GO_ON: ReachCrashPoint = () => undefined;
