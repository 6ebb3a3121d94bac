import type { Config } from '../../config.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { selectConversation } from './list-queries.ts';
import { tellSeen } from './tell-seen.ts';

/** A typing sign stands for up to 25 seconds (Meta, typing indicators): it is renewed before, in milliseconds. */
export const TYPING_RENEWED_MS = 20_000;
/** Threads remembered per isolate. Ours. */
const MAX_REMEMBERED = 10_000;

const toldAtOf = new WeakMap<Config, Map<string, number>>();

/** An agent is writing an answer: the customer sees "typing…". Said again at once, it costs nothing. */
export async function tellTyping(
  ctx: Pick<
    Context,
    'tenant' | 'clock' | 'config' | 'envelope' | 'channels' | 'log' | 'waitUntil' | 'crashPoint'
  >,
  companyId: string,
  conversationId: string,
): Promise<void> {
  const toldAt = toldAtOf.get(ctx.config) ?? new Map<string, number>();
  toldAtOf.set(ctx.config, toldAt);
  const key = `${companyId} ${conversationId}`;
  const nowMs = ctx.clock.nowMs();
  if (nowMs - (toldAt.get(key) ?? -Infinity) < TYPING_RENEWED_MS) return;
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectConversation(db, conversationId)]);
  if (rowsOf(found).length === 0) throw new NotFoundError('conversation');
  if (toldAt.size >= MAX_REMEMBERED) toldAt.clear();
  toldAt.set(key, nowMs);
  // A sign that is lost with the isolate is none that anybody misses.
  ctx.waitUntil(tellSeen(ctx, companyId, { conversationId, isTyping: true, untilMs: null }));
}
