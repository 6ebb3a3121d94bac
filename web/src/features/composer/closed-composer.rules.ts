import type { Channel } from '../../../../workers/contracts/api/channels.ts';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import { momentText } from '../conversations/times.rules.ts';
import { windowState } from '../conversations/window.rules.ts';

/** Why nothing can be written here, and whether a template can be sent all the same. */
export interface Closure {
  title: string;
  text: string;
  isTemplateAllowed: boolean;
}

interface Situation {
  conversation: Conversation;
  /** Null while the channels are not loaded. */
  channel: Channel | null;
  canWrite: boolean;
  nowMs: number;
}

/** Null when everything can be sent. */
export const closureOf = ({ conversation, channel, canWrite, nowMs }: Situation): Closure | null => {
  if (!canWrite)
    return closed(
      'You can read here, but not write',
      'Your role is Viewer. Ask an owner or admin to change it.',
    );
  if (channel !== null && channel.disconnectedAtMs !== null)
    return closed(
      `${channel.name} is disconnected`,
      `It was disconnected ${momentText(channel.disconnectedAtMs, nowMs)}. The history stays; to write again, connect the number on the Channels page.`,
    );
  if (conversation.handover !== null)
    return closed(
      `${conversation.handover.app ?? 'Another app'} has this conversation`,
      `Since ${momentText(conversation.handover.sinceMs, nowMs)} another app of your company answers here. Recado shows what is said and stays silent until it is given back.`,
    );
  const window = windowState(conversation.windowEndsAtMs, nowMs);
  if (window.kind === 'never')
    return {
      title: 'This customer has not written yet',
      text: 'WhatsApp allows free text only after the customer’s first message. Until then, only an approved template can be sent.',
      isTemplateAllowed: true,
    };
  if (window.kind === 'closed')
    return {
      title: `The 24-hour window closed ${momentText(window.atMs, nowMs)}`,
      text: 'WhatsApp allows free text for 24 hours after the customer’s last message. It opens again when they write; until then, only an approved template can be sent.',
      isTemplateAllowed: true,
    };
  return null;
};

const closed = (title: string, text: string): Closure => ({ title, text, isTemplateAllowed: false });
