import {
  CircleOff,
  CircleHelp,
  Contact,
  CreditCard,
  FileText,
  Image,
  LayoutTemplate,
  MapPin,
  MessageSquareReply,
  Mic,
  Music,
  Hand,
  Info,
  Pencil,
  Phone,
  ShoppingBag,
  SmilePlus,
  Sticker,
  Video,
  type IconNode,
} from 'lucide';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { readContactCards } from './contact-cards.rules.ts';
import { callWords, durationText, objectOf, partOf, readCall, textOf } from './content.rules.ts';
import { readPayment } from './order-details.rules.ts';
import { withoutMarks } from './formatting.rules.ts';

export interface MessageKind {
  label: string;
  icon: IconNode;
}

const KINDS: Readonly<Record<string, MessageKind>> = {
  image: { label: 'Photo', icon: Image },
  video: { label: 'Video', icon: Video },
  audio: { label: 'Audio', icon: Music },
  voice: { label: 'Voice message', icon: Mic },
  document: { label: 'Document', icon: FileText },
  sticker: { label: 'Sticker', icon: Sticker },
  location: { label: 'Location', icon: MapPin },
  contacts: { label: 'Contact card', icon: Contact },
  interactive: { label: 'Reply', icon: MessageSquareReply },
  button: { label: 'Quick reply', icon: MessageSquareReply },
  template: { label: 'Template', icon: LayoutTemplate },
  reaction: { label: 'Reaction', icon: SmilePlus },
  order: { label: 'Order', icon: ShoppingBag },
  payment: { label: 'Payment', icon: CreditCard },
  system: { label: 'Notice from WhatsApp', icon: Info },
  call: { label: 'Call', icon: Phone },
  revoke: { label: 'Deleted message', icon: CircleOff },
  edit: { label: 'Edited message', icon: Pencil },
  request_welcome: { label: 'Opened the chat', icon: Hand },
  unsupported: { label: 'Cannot be shown here', icon: CircleHelp },
  unknown: { label: 'Cannot be shown here', icon: CircleHelp },
};

/** What to call a message that is more than text; null for plain text. */
export const kindOf = (type: string, isVoice = false): MessageKind | null => {
  if (type === 'text') return null;
  if (type === 'audio' && isVoice) return KINDS['voice'] ?? null;
  return KINDS[type] ?? { label: 'Message of another kind', icon: CircleHelp };
};

/** The kind of a message as it stands now: a deleted one is no photo any more. */
export const kindOfMessage = (
  message: Pick<Message, 'type' | 'media' | 'revokedAtMs'>,
): MessageKind | null =>
  message.revokedAtMs === null ? kindOf(message.type, message.media?.voice) : kindOf('revoke');

/** One line that says what a message is, for quotes and menus. */
export const summaryOf = (message: Message): string => {
  if (message.revokedAtMs !== null) return 'This message was deleted';
  if (message.type === 'call') return callWords(readCall(message));
  if (message.type === 'payment') return readPayment(partOf(message)).words;
  const text = withoutMarks(message.text ?? '');
  if (text !== '') return text;
  if (message.media?.voice === true && message.media.durationMs !== null)
    return `Voice message ${durationText(message.media.durationMs)}`;
  if (message.type === 'document') return message.media?.filename ?? 'Document';
  if (message.type === 'contacts') return readContactCards(message)[0]?.name ?? 'Contact card';
  if (message.type === 'location') return textOf(partOf(message)['name']) || 'Location';
  const part = partOf(message);
  const body = withoutMarks(textOf(objectOf(part['body'])['text']));
  return body === '' ? (kindOf(message.type, message.media?.voice)?.label ?? 'Message') : body;
};
