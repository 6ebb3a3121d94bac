import type { EditWebhookRequest, Webhook, WebhookWithSecret } from '../../contracts/api/webhooks.ts';
import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { selectLastSeq, seqOf } from '../../platform/outbox/queries.ts';
import { requireReceiverUrl } from './check-receiver-url.ts';
import { forgetListeners } from './listeners.ts';
import { secretPlace } from './place-secret.ts';
import { findWebhook, listWebhookRows, startPlanningAt, updateWebhook, type WebhookRow } from './queries.ts';
import { PREVIOUS_SECRET_MS, webhookOf } from './rules.ts';
import { newSecret } from '../../platform/security/standard-webhook.ts';
import { pushSoon } from './wake-planner.ts';

type EditContext = Pick<Context, 'clock' | 'config' | 'envelope' | 'log' | 'queues' | 'tenant'>;

/**
 * Changes a webhook. One that is switched on again is told of what happens from then on, and gets what was waiting for it
 * when it was switched off.
 */
export async function editWebhook(
  ctx: EditContext,
  companyId: string,
  id: string,
  request: EditWebhookRequest,
): Promise<Webhook> {
  if (request.url !== undefined) requireReceiverUrl(ctx, request.url);
  const db = ctx.tenant(companyId);
  const before = await getWebhook(ctx, companyId, id);
  const isEnabled = request.isEnabled ?? before.isEnabled;
  const isSwitchedOn = isEnabled && !before.isEnabled;
  const [last] = await db.batch([selectLastSeq(db)]);
  const after: WebhookRow = {
    ...before,
    url: request.url ?? before.url,
    description: request.description ?? before.description,
    events: request.events === undefined ? before.events : JSON.stringify([...new Set(request.events)]),
    isEnabled,
    disabledReason: isEnabled ? null : before.isEnabled ? 'person' : before.disabledReason,
    sinceSeq: isSwitchedOn ? seqOf(last) : before.sinceSeq,
    failingSinceMs: isSwitchedOn ? null : before.failingSinceMs,
    version: request.version + 1,
  };
  const isFirst = isSwitchedOn && !(await listWebhookRows(db)).some((one) => one.isEnabled);
  await db.batch([
    updateWebhook(db, { id, version: request.version }, after),
    ...(isFirst ? [startPlanningAt(db, after.sinceSeq)] : []),
  ]);
  forgetListeners(ctx, companyId);
  if (isSwitchedOn) await pushSoon(ctx, companyId, [id]);
  return webhookOf(after);
}

/** A new secret; for a day deliveries are signed with the old one as well, so that nothing is refused meanwhile. */
export async function rotateSecret(
  ctx: EditContext,
  companyId: string,
  id: string,
): Promise<WebhookWithSecret> {
  const db = ctx.tenant(companyId);
  const before = await getWebhook(ctx, companyId, id);
  const secret = newSecret();
  const after: WebhookRow = {
    ...before,
    secretSealed: await ctx.envelope.seal(secretPlace(companyId, id), secret),
    previousSecretSealed: before.secretSealed,
    previousSecretUntilMs: ctx.clock.nowMs() + PREVIOUS_SECRET_MS,
    version: before.version + 1,
  };
  await db.batch([updateWebhook(db, before, after)]);
  return { ...webhookOf(after), secret };
}

export async function getWebhook(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  id: string,
): Promise<WebhookRow> {
  const row = await findWebhook(ctx.tenant(companyId), id);
  if (row === null) throw new NotFoundError('webhook');
  return row;
}
