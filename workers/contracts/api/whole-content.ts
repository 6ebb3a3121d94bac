import * as z from 'zod/mini';

/** Of a message with more content than is shown with it: how much there is. */
export const wholeContent = z.object({
  /** All of it as JSON text, in bytes. */
  sizeBytes: z.int(),
  /** Whether it can be fetched; what cannot is only in the archive of what came in. */
  isKept: z.boolean(),
  /** How many products, answers or people it names; null where it is no such list. */
  entryCount: z.nullable(z.int()),
  /** Only of orders. `total` is null where a price is missing or there are several currencies. */
  order: z.nullable(
    z.object({
      quantity: z.number(),
      total: z.nullable(z.object({ amount: z.number(), currency: z.string() })),
    }),
  ),
});
export type WholeContent = z.infer<typeof wholeContent>;

/** All of a message's content. */
export const wholeContentAnswer = z.object({ content: z.record(z.string(), z.unknown()) });
