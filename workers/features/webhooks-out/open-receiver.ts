import type { Context } from '../../context.ts';
import type { Receiver } from './attempt-delivery.ts';
import { secretPlace } from './place-secret.ts';
import type { WebhookRow } from './queries.ts';

/** What is needed to call a webhook: its address and the secrets that it may know. */
export async function openReceiver(
  ctx: Pick<Context, 'clock' | 'envelope'>,
  webhook: WebhookRow,
): Promise<Receiver> {
  const place = secretPlace(webhook.companyId, webhook.id);
  const sealed = [webhook.secretSealed];
  if (webhook.previousSecretSealed !== null && (webhook.previousSecretUntilMs ?? 0) > ctx.clock.nowMs())
    sealed.push(webhook.previousSecretSealed);
  const secrets = await Promise.all(sealed.map((one) => ctx.envelope.open(place, one)));
  return { url: webhook.url, secrets };
}
