import type { TemplateSync } from '../../contracts/api/templates.ts';
import type { TemplateAccount } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { commitTemplates } from './commit-templates.ts';
import { doneAtProvider } from './done-at-provider.ts';
import { deleteTemplatesBut, noteSync, putTemplates, selectKnown } from './queries.ts';
import { asOf, rowOfListed, type KnownTemplate } from './rules.ts';

/**
 * Makes an account's templates here what they are at Meta, in one batch: new and changed ones are stored, those that
 * Meta no longer has are removed. What webhooks told after Meta was asked stays. It can be repeated at any time.
 */
export async function syncTemplates(
  ctx: Pick<Context, 'tenant' | 'clock' | 'templates' | 'publish'>,
  companyId: string,
  account: TemplateAccount,
): Promise<TemplateSync> {
  const askedAtMs = ctx.clock.nowMs();
  const listed = doneAtProvider(await ctx.templates.list(account));
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectKnown(db, account.wabaId)]);
  const known = new Map(rowsOf<KnownTemplate>(found).map((row) => [row.id, row]));
  const rows = listed.map((one) => rowOfListed(account.wabaId, one, asOf(askedAtMs), known.get(one.id)));
  const ids = listed.map(({ id }) => id);
  const [removed, ...others] = await commitTemplates(ctx, db, account.wabaId, [
    deleteTemplatesBut(db, account.wabaId, ids, asOf(askedAtMs)),
    ...putTemplates(db, rows),
    noteSync(db, account.wabaId, askedAtMs),
  ]);
  return {
    total: rows.length,
    changed: others.slice(0, -1).reduce((sum, { meta }) => sum + meta.changes, 0),
    removed: removed?.meta.changes ?? 0,
    syncedAtMs: askedAtMs,
  };
}
