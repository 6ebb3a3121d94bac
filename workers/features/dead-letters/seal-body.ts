import type { Context } from '../../context.ts';
import type { SealedPlace } from '../../platform/security/envelope.ts';
import type { DeadLetterRow } from './queries.ts';

type Whose = Pick<DeadLetterRow, 'id' | 'companyId'>;

/** Queue bodies hold customers' texts: they are sealed like secrets. */
export function sealBody(ctx: Pick<Context, 'envelope'>, letter: Whose, body: unknown): Promise<string> {
  // JSON.stringify gives no text for undefined; a lone surrogate would not seal.
  const text = (JSON.stringify(body) ?? 'null').toWellFormed();
  return ctx.envelope.seal(placeOf(letter), text);
}

export async function openBody(
  ctx: Pick<Context, 'envelope'>,
  letter: Whose & { bodySealed: string },
): Promise<unknown> {
  return JSON.parse(await ctx.envelope.open(placeOf(letter), letter.bodySealed)) as unknown;
}

function placeOf({ id, companyId }: Whose): SealedPlace {
  return { companyId: companyId ?? 'deployment', table: 'dead_letters', row: id, column: 'body' };
}
