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
  'webhook.planned',
  'webhook.claimed',
  'webhook.called',
  'webhook.committed',
  // What their shops and forms post.
  'event.accepted',
  'event.kept',
  'event.on_timeline',
  'event.sent',
  'event.finished',
  // Files of messages.
  'media.read',
  'media.stored',
  'media.committed',
  'media.told',
  // An agent has read a thread.
  'seen.asked',
  'seen.committed',
  'seen.read',
  'seen.told',
  // What could not be done, and goes back.
  'letter.kept',
  'letter.redrive_asked',
  'letter.put_back',
  'letter.marked',
  // Every job of every lane.
  'job.done',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Reports that the work has come to the point. In a proof the answer may never come. */
export type ReachCrashPoint = (point: CrashPoint) => Promise<void> | undefined;

/** Nobody interrupts anything. */
export const GO_ON: ReachCrashPoint = () => undefined;
