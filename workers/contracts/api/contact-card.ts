import * as z from 'zod/mini';
import { text } from './outbound-fields.ts';

const word = z.optional(z.string().check(z.maxLength(200)));
/** A person's card, as the phone can save it. */
export const contactCard = z.strictObject({
  name: z.strictObject({
    formatted_name: text(200),
    first_name: word,
    last_name: word,
    middle_name: word,
    suffix: word,
    prefix: word,
  }),
  phones: z.optional(
    z.array(z.strictObject({ phone: word, wa_id: word, type: word })).check(z.maxLength(20)),
  ),
  emails: z.optional(z.array(z.strictObject({ email: word, type: word })).check(z.maxLength(20))),
  addresses: z.optional(
    z
      .array(
        z.strictObject({
          street: word,
          city: word,
          state: word,
          zip: word,
          country: word,
          country_code: word,
          type: word,
        }),
      )
      .check(z.maxLength(20)),
  ),
  urls: z.optional(z.array(z.strictObject({ url: word, type: word })).check(z.maxLength(20))),
  org: z.optional(z.strictObject({ company: word, department: word, title: word })),
  birthday: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))),
});
