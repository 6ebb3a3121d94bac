import { MAX_REPLAY_MS, type CreateReplayRequest, type Replay } from '../../contracts/api/replays.ts';
import type { Context } from '../../context.ts';
import { ConflictError, NotFoundError, ValidationError } from '../../platform/errors.ts';
import { insertWakeups } from '../../platform/wakeups/queries.ts';
import type { Actor } from '../access/index.ts';
import { findChannel } from '../channels/index.ts';
import { insertReplay, listReplayRows, type ReplayRow } from './queries.ts';
import { isOpen, replayOf } from './rules.ts';
import { replayWakeup, wakeReplay } from './wake-replay.ts';

/** Starts to read the archived deliveries of a range again. One at a time for a company. */
export async function startReplay(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'ids' | 'queues' | 'log'>,
  actor: Actor,
  input: CreateReplayRequest,
): Promise<Replay> {
  const nowMs = ctx.clock.nowMs();
  const { fromMs, toMs } = input;
  if (fromMs >= toMs)
    throw ValidationError.ofFields([{ path: 'toMs', message: 'The end must be after the start.' }]);
  if (toMs - fromMs > MAX_REPLAY_MS) {
    throw ValidationError.ofFields([{ path: 'fromMs', message: 'At most 31 days are read at once.' }]);
  }
  const db = ctx.tenant(actor.companyId);
  if (input.channelId !== undefined) {
    const channel = await findChannel(db, input.channelId);
    if (channel === null) throw new NotFoundError('channel');
    if (channel.disconnectedAtMs !== null) {
      throw new ConflictError('channel_disconnected', 'This number is disconnected. Connect it again first.');
    }
  }
  if ((await listReplayRows(db, 20)).some(isOpen)) {
    throw new ConflictError('replay_running', 'Another replay is running. Wait for its end, or cancel it.');
  }
  const row: ReplayRow = {
    companyId: actor.companyId,
    id: ctx.ids.next('rpl'),
    channelId: input.channelId ?? '',
    fromMs,
    toMs,
    state: 'queued',
    cursor: null,
    objectsRead: 0,
    itemsRead: 0,
    error: null,
    createdById: actor.userId,
    createdAtMs: nowMs,
    finishedAtMs: null,
  };
  // The wake-up first: a row without one would wait for ever if the queue message were lost.
  await ctx.directory.batch([insertWakeups(ctx.directory, [replayWakeup(actor.companyId, row.id, nowMs)])]);
  await db.batch([insertReplay(db, row)]);
  await wakeReplay(ctx, actor.companyId, row.id);
  return replayOf(row);
}
