import * as z from 'zod/mini';

/** How Meta says that somebody went through its signup, gave it up, or could not. */
export type SignupEvent =
  | { kind: 'finished'; wabaId: string; phoneNumberId: string | null; coexistence: boolean }
  | { kind: 'cancelled' }
  | { kind: 'failed'; message: string };

const metaId = z.string().check(z.regex(/^\w{1,64}$/));
const event = z.object({
  type: z.literal('WA_EMBEDDED_SIGNUP'),
  event: z.string().check(z.maxLength(64)),
  data: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
});
const finished = z.object({ waba_id: metaId, phone_number_id: z.optional(metaId) });
const failed = z.object({ error_message: z.string() });

/**
 * What a message to the window says of the signup; null for everything else, whoever sent it: only Meta's own origins
 * are believed, each letter for letter. Source: Meta, Embedded Signup, session logging.
 */
export const readSignupEvent = (
  message: { origin: string; data: unknown },
  origins: readonly string[],
): SignupEvent | null => {
  if (!origins.includes(message.origin)) return null;
  const parsed = event.safeParse(typeof message.data === 'string' ? jsonOf(message.data) : message.data);
  if (!parsed.success) return null;
  const { event: name, data } = parsed.data;
  if (name.startsWith('FINISH')) {
    const ids = finished.safeParse(data);
    return ids.success
      ? {
          kind: 'finished',
          wabaId: ids.data.waba_id,
          phoneNumberId: ids.data.phone_number_id ?? null,
          coexistence: name === 'FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING',
        }
      : { kind: 'failed', message: 'Meta did not say which account was chosen. Start again.' };
  }
  const reason = failed.safeParse(data);
  if (name.startsWith('ERROR') || (name.startsWith('CANCEL') && reason.success)) {
    const said = reason.success ? reason.data.error_message.slice(0, 500) : 'Something went wrong at Meta.';
    return { kind: 'failed', message: said };
  }
  return name.startsWith('CANCEL') ? { kind: 'cancelled' } : null;
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
