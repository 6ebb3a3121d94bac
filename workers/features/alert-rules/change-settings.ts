import type { AlertSettings, ChangeAlertSettings } from '../../contracts/api/alert-settings.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError, ValidationError } from '../../platform/errors.ts';
import { commitSettings } from '../../platform/outbox/commit-settings.ts';
import { listRecipients } from '../access/index.ts';
import { requireReceiverUrl } from '../webhooks-out/index.ts';
import { findSettings, shownSettings } from './get-settings.ts';
import { webhookUrlPlace } from './place-webhook-url.ts';
import { writeSettings } from './queries.ts';

/** Says what a company (or the deployment) wants to be alerted of, and who is told. */
export async function changeSettings(
  ctx: Pick<
    Context,
    'clock' | 'config' | 'directory' | 'envelope' | 'mail' | 'publish' | 'resolveHost' | 'tenant'
  >,
  companyId: string,
  { rules, notify, webhookUrl, version }: ChangeAlertSettings,
): Promise<AlertSettings> {
  const before = await findSettings(ctx, companyId);
  if (before.version !== version) throw changedMeanwhile();
  if (webhookUrl != null) await requireReceiverUrl(ctx, webhookUrl, 'webhookUrl');
  await refuseStrangers(ctx, companyId, notify.userIds);
  const webhook = await webhookOf(ctx, companyId, before, webhookUrl);
  const db = ctx.tenant(companyId);
  const [written] = await commitSettings(ctx, db, 'alerts', [
    writeSettings(db, { rules, notify, ...webhook, seenVersion: version }),
  ]);
  const [row] = rowsOf<{ version: number }>(written);
  if (row === undefined) throw changedMeanwhile();
  return shownSettings(ctx, { rules, notify, ...webhook, version: row.version });
}

const changedMeanwhile = () =>
  new ConflictError('settings_changed', 'Somebody else has changed these settings. Look at them again.');

async function webhookOf(
  ctx: Pick<Context, 'envelope'>,
  companyId: string,
  before: { webhookUrlSealed: string | null; webhookHost: string | null },
  url: string | null | undefined,
): Promise<{ webhookUrlSealed: string | null; webhookHost: string | null }> {
  if (url === undefined)
    return { webhookUrlSealed: before.webhookUrlSealed, webhookHost: before.webhookHost };
  if (url === null) return { webhookUrlSealed: null, webhookHost: null };
  const webhookUrlSealed = await ctx.envelope.seal(webhookUrlPlace(companyId), url);
  return { webhookUrlSealed, webhookHost: new URL(url).host };
}

/** Only people who may see alerts are written to. */
async function refuseStrangers(
  ctx: Pick<Context, 'directory'>,
  companyId: string,
  userIds: readonly string[],
): Promise<void> {
  const known = new Set((await listRecipients(ctx.directory, companyId, userIds)).map(({ id }) => id));
  if (userIds.every((id) => known.has(id))) return;
  throw ValidationError.ofFields([
    { path: 'notify.userIds', message: 'Choose people who administer this, and work here still.' },
  ]);
}
