import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { commitTemplates } from './commit-templates.ts';
import { doneAtProvider } from './done-at-provider.ts';
import { findAccountOf } from './find-account.ts';
import { deleteTemplate as deleteStatement, findTemplate } from './queries.ts';

/** Deletes one language variant, at Meta and here. Meta keeps an approved name for 30 days. */
export async function deleteTemplate(
  ctx: Pick<Context, 'tenant' | 'clock' | 'envelope' | 'templates' | 'publish'>,
  companyId: string,
  templateId: string,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const row = await findTemplate(db, templateId);
  if (row === null) throw new NotFoundError('template');
  const account = await findAccountOf(ctx, companyId, row.wabaId);
  const outcome = await ctx.templates.remove(account, row.name, row.id);
  // What Meta no longer has is deleted already.
  if (outcome.kind !== 'gone') doneAtProvider(outcome);
  await commitTemplates(ctx, db, row.wabaId, [deleteStatement(db, row.id)]);
}
