import type { OutboundContent } from '../../contracts/api/outbound.ts';
import { ValidationError } from '../../platform/errors.ts';
import { shownHandover } from './handover.rules.ts';
import { windowEndsAt } from './rules.ts';

/** Free text may be sent for 24 hours after the customer last wrote; Meta would refuse it later. */
export function refuseOutsideWindow(conversation: { lastInboundAtMs: number | null }, nowMs: number): void {
  const endsAtMs = windowEndsAt(conversation.lastInboundAtMs);
  if (endsAtMs !== null && nowMs < endsAtMs) return;
  throw new ValidationError(
    'window_closed',
    endsAtMs === null
      ? 'The customer has not written yet. WhatsApp lets you begin only with a template.'
      : 'More than 24 hours have passed since the customer last wrote. WhatsApp lets you send only a template until they write again.',
    { windowEndsAtMs: endsAtMs, allowedTypes: ['template'] },
  );
}

/** What decides whether anything can be sent to the thread at all. */
export interface Reachable {
  disconnectedAtMs: number | null;
  handover: string | null;
}

/** A number that is disconnected sends nothing. */
export function refuseDisconnected({ disconnectedAtMs }: Pick<Reachable, 'disconnectedAtMs'>): void {
  if (disconnectedAtMs === null) return;
  throw new ValidationError(
    'channel_disconnected',
    'This number is disconnected. Connect it again under Channels to write.',
  );
}

/** A thread whose number is gone, or that another app has. */
export function refuseUnreachable(thread: Reachable): void {
  refuseDisconnected(thread);
  if (shownHandover(thread.handover) !== null) {
    throw new ValidationError(
      'handed_over',
      'Another app of yours has this conversation. Take it back there before you write here.',
    );
  }
}

/** What WhatsApp does not carry into groups. */
export function refuseForGroups(contactKind: 'person' | 'group', { type }: OutboundContent): void {
  if (contactKind === 'group' && type === 'interactive') {
    throw new ValidationError(
      'not_for_groups',
      'WhatsApp does not carry buttons and lists into groups. Write a text.',
    );
  }
}
