import type { Webhook, WebhookDelivery } from '../../../../workers/contracts/api/webhooks.ts';
import type { BadgeTone } from '../../ui/badge.tsx';

interface Words {
  label: string;
  tone: BadgeTone;
}

export const stateOfWebhook = (webhook: Webhook): Words => {
  switch (webhook.disabledReason) {
    case 'gone':
      return { label: 'Off: it answered 410', tone: 'danger' };
    case 'failing':
      return { label: 'Off: it failed for days', tone: 'danger' };
    case 'person':
      return { label: 'Off', tone: 'neutral' };
    default:
      return webhook.failingSinceMs === null
        ? { label: 'On', tone: 'success' }
        : { label: 'Failing', tone: 'warning' };
  }
};

export const DELIVERY_WORDS: Record<WebhookDelivery['state'], Words> = {
  pending: { label: 'Waits', tone: 'warning' },
  sending: { label: 'On its way', tone: 'accent' },
  delivered: { label: 'Delivered', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
};

/** Nothing more is tried by itself. */
export const isOver = ({ state }: Pick<WebhookDelivery, 'state'>): boolean =>
  state === 'failed' || state === 'delivered';

/** Families of events with what a person calls them. */
export const EVENT_WORDS: Readonly<Record<string, string>> = {
  'message.received': 'A customer wrote',
  'message.created': 'Your company wrote',
  'message.status': 'A message was sent, delivered, read or failed',
  'message.updated': 'A received message changed',
  'message.reacted': 'Somebody reacted to a message, or took it back',
  'conversation.created': 'A conversation began',
  'conversation.updated': 'A conversation changed',
  'contact.created': 'A new contact',
  'contact.updated': 'A contact changed',
};

/** What the newest try of a delivery says. */
export const lastTryWords = ({ attempts }: WebhookDelivery): string => {
  const last = attempts.at(-1);
  if (last === undefined) return 'Not tried yet';
  const answer = last.status === null ? '' : `Answered ${last.status}`;
  return [answer, last.detail ?? ''].filter((one) => one !== '').join(': ') || 'No answer';
};
