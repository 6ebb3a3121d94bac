import * as z from 'zod/mini';

/** What does not fit is as good as not said. Renamed, because linters take `z.catch` for a promise's. */
const { catch: otherwise } = z;
const word = z.optional(z.nullable(z.string().check(z.maxLength(256))));
const sentence = z.optional(z.nullable(z.string()));
const seconds = z.optional(z.nullable(z.int().check(z.minimum(0), z.maximum(8_640_000_000_000))));
/** A number of people, or one of Meta's tiers. */
const limit = z.optional(z.nullable(z.union([z.int(), z.string().check(z.maxLength(64))])));
/** What is missing or of another shape is as good as not said: it must not hide the rest. */
const lenient = <Shape extends z.ZodMiniType>(shape: Shape) => otherwise(z.optional(z.nullable(shape)), null);

/** The values of account fields, one shape for all. Source: Meta, webhook fields (2026-09-11). */
export const accountValue = z.object({
  event: otherwise(word, null),
  decision: otherwise(word, null),
  display_phone_number: otherwise(word, null),
  current_limit: otherwise(limit, null),
  old_limit: otherwise(limit, null),
  max_daily_conversations_per_business: otherwise(limit, null),
  max_daily_conversation_per_phone: otherwise(limit, null),
  requested_verified_name: otherwise(word, null),
  rejection_reason: otherwise(word, null),
  requester: otherwise(word, null),
  status: otherwise(word, null),
  configuration_name: otherwise(word, null),
  alert_info: lenient(
    z.object({
      alert_severity: otherwise(word, null),
      alert_status: otherwise(word, null),
      alert_type: otherwise(word, null),
      alert_description: otherwise(sentence, null),
    }),
  ),
  ban_info: lenient(
    z.object({ waba_ban_state: otherwise(word, null), waba_ban_date: otherwise(word, null) }),
  ),
  violation_info: lenient(z.object({ violation_type: otherwise(word, null) })),
  restriction_info: lenient(
    z.array(z.object({ restriction_type: otherwise(word, null), expiration: otherwise(seconds, null) })),
  ),
  disconnection_info: lenient(
    z.object({ reason: otherwise(word, null), initiated_by: otherwise(word, null) }),
  ),
  phone_number_settings: lenient(z.record(z.string(), z.unknown())),
  errors: lenient(
    z.array(
      z.object({
        code: z.int(),
        title: sentence,
        message: sentence,
        error_data: z.optional(z.object({ details: sentence })),
      }),
    ),
  ),
  message_template_name: otherwise(word, null),
  message_template_language: otherwise(word, null),
  other_info: lenient(z.object({ title: otherwise(word, null), description: otherwise(sentence, null) })),
  reason: otherwise(word, null),
});
export type AccountValue = z.infer<typeof accountValue>;
