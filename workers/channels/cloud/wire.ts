import * as z from 'zod/mini';

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
  display_phone_number: z.optional(text),
});

export const profile = z.object({
  wa_id: z.optional(text),
  user_id: z.optional(id),
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

export const message = z.object({
  id,
  from: z.optional(z.string().check(z.maxLength(64))),
  from_user_id: z.optional(id),
  timestamp: seconds,
  type: z.string().check(z.minLength(1), z.maxLength(64), z.refine(isStorable)),
  errors: z.optional(z.array(wireError)),
});

export const status = z.object({
  id,
  status: z.string().check(z.minLength(1), z.maxLength(64)),
  timestamp: seconds,
  biz_opaque_callback_data: z.optional(z.string().check(z.maxLength(512))),
  recipient_participant_id: z.optional(id),
  participant_recipient_id: z.optional(id),
  recipient_participant_user_id: z.optional(id),
  errors: z.optional(z.array(wireError)),
});
