import * as z from 'zod/mini';
import { channel, metaId, twoStepPin } from './channels.ts';

/** Where the window lies in which somebody signs up at Meta, as a path of this deployment. */
export const SIGNUP_PAGE = '/connect/meta';

export const signupOffer = z.object({
  /** The window's path; null where the deployment does not offer Embedded Signup. */
  page: z.nullable(z.string()),
});

/**
 * What Meta's Embedded Signup gave to the browser. None of it is believed: the code is exchanged, and its token has to
 * reach both ids. Meta does not always name the number; then the account's only free one is meant. A number that stays
 * on its phone is not registered; any other one that is not yet needs a PIN, now or later.
 */
export const embeddedSignupRequest = z.strictObject({
  code: z.string().check(z.trim(), z.minLength(1), z.maxLength(2048)),
  phoneNumberId: z.optional(metaId),
  wabaId: metaId,
  coexistence: z._default(z.boolean(), false),
  pin: z.optional(twoStepPin),
});
export type EmbeddedSignupRequest = z.infer<typeof embeddedSignupRequest>;

/** The channel stands in any case. One that is not registered receives and sends once `repair` is given its PIN. */
export const signedUpChannel = z.extend(channel, {
  isRegistered: z.boolean(),
  /** Why it could not be registered with the PIN that was given. */
  registrationProblem: z.nullable(z.string()),
});
export type SignedUpChannel = z.infer<typeof signedUpChannel>;
