import type { Replay } from '../../contracts/api/replays.ts';
import type { ReplayRow } from './queries.ts';

const HOUR_MS = 60 * 60 * 1_000;
/** The folder of archived deliveries: `deliveries/<day>/<hour>/`. */
export const ARCHIVE = 'deliveries/';

export function isOpen({ state }: Pick<ReplayRow, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

export function replayOf(row: ReplayRow): Replay {
  return {
    id: row.id,
    channelId: row.channelId === '' ? null : row.channelId,
    fromMs: row.fromMs,
    toMs: row.toMs,
    state: row.state,
    progress: row.state === 'done' ? 1 : progressOf(row),
    itemsRead: row.itemsRead,
    error: row.error,
    createdById: row.createdById,
    createdAtMs: row.createdAtMs,
    finishedAtMs: row.finishedAtMs,
  };
}

/**
 * The keys between which a range's deliveries lie. An object has the hour of its first delivery, and the others of it
 * may have waited in the queue: an hour more on either side.
 */
export function keysOf({ fromMs, toMs }: Pick<ReplayRow, 'fromMs' | 'toMs'>): {
  after: string;
  upTo: string;
} {
  return { after: folderOf(fromMs - HOUR_MS), upTo: `${folderOf(toMs + HOUR_MS)}~` };
}

function folderOf(atMs: number): string {
  return `${ARCHIVE}${new Date(Math.max(0, atMs)).toISOString().slice(0, 13).replace('T', '/')}/`;
}

function progressOf({ cursor, fromMs, toMs }: ReplayRow): number {
  const [, day, hour] = (cursor ?? '').split('/');
  const readMs = day === undefined || hour === undefined ? fromMs : Date.parse(`${day}T${hour}:00:00Z`);
  return Math.min(0.99, Math.max(0, (readMs - fromMs) / Math.max(1, toMs - fromMs)));
}
