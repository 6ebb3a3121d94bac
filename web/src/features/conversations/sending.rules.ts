import type { Closure } from '../composer/closed-composer.rules.ts';

/** What can be sent in a conversation as it stands: free text, templates alone, or nothing. */
export type Sending = 'all' | 'templates' | 'none';

export const sendingOf = (closure: Closure | null): Sending => {
  if (closure === null) return 'all';
  return closure.isTemplateAllowed ? 'templates' : 'none';
};

/** Whether the API would take a message of this type once more. */
export const canSendAgain = ({ type }: { type: string }, sending: Sending): boolean =>
  sending === 'all' || (sending === 'templates' && type === 'template');

/** Whether a template is what is left to send instead of it. */
export const isForTemplate = ({ type }: { type: string }, sending: Sending): boolean =>
  sending === 'templates' && type !== 'template';
