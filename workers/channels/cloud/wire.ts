import * as z from 'zod/mini';
import { catch as otherwise } from 'zod/mini';

/** An object of Meta's, not yet looked at. */
export type Wire = Record<string, unknown>;

const wire = z.record(z.string(), z.unknown());
const text = z.string();

/** Whether the database gives the text back as it was: not with a NUL, and not with half a surrogate pair. */
const isStorable = (value: string) => value.isWellFormed() && !value.includes('\u0000');

/**
 * An identifier, of at most 256 characters: Meta documents 128 for message ids, and twice that leaves room. One that
 * the database would give back as another is none: it would never be found again.
 */
const id = z.string().check(z.minLength(1), z.maxLength(256), z.refine(isStorable));

/** Meta sends seconds as strings; some of its own examples have numbers. */
const seconds = z.pipe(
  z.union([z.string().check(z.regex(/^\d{1,12}$/)), z.int().check(z.minimum(0), z.maximum(999_999_999_999))]),
  z.transform(Number),
);

export const delivery = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.unknown()),
});

export const entry = z.object({
  id: z.union([id, z.pipe(z.int(), z.transform(String))]),
  time: z.optional(seconds),
  changes: z.array(z.unknown()),
});

export const change = z.object({ field: z.string().check(z.maxLength(128)), value: wire });

export const metadata = z.object({
  phone_number_id: z.string().check(z.regex(/^\w{1,64}$/)),
  display_phone_number: otherwise(z.optional(text), undefined),
});

/** A part that is of no use when it is not as it should be: the whole is read without it. */
const soft = <Schema extends z.ZodMiniType>(schema: Schema) => otherwise(z.optional(schema), undefined);

/** A name of somebody. Some of Meta's examples write numbers as numbers. */
const name = soft(z.union([id, z.pipe(z.int(), z.transform(String))]));

export const profile = z.object({
  wa_id: z.optional(text),
  user_id: z.optional(id),
  parent_user_id: soft(id),
  username: soft(text),
  profile: z.optional(z.object({ name: z.optional(text), username: z.optional(text) })),
});
export type Profile = z.infer<typeof profile>;

export const wireError = z.object({
  code: z.int(),
  title: z.optional(text),
  message: z.optional(text),
  details: z.optional(text),
  error_data: z.optional(z.object({ details: z.optional(text) })),
});
export type WireError = z.infer<typeof wireError>;

export const message = z.object({
  id,
  from: z.optional(z.string().check(z.maxLength(64))),
  from_user_id: z.optional(id),
  from_parent_user_id: soft(id),
  to: soft(z.string().check(z.maxLength(256))),
  to_user_id: soft(id),
  to_parent_user_id: soft(id),
  group_id: z.optional(id),
  timestamp: seconds,
  type: z.string().check(z.minLength(1), z.maxLength(64), z.refine(isStorable)),
  errors: z.optional(z.array(wireError)),
});
export type Message = z.infer<typeof message>;

const pricing = z.object({
  billable: soft(z.boolean()),
  pricing_model: soft(text),
  type: soft(text),
  category: soft(text),
});

export const status = z.object({
  id,
  /** `payment`: it is about an order's payment, not about the message. */
  type: soft(text),
  status: z.string().check(z.minLength(1), z.maxLength(64)),
  timestamp: seconds,
  biz_opaque_callback_data: z.optional(z.string().check(z.maxLength(512))),
  recipient_participant_id: z.optional(id),
  participant_recipient_id: z.optional(id),
  recipient_participant_user_id: z.optional(id),
  participant_recipient_user_id: soft(id),
  pricing: soft(pricing),
  conversation: soft(z.object({ pricing: soft(pricing) })),
  errors: z.optional(z.array(wireError)),
});
export type Status = z.infer<typeof status>;

export const call = z.object({
  id: soft(id),
  wacid: soft(id),
  event: soft(text),
  direction: soft(text),
  status: soft(z.union([text, z.array(text)])),
  from: name,
  from_user_id: name,
  from_parent_user_id: name,
  to: name,
  to_user_id: name,
  to_parent_user_id: name,
  timestamp: soft(seconds),
  start_time: soft(seconds),
  end_time: soft(seconds),
  duration: soft(seconds),
});
export type Call = z.infer<typeof call>;

export const paymentStatus = z.object({
  id,
  status: z.string().check(z.minLength(1), z.maxLength(64)),
  timestamp: seconds,
  from: name,
  recipient_id: name,
  recipient_user_id: name,
  recipient_parent_user_id: name,
  payment: soft(z.record(z.string(), z.unknown())),
});

export const callStatus = z.object({
  id,
  status: z.string().check(z.maxLength(64)),
  timestamp: seconds,
  recipient_id: name,
  recipient_user_id: name,
  recipient_parent_user_id: name,
});

export const preference = z.object({
  wa_id: name,
  user_id: name,
  parent_user_id: name,
  category: soft(text),
  value: z.string().check(z.maxLength(64)),
  timestamp: soft(seconds),
});

const renamed = z.object({ previous: soft(id), current: soft(id) });
export const userIdUpdate = z.object({
  wa_id: name,
  user_id: renamed,
  parent_user_id: soft(renamed),
  timestamp: seconds,
});

export const addressBookEntry = z.object({
  action: z.enum(['add', 'edit', 'remove']),
  contact: z.object({
    full_name: soft(text),
    first_name: soft(text),
    phone_number: name,
    user_id: name,
    parent_user_id: name,
    username: soft(text),
  }),
  metadata: soft(z.object({ timestamp: seconds })),
});

export const handover = z.object({
  sender: z.object({
    phone_number: name,
    wa_id: name,
    user_id: name,
    parent_user_id: name,
  }),
  type: z.enum(['control_passed', 'control_taken']),
  timestamp: seconds,
});

const setting = soft(z.object({ text: soft(text), update_successful: soft(z.boolean()) }));

/** `subject` where a group begins, `group_subject` where it is called otherwise. Source: Meta, groups webhooks. */
export const group = z.object({
  group_id: id,
  type: soft(text),
  subject: soft(text),
  group_subject: setting,
  group_description: setting,
  profile_picture: setting,
  reason: soft(text),
  initiated_by: soft(text),
  timestamp: seconds,
});
export type Group = z.infer<typeof group>;

/** Somebody of a group: `input` is what the business had asked for them by. */
export const groupMember = z.object({
  wa_id: name,
  user_id: name,
  parent_user_id: name,
  username: soft(text),
  input: name,
});

export const historyChunk = z.object({
  metadata: soft(wire),
  threads: soft(z.array(z.unknown())),
  errors: soft(z.array(z.unknown())),
});

export const historyThread = z.object({
  id: z.string().check(z.maxLength(256)),
  messages: z.array(z.unknown()),
});

export function isWire(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The object under a key; an empty one where there is none. */
export function objectIn(value: Wire, key: string): Wire {
  const found = value[key];
  return isWire(found) ? found : {};
}

/** The text under a key; null where there is none. */
export function textIn(value: Wire, key: string): string | null {
  const found = value[key];
  return typeof found === 'string' && found !== '' ? found : null;
}

/** The identifier under a key; null where there is none that could be found again. */
export function idIn(value: Wire, key: string): string | null {
  const parsed = id.safeParse(value[key]);
  return parsed.success ? parsed.data : null;
}
