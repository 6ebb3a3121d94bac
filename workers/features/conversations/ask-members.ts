import type { Context } from '../../context.ts';

/** Has WhatsApp asked who is in these groups. When the queue does not take it, whoever opens the list asks again. */
export async function askMembers(
  ctx: Pick<Context, 'queues' | 'log'>,
  companyId: string,
  conversationIds: readonly string[],
): Promise<void> {
  if (conversationIds.length === 0) return;
  try {
    await ctx.queues.jobs.sendBatch(
      conversationIds.slice(0, MAX_ASKED).map((conversationId) => ({
        body: { v: 1, kind: 'group.members', lane: 'jobs', companyId, ref: { conversationId } },
      })),
    );
  } catch (error) {
    ctx.log.warn('group.members_not_queued', { companyId, count: conversationIds.length, error });
  }
}

/** Most messages of one `sendBatch`. Source: Cloudflare Queues limits. */
const MAX_ASKED = 100;
