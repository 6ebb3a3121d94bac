import type { MessageError } from '../../contracts/api/messages.ts';

/** What an agent reads when a send was begun and nothing is known of its end. */
export function explainLostOutcome(): MessageError {
  return {
    code: 0,
    title: 'Outcome unknown',
    detail:
      'Sending was interrupted, so the message may or may not have been sent. A delivery report will tell, or you decide after some minutes.',
  };
}

/** What an agent reads when the number was disconnected while the message waited. */
export function explainDisconnected(): MessageError {
  return {
    code: 0,
    title: 'Channel disconnected',
    detail: 'This number was disconnected before the message went out. Nothing was sent.',
  };
}

/** What an agent reads when another app took the conversation while the message waited. */
export function explainHandedOver(): MessageError {
  return {
    code: 0,
    title: 'Handed over',
    detail:
      'Another app of your company took this conversation before the message went out. Nothing was sent.',
  };
}

/** What an agent reads when the 24 hours ended while the message waited. */
export function explainWindowClosed(): MessageError {
  return {
    code: 0,
    title: 'Window closed',
    detail:
      'The 24 hours since the customer last wrote ended before the message went out. Nothing was sent: send a template.',
  };
}

/** What an agent reads when the customer stopped marketing while the message waited. */
export function explainOptedOut(): MessageError {
  return {
    code: 0,
    title: 'No marketing wanted',
    detail: 'This person stopped marketing messages before this one went out. Nothing was sent.',
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
