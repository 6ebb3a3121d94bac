import * as z from 'zod/mini';
import type { ChannelAdapter, SendOutcome } from '../port.ts';
import {
  OutboundError,
  type GuardedFetch,
  type GuardedResponse,
} from '../../platform/security/guarded-fetch.ts';
import { assertNever } from '../../platform/errors.ts';
import { classOfError, explainError } from './errors.ts';
import { GRAPH_VERSION } from './graph-version.ts';
import { requestBody } from './request-body.ts';
import { parsedJson, verifyNumber } from './verify-number.ts';

/** How long Meta may take to answer a send, in milliseconds. Ours; the lease of a send is longer. */
export const SEND_TIMEOUT_MS = 20_000;
/** The largest answer read, in bytes. Ours; Meta's are a few hundred. */
const MAX_ANSWER_BYTES = 64 * 1_024;
/** How long to wait where Meta says "retry" and not when, in seconds. Ours. */
const DEFER_SECONDS: Record<number, number> = { 131056: 6, 131057: 60 };
const DEFAULT_DEFER_SECONDS = 3;

const accepted = z.object({
  messages: z.array(z.object({ id: z.string().check(z.minLength(1), z.maxLength(256)) })),
});
const refused = z.object({
  error: z.object({
    code: z.int(),
    message: z.optional(z.string()),
    error_data: z.optional(z.object({ details: z.optional(z.string()) })),
  }),
});

/** The Cloud API: `POST /{phone number id}/messages`. Source: Meta, Cloud API messages reference. */
export function createCloudChannel(deps: { graphUrl: string; fetch: GuardedFetch }): ChannelAdapter {
  return {
    verify: (channel) => verifyNumber(deps, channel),
    async send(channel, message) {
      let response: GuardedResponse;
      try {
        response = await deps.fetch(`${deps.graphUrl}/${GRAPH_VERSION}/${channel.phoneNumberId}/messages`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${channel.accessToken}`,
            'content-type': 'application/json',
          },
          body: JSON.stringify(requestBody(message)),
          timeoutMs: SEND_TIMEOUT_MS,
          maxResponseBytes: MAX_ANSWER_BYTES,
        });
      } catch (error) {
        return outcomeOfFault(error);
      }
      return outcomeOfAnswer(response.status, response.text());
    },
  };
}

/** What an answer means. Exported for its table of cases. */
export function outcomeOfAnswer(status: number, text: string): SendOutcome {
  const body = parsedJson(text);
  if (status >= 200 && status < 300) {
    const answer = accepted.safeParse(body);
    const id = answer.success ? answer.data.messages[0]?.id : undefined;
    return id === undefined
      ? unknown('Meta answered without naming the message, so it may or may not have been sent.')
      : { kind: 'accepted', externalId: id };
  }
  const answer = refused.safeParse(body);
  if (!answer.success) {
    if (status === 429) {
      const error = explainError(0, 'Too many requests', 'Meta is busy. It is tried again shortly.');
      return { kind: 'deferred', retryAfterSeconds: DEFAULT_DEFER_SECONDS, error };
    }
    if (status >= 500)
      return unknown(`Meta failed (HTTP ${status}) and may or may not have sent the message.`);
    return {
      kind: 'rejected',
      retryable: false,
      error: explainError(0, `HTTP ${status}`, 'Meta refused the call.'),
    };
  }
  const { code, message, error_data } = answer.data.error;
  const error = explainError(code, message, error_data?.details);
  const errorClass = classOfError(code, status);
  switch (errorClass) {
    case 'retry':
      return { kind: 'deferred', retryAfterSeconds: DEFER_SECONDS[code] ?? DEFAULT_DEFER_SECONDS, error };
    case 'ambiguous':
      return { kind: 'unknown', error };
    case 'later':
    case 'never':
      return { kind: 'rejected', retryable: false, error };
    default:
      return assertNever(errorClass);
  }
}

function outcomeOfFault(error: unknown): SendOutcome {
  if (error instanceof OutboundError && error.reachedServer === 'no') {
    return {
      kind: 'rejected',
      retryable: true,
      error: explainError(0, 'Not sent', 'Meta could not be reached.'),
    };
  }
  return unknown('The connection to Meta broke while sending, so it may or may not have been sent.');
}

function unknown(detail: string): SendOutcome {
  return { kind: 'unknown', error: explainError(0, 'Outcome unknown', detail) };
}
