import type { Replay } from '../../contracts/api/replays.ts';
import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { findReplay, finishReplay } from './queries.ts';
import { replayOf } from './rules.ts';

/** Stops a replay after the slice that is being read. One that has ended stays as it ended. */
export async function cancelReplay(
  ctx: Pick<Context, 'tenant' | 'clock'>,
  companyId: string,
  id: string,
): Promise<Replay> {
  const db = ctx.tenant(companyId);
  if ((await findReplay(db, id)) === null) throw new NotFoundError('replay');
  const end = { state: 'cancelled', error: null, atMs: ctx.clock.nowMs() } as const;
  await db.batch([finishReplay(db, id, end)]);
  const row = await findReplay(db, id);
  if (row === null) throw new NotFoundError('replay');
  return replayOf(row);
}
