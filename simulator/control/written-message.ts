import { z } from 'zod';
import { unsupportedError } from '../meta/errors.ts';
import type { WrittenMessage } from '../phones/written-message.ts';
import { ControlProblem } from './problem.ts';

/** Meta's types for what a customer can write. */
const messageTypes = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive',
  'button',
  'reaction',
  'order',
  'system',
  'edit',
  'revoke',
  'unsupported',
  'unknown',
  'request_welcome',
] as const;

const typesWithoutContent = new Set<string>(['unsupported', 'unknown', 'request_welcome']);

const anyJsonObject = z.record(z.string(), z.unknown());
const contentFields = Object.fromEntries(messageTypes.map((type) => [type, z.unknown().optional()]));

export const writtenMessageSchema = z.strictObject({
  phoneNumberId: z.string().min(1).max(64),
  type: z.enum(messageTypes).default('text'),
  ...contentFields,
  /** Meta timestamps have seconds; threads keep the milliseconds. */
  timestampMs: z.int().min(0).optional(),
  replyTo: z.string().min(1).max(200).optional(),
  forwarded: z.union([z.boolean(), z.literal('frequently')]).optional(),
  id: z.string().min(1).max(200).optional(),
  /** A group that the customer is a member of. */
  groupId: z.string().min(1).max(200).optional(),
  /** Errors beside the message: one whose content Meta could not read comes without any. */
  valueErrors: z.array(anyJsonObject).max(10).optional(),
  /** Further keys of Meta's message object: referral, errors. */
  extra: anyJsonObject.optional(),
});

export function toWrittenMessage(input: z.infer<typeof writtenMessageSchema>): WrittenMessage {
  const given: { [key: string]: unknown } = input;
  const content = given[input.type];
  return {
    type: input.type,
    content: readGiven(input.type, content, input.valueErrors !== undefined),
    replyTo: input.replyTo,
    isForwarded: input.forwarded !== undefined && input.forwarded !== false,
    isFrequentlyForwarded: input.forwarded === 'frequently',
    timestampMs: input.timestampMs,
    id: input.id,
    groupId: input.groupId,
    valueErrors: input.valueErrors,
    extra:
      input.type === 'unsupported' && input.extra === undefined
        ? { errors: [unsupportedError(content)] }
        : input.extra,
  };
}

function readGiven(type: string, content: unknown, isUnreadable: boolean): unknown {
  if (isUnreadable && content === undefined) return undefined;
  return type === 'text' ? readText(content) : readContent(type, content);
}

function readText(content: unknown): object {
  if (typeof content === 'string' && content !== '') return { body: content };
  if (typeof content === 'object' && content !== null && 'body' in content) return content;
  throw new ControlProblem(422, 'text: must be a text, or an object with a body.');
}

function readContent(type: string, content: unknown): unknown {
  if (typeof content === 'object' && content !== null) return content;
  if (content === undefined && typesWithoutContent.has(type)) return undefined;
  throw new ControlProblem(422, `${type}: needs what Meta's message object carries under "${type}".`);
}
