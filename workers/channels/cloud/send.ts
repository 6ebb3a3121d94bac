import * as z from 'zod/mini';
import { HOLD_REASONS } from '../../contracts/api/messages.ts';
import type { ChannelAdapter, Consequences, SendOutcome } from '../port.ts';
import {
  OutboundError,
  type GuardedFetch,
  type GuardedResponse,
} from '../../platform/security/guarded-fetch.ts';
import { assertNever } from '../../platform/errors.ts';
import {
  classOfError,
  consequencesOf,
  explainError,
  explainFault,
  isOfNumber,
  NOT_REACHED,
  NUMBER_IS_BUSY,
} from './errors.ts';
import { GRAPH_VERSION } from './graph-version.ts';
import { markRead } from './mark-read.ts';
import { requestBody } from './request-body.ts';
import { parsedJson, verifyNumber } from './verify-number.ts';

/** How long Meta may take to answer a send, in milliseconds. Ours; the lease of a send is longer. */
export const SEND_TIMEOUT_MS = 20_000;
/** The largest answer read, in bytes. Ours; Meta's are a few hundred. */
const MAX_ANSWER_BYTES = 64 * 1_024;
/** How long to wait where Meta says "retry" and nothing says for how long, in seconds. Ours. */
const DEFAULT_DEFER_SECONDS = 3;

const NO_CONSEQUENCES: Consequences = { stop: null, optsOut: false, closesWindow: false };

const accepted = z.object({
  messages: z.array(
    z.object({
      id: z.string().check(z.minLength(1), z.maxLength(256)),
      // Of templates alone. A word that is not known says nothing against the acceptance.
      message_status: z.optional(z.unknown()),
    }),
  ),
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
    markRead: (channel, externalId, isTyping) => markRead(deps, channel, externalId, isTyping),
    consequencesOf,
    isOfNumber,
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
    const taken = answer.success ? answer.data.messages[0] : undefined;
    if (taken === undefined)
      return unknown('Meta answered without naming the message, so it may or may not have been sent.');
    const hold = HOLD_REASONS.find((reason) => reason === taken.message_status);
    return { kind: 'accepted', externalId: taken.id, ...(hold === undefined ? {} : { hold }) };
  }
  const answer = refused.safeParse(body);
  if (!answer.success) return outcomeWithoutError(status);
  const { code, message, error_data } = answer.data.error;
  const error = explainError(code, message, error_data?.details);
  const consequences = consequencesOf(code);
  const errorClass = classOfError(code, status);
  switch (errorClass) {
    case 'retry': {
      const retryAfterSeconds = consequences.stop?.firstSeconds ?? DEFAULT_DEFER_SECONDS;
      return { kind: 'deferred', retryAfterSeconds, error, consequences };
    }
    case 'ambiguous':
      return { kind: 'unknown', error, consequences };
    case 'later':
    case 'never':
      return { kind: 'rejected', retryable: false, error, consequences };
    default:
      return assertNever(errorClass);
  }
}

/** A refusal that does not say why. */
function outcomeWithoutError(status: number): SendOutcome {
  if (status >= 500) return unknown(`Meta failed (HTTP ${status}) and may or may not have sent the message.`);
  if (status !== 429) {
    return {
      kind: 'rejected',
      retryable: false,
      error: explainFault(`HTTP ${status}`, 'Meta refused the call.'),
      consequences: NO_CONSEQUENCES,
    };
  }
  return {
    kind: 'deferred',
    retryAfterSeconds: DEFAULT_DEFER_SECONDS,
    error: explainFault('Too many requests', 'Meta is busy. It is tried again shortly.'),
    consequences: { ...NO_CONSEQUENCES, stop: NUMBER_IS_BUSY },
  };
}

function outcomeOfFault(error: unknown): SendOutcome {
  if (error instanceof OutboundError && error.reachedServer === 'no') {
    return {
      kind: 'rejected',
      retryable: true,
      error: NOT_REACHED,
      consequences: NO_CONSEQUENCES,
    };
  }
  return unknown('The connection to Meta broke while sending, so it may or may not have been sent.');
}

function unknown(detail: string): SendOutcome {
  return {
    kind: 'unknown',
    error: explainFault('Outcome unknown', detail),
    consequences: NO_CONSEQUENCES,
  };
}
