import type { MessageHold } from '../../../../workers/contracts/api/messages.ts';

/** Why WhatsApp holds a message back, after "Held by WhatsApp". */
export const HOLD_WORDS: Record<MessageHold['reason'], string> = {
  held_for_quality_assessment: 'for a quality check',
  paused: 'because the template is paused',
};
