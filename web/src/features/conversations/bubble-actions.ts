import type { ReadonlySignal } from '@preact/signals';
import type {
  DecisionRequest,
  Message,
  MessageReaction,
} from '../../../../workers/contracts/api/messages.ts';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import type { MediaLinks } from './media-links-store.ts';
import type { WholeContents } from './whole-contents.ts';
import type { Sending } from './sending.rules.ts';
import type { PendingMessage } from './thread.rules.ts';

/** What is shown over the thread, about one message. */
export interface Overlay {
  kind: 'menu' | 'info' | 'edits' | 'reactions' | 'viewer' | 'list' | 'life' | 'forward';
  messageId: string;
  anchor: HTMLElement;
}

export interface ContactToSave {
  name: string;
  phone: string;
}

/** What a bubble can do, and what it asks of the thread around it. */
export interface BubbleActions {
  retry: (messageId: string) => void;
  sendAgain: (key: string) => void;
  edit: (pending: PendingMessage) => void;
  discard: (key: string) => void;
  reply: (message: Message) => void;
  react: (message: Message, emoji: string) => void;
  /** What a person says became of a message whose answer was lost. */
  decide: (messageId: string, outcome: DecisionRequest['outcome']) => void;
  retryMedia: (message: Message) => void;
  saveContact: (card: ContactToSave) => void;
  open: (overlay: Overlay) => void;
  /** Goes to the message that another one answers. */
  jump: (messageId: string) => void;
  /** The message that another one answers; null while it is fetched, or where it is not known. */
  quoted: (message: Message) => Message | null;
  authorOf: (message: Message) => string;
  reactorOf: (reaction: MessageReaction) => string;
  /** The template by which a message was written, once it is known here. */
  templateOf: (message: Message) => Template | null;
  links: MediaLinks;
  wholes: WholeContents;
  canWrite: boolean;
  /** What can be sent now: it changes when the 24 hours end, and when the customer writes. */
  sending: ReadonlySignal<Sending>;
  /** Opens the choice of a template. */
  writeTemplate: () => void;
  isGroup: boolean;
  /** The customer's number, without plus sign; null where it is hidden. */
  phone: string | null;
}

export interface ContentProps {
  message: Message;
  actions: BubbleActions;
}
