import type { MessageError } from '../../contracts/api/messages.ts';

/** From this on a wait is said, in milliseconds. Ours: shorter ones are over before anybody reads it. */
const SAID_FROM_MS = 3_000;
/** A message that is not sent after this says why, however short each of its waits is, in milliseconds. Ours. */
const SAID_AFTER_MS = 10_000;

/** Whether a message that waits for one of Meta's rates says so: it costs rows. */
export function isWaitSaid(waitMs: number, sentAtMs: number, nowMs: number): boolean {
  return waitMs >= SAID_FROM_MS || nowMs - sentAtMs >= SAID_AFTER_MS;
}

/** Why it waits, under the code with which Meta would refuse it. Source: Meta, Cloud API throughput and pair rate limit. */
export function explainRate(rate: 'number' | 'pair'): MessageError {
  return rate === 'pair'
    ? {
        code: 131056,
        title: 'WhatsApp’s rate for one person',
        detail: 'WhatsApp takes one message in six seconds to one person, after a burst of 45.',
      }
    : {
        code: 130429,
        title: 'WhatsApp’s rate for this number',
        detail: 'This number has sent as much as WhatsApp takes in a second. The others go first.',
      };
}
