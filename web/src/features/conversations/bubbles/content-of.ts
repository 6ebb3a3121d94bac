import type { ComponentType } from 'preact';
import type { ContentProps } from '../bubble-actions.ts';
import { AudioContent } from './audio.tsx';
import { CallContent } from './call.tsx';
import { ContactsContent } from './contacts.tsx';
import { DocumentContent } from './document.tsx';
import { ImageContent } from './image.tsx';
import { InteractiveContent } from './interactive.tsx';
import { LocationContent } from './location.tsx';
import { OrderContent } from './order.tsx';
import { StickerContent } from './sticker.tsx';
import { TemplateContent } from './template.tsx';
import { TemplateButtonContent } from './template-button.tsx';
import { UnknownContent, UnsupportedContent } from './unsupported.tsx';
import { VideoContent } from './video.tsx';

interface Shape {
  /** What stands above the text; null where the text says all. */
  Content: ComponentType<ContentProps> | null;
  /** Whether the message's text is shown under it: a caption, say. Otherwise the content shows it itself. */
  hasText: boolean;
  /** `media` reaches to the bubble's edge, `bare` has no bubble. */
  look: 'plain' | 'media' | 'bare';
}

const plain = (Content: ComponentType<ContentProps>, hasText = false): Shape => ({
  Content,
  hasText,
  look: 'plain',
});
const UNSUPPORTED = plain(UnsupportedContent);

/** One rendering for each type; the names are Meta's. */
const SHAPES: Readonly<Record<string, Shape>> = {
  text: { Content: null, hasText: true, look: 'plain' },
  image: { Content: ImageContent, hasText: true, look: 'media' },
  video: { Content: VideoContent, hasText: true, look: 'media' },
  audio: plain(AudioContent, true),
  document: plain(DocumentContent, true),
  sticker: { Content: StickerContent, hasText: false, look: 'bare' },
  location: plain(LocationContent),
  contacts: plain(ContactsContent),
  interactive: plain(InteractiveContent),
  button: plain(TemplateButtonContent, true),
  template: plain(TemplateContent),
  order: plain(OrderContent, true),
  call: plain(CallContent),
  unsupported: UNSUPPORTED,
  unknown: UNSUPPORTED,
};
const OTHER = plain(UnknownContent, true);

export const shapeOf = (type: string): Shape => SHAPES[type] ?? OTHER;
