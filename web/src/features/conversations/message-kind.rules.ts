import {
  CircleOff,
  CircleHelp,
  Contact,
  FileText,
  Image,
  LayoutTemplate,
  MapPin,
  MessageSquareReply,
  Mic,
  Music,
  Info,
  Phone,
  ShoppingBag,
  SmilePlus,
  Sticker,
  Video,
  type IconNode,
} from 'lucide';

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
  system: { label: 'Notice from WhatsApp', icon: Info },
  call: { label: 'Call', icon: Phone },
  revoke: { label: 'Deleted message', icon: CircleOff },
  unsupported: { label: 'Message type not supported by WhatsApp', icon: CircleHelp },
};

/** What to call a message that is more than text; null for plain text. */
export const kindOf = (type: string, isVoice = false): MessageKind | null => {
  if (type === 'text') return null;
  if (type === 'audio' && isVoice) return KINDS['voice'] ?? null;
  return KINDS[type] ?? { label: 'Message of another kind', icon: CircleHelp };
};
