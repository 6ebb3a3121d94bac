import * as z from 'zod/mini';
import type { MediaKind } from '../../../../workers/contracts/api/media.ts';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { outboundContent, type OutboundContent } from '../../../../workers/contracts/api/outbound.ts';
import { SENDABLE_MEDIA } from '../../../../workers/contracts/limits.ts';
import { readContactCards } from './contact-cards.rules.ts';
import { numberOf, partOf, textOf } from './content.rules.ts';

/** What of a message can be sent on to somebody else. The Cloud API has no forwarding: it is sent anew. */
export type Forwardable =
  | { kind: 'content'; content: OutboundContent; text: string }
  | { kind: 'file'; fileKind: MediaKind; filename: string; caption: string };

/** Messages whose words are all there is to say of them. */
const SAID_IN_WORDS: ReadonlySet<string> = new Set(['text', 'button', 'interactive', 'template']);

/** Null where nothing of it can be sent. */
export const forwardableOf = (message: Message): Forwardable | null => {
  if (message.revokedAtMs !== null) return null;
  if (message.media !== null) return fileOf(message);
  const content = contentOf(message);
  const parsed = content === null ? null : z.safeParse(outboundContent, content);
  if (parsed?.success !== true) return null;
  return { kind: 'content', content: parsed.data, text: message.text ?? '' };
};

const contentOf = (message: Message): unknown => {
  if (SAID_IN_WORDS.has(message.type)) return { type: 'text', text: message.text };
  if (message.type === 'contacts') return { type: 'contacts', contacts: cardsOf(message) };
  if (message.type !== 'location') return null;
  const part = partOf(message);
  const name = textOf(part['name']);
  const address = textOf(part['address']);
  return {
    type: 'location',
    location: {
      latitude: numberOf(part['latitude']),
      longitude: numberOf(part['longitude']),
      ...(name === '' ? {} : { name }),
      ...(address === '' ? {} : { address }),
    },
  };
};

/** What every phone shows of a card. */
const cardsOf = (message: Message) =>
  readContactCards(message).map(({ name, phones, emails, organisation }) => ({
    name: { formatted_name: name, first_name: name },
    ...(phones.length === 0
      ? {}
      : {
          phones: phones.map(({ shown, digits, isOnWhatsApp }) => ({
            phone: shown,
            ...(isOnWhatsApp ? { wa_id: digits } : {}),
          })),
        }),
    ...(emails.length === 0 ? {} : { emails: emails.map((email) => ({ email })) }),
    ...(organisation === '' ? {} : { org: { company: organisation } }),
  }));

/** As what it came, or as a document where it is too large for that or of another type. */
const fileOf = ({ media, text }: Message): Forwardable | null => {
  if (media === null || media.state !== 'ready') return null;
  const mimeType = media.mimeType?.split(';')[0] ?? '';
  const fits = (kind: MediaKind) =>
    SENDABLE_MEDIA[kind].mimeTypes.some((one: string) => one === mimeType) &&
    (media.sizeBytes ?? 0) <= SENDABLE_MEDIA[kind].maxBytes;
  const fileKind = ([media.kind, 'document'] as const).find(fits);
  if (fileKind === undefined) return null;
  return { kind: 'file', fileKind, filename: media.filename ?? media.kind, caption: text ?? '' };
};
