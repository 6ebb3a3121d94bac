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

/** What an agent reads when the number's access token cannot be opened. */
export function explainUnreadableToken(): MessageError {
  return {
    code: 0,
    title: 'Access token unreadable',
    detail:
      'The stored access token of this number cannot be read. An administrator must renew it under Channels.',
  };
}
