import type { Context } from '../../context.ts';
import { NotFoundError, ValidationError } from '../../platform/errors.ts';
import { findAccount } from './find-account.ts';
import { syncTemplates } from './sync-templates.ts';

/**
 * The templates of a number that was just connected. What Meta refuses, or a number that is gone by now, is no fault of
 * the job: the page of templates says why when somebody compares there.
 */
export async function syncNewAccount(
  ctx: Pick<Context, 'tenant' | 'clock' | 'envelope' | 'templates' | 'log' | 'publish'>,
  companyId: string,
  channelId: string,
): Promise<void> {
  try {
    await syncTemplates(ctx, companyId, await findAccount(ctx, companyId, channelId));
  } catch (error) {
    if (!(error instanceof ValidationError || error instanceof NotFoundError)) throw error;
    ctx.log.warn('templates.sync_refused', { companyId, channelId, error });
  }
}
