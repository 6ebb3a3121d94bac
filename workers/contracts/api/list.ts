import * as z from 'zod/mini';

/** The largest page of any list, in rows. Ours: a page stays under a few hundred kilobytes. */
export const MAX_PAGE_ROWS = 100;

/** Query parameters of every keyset-paginated list. `cursor` is opaque: give back what `nextCursor` said. */
export const pageQuery = {
  cursor: z.optional(z.string().check(z.maxLength(512))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(MAX_PAGE_ROWS)), 50),
};

export const listOf = <Item extends z.core.$ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });
