import { OutboundError, type GuardedFetch } from '../security/guarded-fetch.ts';
import { mask } from '../security/mask.ts';
import type { Mailer, MailOutcome } from './port.ts';

/** How long a provider may take, in milliseconds. Ours. */
const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 64_000;
const MAX_DETAIL_CHARACTERS = 200;

/**
 * A provider that takes a mail as JSON: `{from, to: [], subject, text}` with a bearer token and an `Idempotency-Key`.
 * The shape is Resend's (POST /emails), which others copy. Of an answer that was lost, or that is 5xx, nobody knows whether
 * the mail went out: it is tried again under the same key, because an alert that nobody gets is worse than one that comes
 * twice from a provider that does not know such keys.
 */
export function createHttpMailer(deps: {
  url: string;
  apiKey: string;
  from: string;
  fetch: GuardedFetch;
}): Mailer {
  return {
    async send({ to, subject, text, key }) {
      try {
        const answer = await deps.fetch(deps.url, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${deps.apiKey}`,
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body: JSON.stringify({ from: deps.from, to: [to], subject, text }),
          timeoutMs: TIMEOUT_MS,
          maxResponseBytes: MAX_ANSWER_BYTES,
        });
        return outcomeOf(
          answer.status,
          mask(answer.text().slice(0, 2 * MAX_DETAIL_CHARACTERS)).slice(0, MAX_DETAIL_CHARACTERS),
        );
      } catch (error) {
        if (error instanceof OutboundError && error.reachedServer === 'no')
          return { kind: 'refused', isRetryable: true, detail: 'The mail provider could not be reached.' };
        return { kind: 'refused', isRetryable: true, detail: 'The mail provider’s answer was lost.' };
      }
    },
  };
}

function outcomeOf(status: number, said: string): MailOutcome {
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  const detail = `The mail provider answered ${status}${said === '' ? '' : `: ${said}`}`;
  return { kind: 'refused', isRetryable: status === 429 || status >= 500, detail };
}
