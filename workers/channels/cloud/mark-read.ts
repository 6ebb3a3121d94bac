import type { GuardedFetch } from '../../platform/security/guarded-fetch.ts';
import type { ReadReceipt, SendingChannel } from '../port.ts';
import { GRAPH_VERSION } from './graph-version.ts';

/** How long Meta may take, in milliseconds. Ours: a sign that comes late is of no use. */
const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 16 * 1_024;

/**
 * Blue ticks, and "typing…" for up to 25 seconds or until the answer comes. Source: Meta, mark messages as read and
 * typing indicators.
 */
export async function markRead(
  deps: { graphUrl: string; fetch: GuardedFetch },
  channel: SendingChannel,
  externalId: string,
  isTyping: boolean,
): Promise<ReadReceipt> {
  try {
    const answer = await deps.fetch(`${deps.graphUrl}/${GRAPH_VERSION}/${channel.phoneNumberId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${channel.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: externalId,
        ...(isTyping ? { typing_indicator: { type: 'text' } } : {}),
      }),
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
    if (answer.status === 200) return 'taken';
    return answer.status === 429 || answer.status >= 500 ? 'later' : 'refused';
  } catch {
    return 'later';
  }
}
