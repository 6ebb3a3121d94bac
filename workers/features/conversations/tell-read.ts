import type { Context } from '../../context.ts';
import { noteUntold } from './seen-queries.ts';
import { tellSeen } from './tell-seen.ts';

/**
 * Tells the customer that what they had written by a time was read. `later`: it is to be tried again. A tick that is given
 * up is no dead letter and alarms nobody: it stands in the life of its message, with the reason.
 */
export async function tellRead(
  ctx: Parameters<typeof tellSeen>[0] & Pick<Context, 'clock'>,
  companyId: string,
  read: { conversationId: string; untilMs: number },
  { tries, isLast }: { tries: number; isLast: boolean },
): Promise<'ended' | 'later'> {
  const end = await tellSeen(ctx, companyId, { ...read, isTyping: false });
  if (end.kind === 'ended') return 'ended';
  if (end.mayBeTakenLater && !isLast) return 'later';
  const { conversationId } = read;
  const { id, reason } = end;
  const db = ctx.tenant(companyId);
  const untold = { kind: 'read_untold', atMs: ctx.clock.nowMs(), reason, tries } as const;
  await db.batch([noteUntold(db, { conversationId, id }, untold)]);
  return 'ended';
}
