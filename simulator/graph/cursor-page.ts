import { MetaRefusal } from '../meta/errors.ts';
import type { JsonObject } from '../world/types.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 1000;

/** Graph's cursor paging: `after` and `before` are opaque, `next` only when there is more. */
export function pageOf<T>(
  items: readonly T[],
  request: Request,
  idOf: (item: T) => string,
): { items: T[]; paging: JsonObject } {
  const url = new URL(request.url);
  const limit = Math.min(Number(url.searchParams.get('limit') ?? DEFAULT_LIMIT), MAX_LIMIT);
  if (!Number.isInteger(limit) || limit < 1)
    throw new MetaRefusal(100, { details: 'Param limit must be a positive integer.' });
  const position = (name: string): number | undefined => {
    const cursor = url.searchParams.get(name);
    if (cursor === null) return undefined;
    const id = Buffer.from(cursor, 'base64url').toString();
    const index = items.findIndex((item) => idOf(item) === id);
    if (index === -1) throw new MetaRefusal(100, { details: `Param ${name} is not a valid cursor.` });
    return index;
  };
  const after = position('after');
  const before = position('before');
  const start =
    after === undefined ? Math.max(0, (before ?? 0) - (before === undefined ? 0 : limit)) : after + 1;
  const end = Math.min(start + limit, before ?? items.length);
  const page = items.slice(start, end);
  const first = page[0];
  const last = page.at(-1);
  if (first === undefined || last === undefined) return { items: [], paging: {} };
  const cursorOf = (item: T) => Buffer.from(idOf(item)).toString('base64url');
  url.searchParams.delete('access_token');
  url.searchParams.delete('before');
  url.searchParams.set('after', cursorOf(last));
  return {
    items: page,
    paging: {
      cursors: { before: cursorOf(first), after: cursorOf(last) },
      ...(end < items.length ? { next: url.href } : {}),
    },
  };
}
