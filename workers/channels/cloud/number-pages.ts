import * as z from 'zod/mini';

/** Numbers of an account that are asked for at once. Ours. */
const NUMBERS_PER_PAGE = 100;
/** Pages that are looked through. Ours: Meta allows 20 numbers at first, and hardly anybody more than some hundred. */
export const MAX_NUMBER_PAGES = 20;

export const numberPage = z.object({
  data: z.array(z.object({ id: z.string() })),
  paging: z.optional(
    z.object({
      cursors: z.optional(z.object({ after: z.optional(z.string()) })),
      next: z.optional(z.string()),
    }),
  ),
});
type NumberPage = z.infer<typeof numberPage>;

/** Where the next page of an account's numbers is asked for, and the first. Source: Meta, cursor-based pagination. */
export function numberPagePath(wabaId: string, after: string | null): string {
  const query = new URLSearchParams({ fields: 'id', limit: String(NUMBERS_PER_PAGE) });
  if (after !== null) query.set('after', after);
  return `${wabaId}/phone_numbers?${query.toString()}`;
}

/** Behind which cursor the next page begins; null on the last one. */
export function nextNumberPage({ paging }: NumberPage, after: string | null): string | null {
  const next = paging?.next === undefined ? undefined : paging.cursors?.after;
  return next === undefined || next === after ? null : next;
}

export const tooManyPages = () => new Error(`more than ${MAX_NUMBER_PAGES} pages of numbers`);
