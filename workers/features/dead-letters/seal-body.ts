import type { Context } from '../../context.ts';
import type { SealedPlace } from '../../platform/security/envelope.ts';
import type { DeadLetterRow } from './queries.ts';

type Whose = Pick<DeadLetterRow, 'id' | 'companyId'>;

/** Queue bodies hold customers' texts: they are sealed like secrets. */
export function sealBody(ctx: Pick<Context, 'envelope'>, letter: Whose, body: unknown): Promise<string> {
  // A lone surrogate would not seal.
  return ctx.envelope.seal(placeOf(letter), textOf(body).toWellFormed());
}

/** Queues also carry what JSON cannot say, where somebody else fills them; of undefined it gives no text. */
function textOf(body: unknown): string {
  try {
    return JSON.stringify(body) ?? 'null';
  } catch {
    return JSON.stringify({ unwritable: String(body) });
  }
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
