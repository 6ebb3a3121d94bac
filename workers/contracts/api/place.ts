import * as z from 'zod/mini';
import { text } from './outbound-fields.ts';

/** A place on the map; the name and the address are what the phone shows. */
export const place = z.strictObject({
  latitude: z.number().check(z.minimum(-90), z.maximum(90)),
  longitude: z.number().check(z.minimum(-180), z.maximum(180)),
  name: z.optional(text(1_000)),
  address: z.optional(text(1_000)),
});
