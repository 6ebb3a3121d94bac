import type { MetaApp, MetaAppRequest } from '../../contracts/api/access.ts';
import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { forgetMetaApp } from './find-meta-app.ts';
import { findCompany, findMetaAppBySlug, upsertMetaApp } from './queries.ts';

/** Stores, or replaces, the company's own Meta app; both secrets are sealed. */
export async function setMetaApp(
  ctx: Pick<Context, 'config' | 'clock' | 'directory' | 'envelope'>,
  companyId: string,
  input: MetaAppRequest,
): Promise<MetaApp> {
  const company = await findCompany(ctx.directory, companyId);
  if (company === null) throw new NotFoundError('company');
  const place = { companyId, table: 'meta_apps', row: companyId };
  const [appSecretSealed, verifyTokenSealed] = await Promise.all([
    ctx.envelope.seal({ ...place, column: 'app_secret' }, input.appSecret),
    ctx.envelope.seal({ ...place, column: 'verify_token' }, input.verifyToken),
  ]);
  const updatedAtMs = ctx.clock.nowMs();
  await ctx.directory.batch([
    upsertMetaApp(ctx.directory, { companyId, appSecretSealed, verifyTokenSealed, updatedAtMs }),
  ]);
  forgetMetaApp(ctx.config, company.slug);
  return { configured: true, webhookUrl: webhookUrlOf(ctx, company.slug), verifyToken: input.verifyToken };
}

/** Whether the company has an app of its own, and where its webhooks go; its verify token only for who may change it. */
export async function getMetaApp(
  ctx: Pick<Context, 'config' | 'directory' | 'envelope'>,
  companyId: string,
  { mayChange }: { mayChange: boolean },
): Promise<MetaApp> {
  const company = await findCompany(ctx.directory, companyId);
  if (company === null) throw new NotFoundError('company');
  const app = await findMetaAppBySlug(ctx.directory, company.slug);
  const place = { companyId, table: 'meta_apps', row: companyId, column: 'verify_token' };
  const verifyToken =
    app === null || !mayChange ? null : await ctx.envelope.open(place, app.verifyTokenSealed);
  return { configured: app !== null, webhookUrl: webhookUrlOf(ctx, company.slug), verifyToken };
}

function webhookUrlOf(ctx: Pick<Context, 'config'>, slug: string): string {
  return `${ctx.config.appUrl}/webhooks/meta/${slug}`;
}
