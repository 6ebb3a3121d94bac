import type { Contact } from '../../contracts/api/contacts.ts';
import type { Context } from '../../context.ts';
import { AFTER_ALL_CONTACTS, listContactRows, listContactRowsByIds, searchContactIds } from './queries.ts';
import { contactOf, readSearch } from './rules.ts';

/** The company's contacts, the newest first; with `q` those that match, by name, on one page. */
export async function listContacts(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  input: { q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: Contact[]; nextCursor: string | null }> {
  const db = ctx.tenant(companyId);
  if (input.q !== undefined && input.q !== '') {
    const ids = await searchContactIds(db, readSearch(input.q));
    const rows = ids.length === 0 ? [] : await listContactRowsByIds(db, ids);
    const items = rows.map(contactOf).toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
    return { items: items.slice(0, input.limit), nextCursor: null };
  }
  const rows = await listContactRows(db, input.cursor ?? AFTER_ALL_CONTACTS, input.limit + 1);
  const page = rows.slice(0, input.limit);
  return {
    items: page.map(contactOf),
    nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
  };
}
