import {
  MAX_WEBHOOKS_PER_COMPANY,
  type CreateWebhookRequest,
  type WebhookWithSecret,
} from '../../contracts/api/webhooks.ts';
import type { Context } from '../../context.ts';
import { ValidationError } from '../../platform/errors.ts';
import { commitSettings } from '../../platform/outbox/commit-settings.ts';
import { selectLastSeq, seqOf } from '../../platform/outbox/queries.ts';
import type { Actor } from '../access/index.ts';
import { requireReceiverUrl } from './check-receiver-url.ts';
import { secretPlace } from './place-secret.ts';
import { insertWebhook, listWebhookRows, startPlanningAt, type WebhookRow } from './queries.ts';
import { webhookOf } from './rules.ts';
import { newSecret } from '../../platform/security/standard-webhook.ts';
import { forgetListeners } from './listeners.ts';

/** Tells an address of what happens from now on. */
export async function createWebhook(
  ctx: Pick<Context, 'clock' | 'config' | 'envelope' | 'ids' | 'publish' | 'resolveHost' | 'tenant'>,
  actor: Actor,
  request: CreateWebhookRequest,
): Promise<WebhookWithSecret> {
  await requireReceiverUrl(ctx, request.url);
  const { companyId } = actor;
  const db = ctx.tenant(companyId);
  const others = await listWebhookRows(db);
  if (others.length >= MAX_WEBHOOKS_PER_COMPANY) {
    throw new ValidationError(
      'too_many_webhooks',
      `A company has at most ${MAX_WEBHOOKS_PER_COMPANY} webhooks. Delete one that is no longer needed.`,
    );
  }
  const [last] = await db.batch([selectLastSeq(db)]);
  const id = ctx.ids.next('whk');
  const secret = newSecret();
  const row: WebhookRow = {
    companyId,
    id,
    url: request.url,
    description: request.description,
    events: JSON.stringify([...new Set(request.events)]),
    secretSealed: await ctx.envelope.seal(secretPlace(companyId, id), secret),
    previousSecretSealed: null,
    previousSecretUntilMs: null,
    rotatableAtMs: null,
    isEnabled: true,
    disabledReason: null,
    sinceSeq: seqOf(last),
    failingSinceMs: null,
    heldUntilMs: null,
    lastDeliveredAtMs: null,
    createdById: actor.userId,
    createdAtMs: ctx.clock.nowMs(),
    version: 1,
  };
  const isFirst = !others.some((one) => one.isEnabled);
  await commitSettings(ctx, db, 'webhooks', [
    insertWebhook(db, row),
    ...(isFirst ? [startPlanningAt(db, row.sinceSeq)] : []),
  ]);
  forgetListeners(ctx, companyId);
  return { ...webhookOf(row), secret };
}
