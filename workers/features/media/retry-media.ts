import type { Message } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { insertWakeups } from '../../platform/wakeups/queries.ts';
import type { Actor } from '../access/index.ts';
import { readMedia, selectMessagesInThread, type MessageRow } from '../conversations/index.ts';
import { storeMediaState } from './store-media-state.ts';
import { wakeMedia } from './wake-media.ts';

/** When the sweep looks after a file that was asked for, in milliseconds. Ours. */
const WAKEUP_MARGIN_MS = 60_000;

/** A person has a file fetched once more that could not be had. */
export async function retryMedia(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'queues' | 'publish' | 'log' | 'crashPoint'>,
  { companyId, userId }: Pick<Actor, 'companyId' | 'userId'>,
  asked: { conversationId: string; id: string },
): Promise<Message> {
  const db = ctx.tenant(companyId);
  const [, found] = await db.batch(selectMessagesInThread(db, asked.conversationId, [asked.id]));
  const [row] = rowsOf<MessageRow>(found);
  if (row === undefined) throw new NotFoundError('message');
  // It may stand in a conversation that was merged into the one that is shown.
  const ref = { conversationId: row.conversationId, id: row.id };
  const media = readMedia(row);
  if (media?.state !== 'failed') throw notFailed();
  const nowMs = ctx.clock.nowMs();
  const dueAtMs = nowMs + WAKEUP_MARGIN_MS;
  await ctx.directory.batch([
    insertWakeups(ctx.directory, [
      { dueAtMs, companyId, kind: 'media.fetch', ref: `${ref.conversationId}/${ref.id}` },
    ]),
  ]);
  const message = await storeMediaState(
    ctx,
    row,
    { ...media, state: 'pending', problem: null },
    { kind: 'fetch_repeated', atMs: nowMs, userId },
  );
  if (message === null) throw notFailed();
  await wakeMedia(ctx, companyId, ref);
  return message;
}

const notFailed = () =>
  new ConflictError('media_not_failed', 'Only a file that could not be fetched can be fetched again.');
