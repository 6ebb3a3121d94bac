import * as z from 'zod/mini';
import { messageId } from '../ids.ts';
import { META_LIMITS as LIMITS } from '../limits.ts';
import { contactCard } from './contact-card.ts';
import { interactive } from './interactive.ts';
import { file, isOneFile, text } from './outbound-fields.ts';
import { place } from './place.ts';
import { templateMessage } from './template-message.ts';

const caption = z.optional(text(LIMITS.captionCharacters));

/** The message that is answered; of the same conversation. */
const replyTo = { replyTo: z.optional(messageId) };

/** Meta refuses anything else (131009). Phones write some emoji without the selector that says how they look. */
const ONE_EMOJI = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic})?$/v;

/** Everything that can be sent. Inside `type` it is Meta's own shape. */
export const outboundContent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: text(LIMITS.textCharacters),
    /** Whether the phone shows a picture of the first link; absent: it does. */
    previewUrl: z.optional(z.boolean()),
    ...replyTo,
  }),
  z.strictObject({
    type: z.literal('image'),
    image: z.strictObject({ ...file, caption }).check(isOneFile),
    ...replyTo,
  }),
  z.strictObject({
    type: z.literal('video'),
    video: z.strictObject({ ...file, caption }).check(isOneFile),
    ...replyTo,
  }),
  z.strictObject({
    type: z.literal('audio'),
    audio: z.strictObject({ ...file, voice: z.optional(z.boolean()) }).check(isOneFile),
    ...replyTo,
  }),
  z.strictObject({
    type: z.literal('document'),
    document: z
      .strictObject({ ...file, caption, filename: z.optional(text(LIMITS.filenameCharacters)) })
      .check(isOneFile),
    ...replyTo,
  }),
  z.strictObject({ type: z.literal('sticker'), sticker: z.strictObject(file).check(isOneFile), ...replyTo }),
  z.strictObject({ type: z.literal('location'), location: place, ...replyTo }),
  z.strictObject({
    type: z.literal('contacts'),
    contacts: z.array(contactCard).check(z.minLength(1), z.maxLength(LIMITS.contacts)),
    ...replyTo,
  }),
  z.strictObject({
    type: z.literal('reaction'),
    /** An empty emoji takes the reaction back. */
    reaction: z.strictObject({
      messageId,
      emoji: z.string().check(z.maxLength(32), z.regex(ONE_EMOJI, 'One emoji, or nothing.')),
    }),
  }),
  z.strictObject({ type: z.literal('interactive'), interactive, ...replyTo }),
  z.strictObject({ type: z.literal('template'), template: templateMessage }),
]);
export type OutboundContent = z.infer<typeof outboundContent>;
