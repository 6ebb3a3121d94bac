import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { IncomingEventRow } from './rules.ts';

/** The JSON text of what came, from wherever it lies. */
export async function payloadText(
  ctx: Pick<Context, 'archive'>,
  row: Pick<IncomingEventRow, 'payload' | 'payloadKey'>,
): Promise<string> {
  if (row.payload !== null) return row.payload;
  const stored = row.payloadKey === null ? null : await ctx.archive.get(row.payloadKey);
  if (stored === null) throw new NotFoundError('payload any more');
  return stored.text();
}
