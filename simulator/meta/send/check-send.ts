import { z } from 'zod';
import { MetaRefusal } from '../errors.ts';
import { limits } from '../limits.ts';
import { isPhone, phoneDigits } from '../phone-digits.ts';
import { interactiveSchema } from './interactive-content.ts';
import type { InteractiveContent } from './interactive-content.ts';
import { audioSchema, documentSchema, imageSchema, stickerSchema, videoSchema } from './media-content.ts';
import { contactsSchema, locationSchema, reactionSchema, textSchema } from './plain-content.ts';
import { refusalFromIssue } from './refusal-from-issue.ts';
import { templateSchema } from './template-content.ts';
import type { TemplateContent } from './template-content.ts';

const contentSchemas = {
  text: textSchema,
  image: imageSchema,
  video: videoSchema,
  audio: audioSchema,
  document: documentSchema,
  sticker: stickerSchema,
  location: locationSchema,
  contacts: contactsSchema,
  reaction: reactionSchema,
  interactive: interactiveSchema,
  template: templateSchema,
} as const;

export type SendType = keyof typeof contentSchemas;

export const sendTypes = Object.keys(contentSchemas).filter(isSendType);

const envelopeSchema = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.enum(['individual', 'group']).optional(),
  to: z.string().max(200).optional(),
  recipient: z.string().max(200).optional(),
  type: z.string().max(40).optional(),
  context: z.strictObject({ message_id: z.string().min(1).max(limits.wamid) }).optional(),
  biz_opaque_callback_data: z.string().max(limits.callbackData).optional(),
  recipient_identity_key_hash: z.string().max(200).optional(),
  message_activity_sharing: z.boolean().optional(),
  product_policy: z.string().max(100).optional(),
  ...Object.fromEntries(Object.keys(contentSchemas).map((type) => [type, z.unknown().optional()])),
});

const readSchema = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1).max(limits.wamid),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});

export type CheckedSend = {
  kind: 'send';
  type: SendType;
  content: unknown;
  template: TemplateContent | null;
  interactive: InteractiveContent | null;
  reactionTo: string | null;
  recipient:
    | { kind: 'phone'; digits: string; input: string }
    | { kind: 'user'; userId: string }
    | { kind: 'group'; groupId: string };
  replyTo: string | null;
  callbackData: string | null;
};

export type CheckedRead = { kind: 'read'; messageId: string; isTyping: boolean };

/** Meta's documented shapes and limits; throws the refusal that Meta answers with. */
export function checkSend(body: unknown): CheckedSend | CheckedRead {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new MetaRefusal(100, { message: '(#100) The parameter messaging_product is required.' });
  }
  if ('status' in body) return checkRead(body);

  const envelope = parse(envelopeSchema, body, []);
  const given: { [key: string]: unknown } = envelope;
  const type = envelope.type ?? findGivenType(given);
  if (!isSendType(type)) {
    throw new MetaRefusal(131051, {
      details: `Message type is not supported: ${type}. Use one of ${sendTypes.join(', ')}.`,
    });
  }
  const recipient = readRecipient(envelope);
  if (given[type] === undefined) {
    throw new MetaRefusal(131008, { details: `Param ${type} is missing` });
  }
  return {
    kind: 'send',
    type,
    content: parse<unknown>(contentSchemas[type], given[type], [type]),
    template: type === 'template' ? parse(templateSchema, given[type], [type]) : null,
    interactive: type === 'interactive' ? parse(interactiveSchema, given[type], [type]) : null,
    reactionTo: type === 'reaction' ? parse(reactionSchema, given[type], [type]).message_id : null,
    recipient,
    replyTo: envelope.context?.message_id ?? null,
    callbackData: envelope.biz_opaque_callback_data ?? null,
  };
}

function checkRead(body: object): CheckedRead {
  const read = parse(readSchema, body, []);
  return { kind: 'read', messageId: read.message_id, isTyping: read.typing_indicator !== undefined };
}

/** `type` may be left out: it is text then, or what is there (Meta's own samples leave it out beside a list). */
function findGivenType(given: { [key: string]: unknown }): SendType {
  return sendTypes.find((type) => given[type] !== undefined) ?? 'text';
}

/** `to` wins when both are given. */
function readRecipient(envelope: {
  to?: string | undefined;
  recipient?: string | undefined;
  recipient_type?: 'individual' | 'group' | undefined;
}): CheckedSend['recipient'] {
  if (envelope.recipient_type === 'group') {
    if (envelope.to === undefined) {
      throw new MetaRefusal(100, { message: '(#100) The parameter to is required.' });
    }
    return { kind: 'group', groupId: envelope.to };
  }
  if (envelope.to !== undefined) {
    if (!isPhone(envelope.to)) {
      throw new MetaRefusal(131009, { details: 'Param to is not a valid phone number' });
    }
    return { kind: 'phone', digits: phoneDigits(envelope.to), input: envelope.to };
  }
  if (envelope.recipient === undefined) {
    throw new MetaRefusal(100, { message: '(#100) The parameter to is required.' });
  }
  if (!/^[A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}$/.test(envelope.recipient)) {
    throw new MetaRefusal(131009, { details: 'Param recipient is not a valid user id' });
  }
  return { kind: 'user', userId: envelope.recipient };
}

function parse<T>(schema: z.ZodType<T>, value: unknown, path: PropertyKey[]): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw issue ? refusalFromIssue(issue, path) : new MetaRefusal(100);
}

function isSendType(type: string): type is SendType {
  return Object.hasOwn(contentSchemas, type);
}
