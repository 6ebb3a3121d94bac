import type { Context } from '../../context.ts';

/** Has the templates of a number that was just connected fetched. When the queue does not take it, a day's comparison does. */
export async function wakeTemplateSync(
  ctx: Pick<Context, 'queues' | 'log'>,
  companyId: string,
  channelId: string,
): Promise<void> {
  try {
    await ctx.queues.jobs.send({ v: 1, kind: 'templates.sync', lane: 'jobs', companyId, ref: { channelId } });
  } catch (error) {
    ctx.log.warn('templates.sync_not_queued', { companyId, channelId, error });
  }
}
