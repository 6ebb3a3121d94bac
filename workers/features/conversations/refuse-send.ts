import { ValidationError } from '../../platform/errors.ts';
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
