import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { commitTemplates } from './commit-templates.ts';
import { doneAtProvider } from './done-at-provider.ts';
import { findAccount } from './find-account.ts';
import { deleteVariants, selectVariants } from './queries.ts';

/** Deletes a template with all its languages, at Meta and here. */
export async function deleteTemplatesByName(
  ctx: Pick<Context, 'tenant' | 'clock' | 'envelope' | 'templates' | 'publish'>,
  companyId: string,
  input: { channelId: string; name: string },
): Promise<void> {
  const account = await findAccount(ctx, companyId, input.channelId);
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectVariants(db, account.wabaId, input.name)]);
  if ((found?.results ?? []).length === 0) throw new NotFoundError('template');
  const outcome = await ctx.templates.remove(account, input.name);
  // What Meta no longer has is deleted already.
  if (outcome.kind !== 'gone') doneAtProvider(outcome);
  await commitTemplates(ctx, db, account.wabaId, [deleteVariants(db, account.wabaId, input.name)]);
}
