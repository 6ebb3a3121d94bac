import * as z from 'zod/mini';
import type { GuardedFetch, GuardedResponse } from '../../platform/security/guarded-fetch.ts';
import type { SendingChannel, Verification } from '../port.ts';
import { GRAPH_VERSION } from './graph-version.ts';

/** How long Meta may take to answer, in milliseconds. Ours. */
const VERIFY_TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1_024;
/** Meta's codes for a token that is missing, wrong, expired or without permission. */
const TOKEN_CODES = [0, 10, 190, 200];

const number = z.object({ id: z.string() });
const refusal = z.object({ error: z.object({ code: z.int() }) });

/** Asks Meta whether the token can see the number: `GET /{phone number id}`. */
export async function verifyNumber(
  deps: { graphUrl: string; fetch: GuardedFetch },
  channel: SendingChannel,
): Promise<Verification> {
  let response: GuardedResponse;
  try {
    response = await deps.fetch(
      `${deps.graphUrl}/${GRAPH_VERSION}/${channel.phoneNumberId}?fields=id,display_phone_number`,
      {
        headers: { authorization: `Bearer ${channel.accessToken}` },
        timeoutMs: VERIFY_TIMEOUT_MS,
        maxResponseBytes: MAX_ANSWER_BYTES,
      },
    );
  } catch (cause) {
    return { kind: 'unreachable', cause };
  }
  if (response.status >= 500) return { kind: 'unreachable', cause: new Error(`HTTP ${response.status}`) };
  const body = parsedJson(response.text());
  if (response.status === 200 && number.safeParse(body).data?.id === channel.phoneNumberId)
    return { kind: 'right' };
  const refused = refusal.safeParse(body);
  const isTokenWrong = response.status === 401 || TOKEN_CODES.includes(refused.data?.error.code ?? -1);
  return { kind: isTokenWrong ? 'wrong_token' : 'wrong_number' };
}

/** The answer's JSON, or null when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
