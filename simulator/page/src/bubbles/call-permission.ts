import type { CardAction } from './card.tsx';
import type { Answer } from './interactive-content.tsx';

/** The two answers of a customer who is asked whether the business may call. */
export function callPermissionActions(onAnswer: Answer): CardAction[] {
  return (['accept', 'reject'] as const).map((response) => ({
    label: response === 'accept' ? 'Allow calls' : 'Not now',
    icon: 'call',
    tap: () =>
      onAnswer('interactive', {
        type: 'call_permission_reply',
        call_permission_reply: { response, response_source: 'user_action' },
      }),
  }));
}
