import type { DeliveryAttempt } from '../../contracts/api/webhooks.ts';
import type { Context } from '../../context.ts';
import { OutboundError } from '../../platform/security/guarded-fetch.ts';
import { mask } from '../../platform/security/mask.ts';
import { refusalOf } from './check-receiver-url.ts';
import type { WebhookDeliveryRow } from './delivery-queries.ts';
import { ANSWER_BODY_MS, MAX_ANSWER_BYTES, RECEIVER_TIMEOUT_MS } from './rules.ts';
import { signedHeaders } from '../../platform/security/standard-webhook.ts';

export interface Receiver {
  url: string;
  secrets: readonly string[];
}

/** The beginning of an answer that is kept, in characters. Ours. */
const MAX_DETAIL_CHARACTERS = 200;

/** Calls the receiver once. Never throws: whatever happens is an attempt. */
export async function attemptDelivery(
  ctx: Pick<Context, 'clock' | 'config' | 'fetchReceiver'>,
  receiver: Receiver,
  delivery: Pick<WebhookDeliveryRow, 'webhookId' | 'id' | 'body'>,
): Promise<DeliveryAttempt> {
  const atMs = ctx.clock.nowMs();
  const ended = (status: number | null, detail: string | null): DeliveryAttempt => ({
    atMs,
    durationMs: Math.max(0, ctx.clock.nowMs() - atMs),
    status,
    detail,
  });
  const refusal = refusalOf(ctx, receiver.url);
  if (refusal !== null) return ended(null, `This address cannot be used: ${refusal}.`);
  try {
    // An event is one id for all webhooks; a receiver may stand behind several.
    const id = `${delivery.webhookId}-${delivery.id}`;
    const headers = await signedHeaders(receiver.secrets, { id, body: delivery.body, atMs });
    const answer = await ctx.fetchReceiver(receiver.url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'Recado-Webhooks' },
      body: delivery.body,
      timeoutMs: RECEIVER_TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
      bodyWithinMs: ANSWER_BODY_MS,
    });
    const text = mask(answer.text().slice(0, MAX_DETAIL_CHARACTERS * 2)).slice(0, MAX_DETAIL_CHARACTERS);
    return ended(answer.status, text === '' ? null : text);
  } catch (error) {
    return ended(null, wordsFor(error));
  }
}

function wordsFor(error: unknown): string {
  if (!(error instanceof OutboundError)) return 'The call failed.';
  const words: Record<OutboundError['kind'], string> = {
    refused_url: 'This address cannot be used: its host name leads nowhere public.',
    timeout: `No answer within ${RECEIVER_TIMEOUT_MS / 1_000} seconds.`,
    network: 'The connection failed.',
    redirected: 'The receiver redirects; redirects are not followed. Use the final address.',
    too_large: 'The answer is larger than a webhook’s answer may be.',
  };
  return words[error.kind];
}
