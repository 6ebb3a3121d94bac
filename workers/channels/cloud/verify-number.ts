import * as z from 'zod/mini';
import type { GuardedFetch, GuardedResponse } from '../../platform/security/guarded-fetch.ts';
import type { SendingChannel, Verification } from '../port.ts';
import { GRAPH_VERSION } from './graph-version.ts';
import {
  MAX_NUMBER_PAGES,
  nextNumberPage,
  numberPage,
  numberPagePath,
  tooManyPages,
} from './number-pages.ts';

/** How long Meta may take to answer, in milliseconds. Ours. */
const VERIFY_TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1_024;
/** Meta's codes for a token that is missing, wrong, expired or without permission. */
const TOKEN_CODES = [0, 10, 190, 200];

const number = z.object({ id: z.string() });
const refusal = z.object({ error: z.object({ code: z.int() }) });

/**
 * Asks Meta whether the token can see the number, and whether the number is one of the account's: without that,
 * anybody could have another account's notices sent to their own company.
 */
export async function verifyNumber(
  deps: { graphUrl: string; fetch: GuardedFetch },
  channel: SendingChannel & { wabaId: string },
): Promise<Verification> {
  const ask = (path: string) =>
    deps.fetch(`${deps.graphUrl}/${GRAPH_VERSION}/${path}`, {
      headers: { authorization: `Bearer ${channel.accessToken}` },
      timeoutMs: VERIFY_TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
  try {
    const one = await ask(`${channel.phoneNumberId}?fields=id,display_phone_number`);
    if (one.status >= 500) return { kind: 'unreachable', cause: new Error(`HTTP ${one.status}`) };
    const found = number.safeParse(parsedJson(one.text()));
    if (one.status !== 200 || found.data?.id !== channel.phoneNumberId) {
      return { kind: isTokenRefused(one) ? 'wrong_token' : 'wrong_number' };
    }
    let after: string | null = null;
    for (let pages = 0; pages < MAX_NUMBER_PAGES; pages++) {
      const page: GuardedResponse = await ask(numberPagePath(channel.wabaId, after));
      if (page.status >= 500) return { kind: 'unreachable', cause: new Error(`HTTP ${page.status}`) };
      const listed = numberPage.safeParse(parsedJson(page.text()));
      if (page.status !== 200 || !listed.success) return { kind: 'wrong_account' };
      if (listed.data.data.some(({ id }) => id === channel.phoneNumberId)) return { kind: 'right' };
      after = nextNumberPage(listed.data, after);
      if (after === null) return { kind: 'wrong_account' };
    }
    return { kind: 'unreachable', cause: tooManyPages() };
  } catch (cause) {
    return { kind: 'unreachable', cause };
  }
}

function isTokenRefused(response: GuardedResponse): boolean {
  const refused = refusal.safeParse(parsedJson(response.text()));
  return response.status === 401 || TOKEN_CODES.includes(refused.data?.error.code ?? -1);
}

/** The answer's JSON, or null when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
