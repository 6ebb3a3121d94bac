import type { EditWebhookRequest, Webhook, WebhookWithSecret } from '../../contracts/api/webhooks.ts';
import type { Context } from '../../context.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { commitSettings } from '../../platform/outbox/commit-settings.ts';
import { selectLastSeq, seqOf } from '../../platform/outbox/queries.ts';
import { requireReceiverUrl } from './check-receiver-url.ts';
import { forgetListeners } from './listeners.ts';
import { secretPlace } from './place-secret.ts';
import { wakeWaiting } from './delivery-queries.ts';
import { planAlerts } from '../alerts/index.ts';
import { openSecrets } from './open-receiver.ts';
import {
  findWebhook,
  listWebhookRows,
  startPlanningAt,
  updateSecrets,
  updateWebhook,
  webhookRow,
  type WebhookRow,
} from './queries.ts';
import { alertKeyOf, MAX_EARLIER_SECRETS, MOST_WOKEN, PREVIOUS_SECRET_MS, webhookOf } from './rules.ts';
import { newSecret } from '../../platform/security/standard-webhook.ts';
import { endRest } from './turn-queries.ts';
import { pushSoon } from './wake-planner.ts';

type EditContext = Pick<
  Context,
  'clock' | 'config' | 'envelope' | 'ids' | 'log' | 'publish' | 'queues' | 'resolveHost' | 'tenant'
>;

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
  if (request.url !== undefined) await requireReceiverUrl(ctx, request.url);
  const db = ctx.tenant(companyId);
  const before = await getWebhook(ctx, companyId, id);
  const isSwitchedOn = request.isEnabled === true && !before.isEnabled;
  const [last] = await db.batch([selectLastSeq(db)]);
  const sinceSeq = seqOf(last);
  const isFirst = isSwitchedOn && !(await listWebhookRows(db)).some((one) => one.isEnabled);
  const isMoved = request.url !== undefined && request.url !== before.url;
  const resolve = isSwitchedOn || isMoved ? [{ key: alertKeyOf(id), atMs: ctx.clock.nowMs() }] : [];
  const { statements, changes } = await planAlerts(ctx, db, { raise: [], resolve });
  const all = [
    updateWebhook(
      db,
      { id, version: request.version },
      {
        url: request.url ?? before.url,
        description: request.description ?? before.description,
        events: request.events === undefined ? before.events : JSON.stringify([...new Set(request.events)]),
        isEnabled: request.isEnabled ?? null,
        sinceSeq,
      },
    ),
    endRest(db, id),
    ...(isSwitchedOn || isMoved ? [wakeWaiting(db, id, ctx.clock.nowMs(), [], MOST_WOKEN)] : []),
    ...(isFirst ? [startPlanningAt(db, sinceSeq)] : []),
    ...statements,
  ];
  const [updated] = await commitSettings(ctx, db, 'webhooks', all, changes);
  const after = webhookRow(updated);
  if (after === null) throw new NotFoundError('webhook');
  forgetListeners(ctx, companyId);
  if (after.isEnabled && (isSwitchedOn || isMoved)) await pushSoon(ctx, companyId, [id]);
  return webhookOf(after);
}

/**
 * A new secret; for a day deliveries are signed with those before as well, so that nothing is refused meanwhile, however
 * many were made.
 */
export async function rotateSecret(
  ctx: Pick<Context, 'clock' | 'envelope' | 'publish' | 'tenant'>,
  companyId: string,
  id: string,
): Promise<WebhookWithSecret> {
  const db = ctx.tenant(companyId);
  const before = await getWebhook(ctx, companyId, id);
  const nowMs = ctx.clock.nowMs();
  const { current, earlier } = await openSecrets(ctx, before);
  if (earlier.length >= MAX_EARLIER_SECRETS) {
    const [first] = earlier;
    throw new ConflictError(
      'rotated_too_often',
      `Deliveries are signed with ${MAX_EARLIER_SECRETS} earlier secrets already. Make another when the first of them ends.`,
      { untilMs: first?.untilMs },
    );
  }
  const secret = newSecret();
  const kept = [...earlier, { secret: current, untilMs: nowMs + PREVIOUS_SECRET_MS }];
  const place = secretPlace(companyId, id);
  const [updated] = await commitSettings(ctx, db, 'webhooks', [
    updateSecrets(db, before, {
      secretSealed: await ctx.envelope.seal(place, secret),
      previousSecretSealed: await ctx.envelope.seal(place, JSON.stringify(kept)),
      previousSecretUntilMs: nowMs + PREVIOUS_SECRET_MS,
      rotatableAtMs: kept.length < MAX_EARLIER_SECRETS ? null : (kept[0]?.untilMs ?? null),
    }),
  ]);
  const after = webhookRow(updated);
  if (after === null) throw new NotFoundError('webhook');
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
