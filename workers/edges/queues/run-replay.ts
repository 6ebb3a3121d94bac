import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import { listChannelRows, selectFacts, type FactRow } from '../../features/channels/index.ts';
import {
  advanceReplay,
  ARCHIVE,
  findReplay,
  finishReplay,
  isOpen,
  keysOf,
  type ReplayRow,
} from '../../features/replays/index.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { Delivery } from './archive-deliveries.ts';
import { isHouseFault } from './faults.ts';
import { ingestAgain } from './ingest-deliveries.ts';

/** Archive objects read by one job. Ours: each holds up to a hundred deliveries. */
const OBJECTS_PER_SLICE = 10;

const delivery = z.object({
  ref: z.string(),
  app: z.string(),
  receivedAtMs: z.number(),
  raw: z.string(),
});

/**
 * Reads the next slice of the archive again for one replay. The cursor in the replay's row moves when a slice is
 * stored: one that was interrupted is read once more, which changes nothing. Gives whether there is a next slice.
 */
export async function runReplay(ctx: Context, companyId: string, replayId: string): Promise<boolean> {
  const db = ctx.tenant(companyId);
  const replay = await findReplay(db, replayId);
  if (replay === null || !isOpen(replay)) return false;
  const finish = (state: 'done' | 'failed', error: string | null) =>
    db.batch([finishReplay(db, replayId, { state, error, atMs: ctx.clock.nowMs() })]);
  const { after, upTo } = keysOf(replay);
  const { objects } = await ctx.archive.list({
    prefix: ARCHIVE,
    startAfter: replay.cursor ?? after,
    limit: OBJECTS_PER_SLICE,
  });
  const keys = objects.map(({ key }) => key).filter((key) => key <= upTo);
  const last = keys.at(-1);
  if (last === undefined) {
    await finish('done', null);
    return false;
  }
  let items = 0;
  try {
    const sinceMs = await readConnections(ctx, companyId);
    for (const key of keys) {
      const scope = { companyId, channelId: replay.channelId === '' ? null : replay.channelId, sinceMs };
      items += await ingestAgain(ctx, scope, await readObject(ctx, companyId, key, replay));
    }
  } catch (error) {
    if (isHouseFault(error)) throw error;
    ctx.log.error('replay.failed', error, { companyId, replayId });
    await finish('failed', 'A part of the archive could not be read again. What came before it was.');
    return false;
  }
  const [advanced] = await db.batch([
    advanceReplay(db, replay, { cursor: last, objects: keys.length, items }),
  ]);
  // Nothing: it was cancelled, or somebody else has read the same slice and goes on.
  return (advanced?.meta.changes ?? 0) > 0;
}

/** Since when each channel is connected: what came before may have been another company's. */
async function readConnections(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
): Promise<ReadonlyMap<string, number>> {
  const db = ctx.tenant(companyId);
  const channels = await listChannelRows(db);
  const [found] = await db.batch([
    selectFacts(
      db,
      channels.map(({ id }) => id),
    ),
  ]);
  const again = rowsOf<FactRow>(found).filter(({ fact }) => fact === 'connection');
  return new Map([
    ...channels.map(({ id, createdAtMs }) => [id, createdAtMs] as const),
    ...again.map(({ channelId, asOfMs }) => [channelId, asOfMs] as const),
  ]);
}

/** The deliveries of an object that are of the range, and that an app of the company's numbers may have signed. */
async function readObject(
  ctx: Pick<Context, 'archive' | 'log'>,
  companyId: string,
  key: string,
  { fromMs, toMs }: ReplayRow,
): Promise<Delivery[]> {
  const object = await ctx.archive.get(key);
  // Its lifetime is over since it was listed.
  if (object === null) return [];
  const found: Delivery[] = [];
  for (const line of (await object.text()).split('\n')) {
    const parsed = delivery.safeParse(jsonIn(line));
    if (!parsed.success) {
      ctx.log.warn('replay.line_unreadable', { companyId, key });
      continue;
    }
    const { app, receivedAtMs } = parsed.data;
    const isInRange = receivedAtMs >= fromMs && receivedAtMs < toMs;
    if (isInRange && (app === 'deployment' || app === companyId)) found.push(parsed.data);
  }
  return found;
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
