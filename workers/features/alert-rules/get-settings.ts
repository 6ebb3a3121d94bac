import type { AlertSettings } from '../../contracts/api/alert-settings.ts';
import type { Context } from '../../context.ts';
import { selectSettings, settingsOf } from './queries.ts';
import { readSettings, type StoredSettings } from './settings.ts';

/** What a company (or the deployment) wants to be alerted of, and who is told. */
export async function getSettings(
  ctx: Pick<Context, 'mail' | 'tenant'>,
  companyId: string,
): Promise<AlertSettings> {
  return shownSettings(ctx, await findSettings(ctx, companyId));
}

export async function findSettings(ctx: Pick<Context, 'tenant'>, companyId: string): Promise<StoredSettings> {
  const db = ctx.tenant(companyId);
  const [stored] = await db.batch([selectSettings(db)]);
  return readSettings(settingsOf(stored));
}

export function shownSettings(
  { mail }: Pick<Context, 'mail'>,
  { rules, notify, webhookHost, version }: StoredSettings,
): AlertSettings {
  return { rules, notify, webhookHost, canMail: mail !== null, version };
}
