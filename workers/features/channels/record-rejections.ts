import type { RejectionReason } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { mask } from '../../platform/security/mask.ts';
import { countRejection, insertRejectedItems, type RejectedItemRow } from './queries.ts';

export interface RejectedItem {
  app: string;
  reason: RejectionReason;
  phoneNumberId: string | null;
  content: string;
  receivedAtMs: number;
}

/** The beginning of a rejected item that is kept in the database, in characters, masked. Ours. */
const EXCERPT_CHARACTERS = 300;
/** Rows kept of one batch of items. Ours: they fit one statement; the counts and the archive have all of them. */
const MAX_ROWS = 300;

/** Counts items that were signed but of no use, and keeps them for inspection: the whole in the archive bucket. */
export async function recordRejections(
  ctx: Pick<Context, 'directory' | 'archive' | 'ids' | 'log'>,
  items: readonly RejectedItem[],
): Promise<void> {
  const [first] = items;
  if (first === undefined) return;
  const archiveKey = `rejected/${dayOf(first.receivedAtMs)}/${ctx.ids.next('rej')}.jsonl`;
  await ctx.archive.put(archiveKey, items.map((item) => JSON.stringify(item)).join('\n'));
  const rows = items.slice(0, MAX_ROWS).map((item): RejectedItemRow => ({
    app: item.app,
    id: ctx.ids.next('rej'),
    reason: item.reason,
    phoneNumberId: item.phoneNumberId,
    excerpt: mask(item.content.slice(0, EXCERPT_CHARACTERS).toWellFormed().replaceAll('\u0000', '\uFFFD')),
    archiveKey,
    receivedAtMs: item.receivedAtMs,
  }));
  await ctx.directory.batch([
    insertRejectedItems(ctx.directory, rows),
    countRejection(ctx.directory, countsOf(items)),
  ]);
  ctx.log.warn('webhook.items_rejected', { counts: countsOf(items) });
}

function countsOf(items: readonly RejectedItem[]) {
  const counts = new Map<string, { app: string; day: string; reason: string; count: number }>();
  for (const { app, reason, receivedAtMs } of items) {
    const day = dayOf(receivedAtMs);
    const key = `${app} ${day} ${reason}`;
    const known = counts.get(key) ?? { app, day, reason, count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  return [...counts.values()];
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
