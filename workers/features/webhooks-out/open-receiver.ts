import type { Context } from '../../context.ts';
import type { Receiver } from './attempt-delivery.ts';
import { secretPlace } from './place-secret.ts';
import type { WebhookRow } from './queries.ts';

/** What is needed to call a webhook: its address and the secrets that it may know. */
export async function openReceiver(
  ctx: Pick<Context, 'clock' | 'envelope'>,
  webhook: WebhookRow,
): Promise<Receiver> {
  const { current, earlier } = await openSecrets(ctx, webhook);
  return { url: webhook.url, secrets: [current, ...earlier.toReversed().map(({ secret }) => secret)] };
}

/** A secret that was replaced, and until when deliveries are signed with it too. */
interface EarlierSecret {
  secret: string;
  untilMs: number;
}

/** Its secrets: the present one, and those before it that have not ended, the oldest first. */
export async function openSecrets(
  ctx: Pick<Context, 'clock' | 'envelope'>,
  webhook: WebhookRow,
): Promise<{ current: string; earlier: EarlierSecret[] }> {
  const { companyId, id, secretSealed, previousSecretSealed, previousSecretUntilMs } = webhook;
  const place = secretPlace(companyId, id);
  const current = await ctx.envelope.open(place, secretSealed);
  if (previousSecretSealed === null) return { current, earlier: [] };
  const text = await ctx.envelope.open(place, previousSecretSealed);
  // One that was written before several could be kept is the secret itself.
  const kept = text.startsWith('[')
    ? (JSON.parse(text) as EarlierSecret[])
    : [{ secret: text, untilMs: previousSecretUntilMs ?? 0 }];
  const nowMs = ctx.clock.nowMs();
  return { current, earlier: kept.filter(({ untilMs }) => untilMs > nowMs) };
}
