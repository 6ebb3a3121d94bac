import type { MessageError } from '../../contracts/api/messages.ts';

/** What an agent reads when a send was begun and nothing is known of its end. */
export function explainLostOutcome(): MessageError {
  return {
    code: 0,
    title: 'Outcome unknown',
    detail:
      'Sending was interrupted, so the message may or may not have been sent. A delivery report will tell.',
  };
}
