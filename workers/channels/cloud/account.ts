import * as z from 'zod/mini';
import type { GuardedFetch } from '../../platform/security/guarded-fetch.ts';
import type { AccountAdapter, AccountAnswer, NumberState, TokenState } from '../port.ts';
import { limitOf, throughputOf } from './number-standing.ts';
import { group, groupState } from './group-state.ts';
import { GRAPH_VERSION } from './graph-version.ts';
import {
  MAX_NUMBER_PAGES,
  nextNumberPage,
  numberPage,
  numberPagePath,
  tooManyPages,
} from './number-pages.ts';
import { parsedJson } from './verify-number.ts';

/** How long Meta may take to answer one call, in milliseconds. Ours. */
const TIMEOUT_MS = 10_000;
/** The largest answer read, in bytes. Ours; Meta's are a few kilobytes. */
const MAX_ANSWER_BYTES = 256 * 1_024;
/** What a number says of itself. Source: Meta, WhatsApp Business Account phone number. */
const NUMBER_FIELDS =
  'id,display_phone_number,verified_name,quality_rating,throughput,name_status,status,code_verification_status,messaging_limit_tier,platform_type,is_on_biz_app';
/** Meta's codes for a token that is missing, wrong, expired or without permission. */
const TOKEN_CODES = new Set([0, 10, 102, 104, 190, 200, 463, 467]);
/** What a token needs for receiving, sending and templates. Source: Meta, permissions. */
const NEEDED_SCOPES = ['whatsapp_business_management', 'whatsapp_business_messaging'];

/** What does not fit is as good as not said. Renamed, because linters take `z.catch` for a promise's. */
const { catch: otherwise } = z;
const word = otherwise(z.optional(z.nullable(z.string().check(z.maxLength(256)))), null);
const refusal = z.object({
  error: z.object({
    code: z.int(),
    message: z.optional(z.string()),
    error_user_msg: z.optional(z.string()),
    error_data: z.optional(z.object({ details: z.optional(z.string()) })),
  }),
});
const number = z.object({
  id: z.string(),
  display_phone_number: word,
  verified_name: word,
  quality_rating: word,
  throughput: otherwise(z.optional(z.nullable(z.object({ level: word }))), null),
  name_status: word,
  status: word,
  code_verification_status: word,
  messaging_limit_tier: word,
  platform_type: word,
  is_on_biz_app: otherwise(z.optional(z.nullable(z.boolean())), null),
});
const account = z.object({ id: z.string(), name: word, account_review_status: word });
const subscribed = z.object({ data: z.array(z.unknown()) });
const token = z.object({
  data: z.object({
    app_id: otherwise(z.optional(z.string().check(z.regex(/^\d{1,32}$/))), undefined),
    is_valid: z.boolean(),
    expires_at: otherwise(z.optional(z.int()), undefined),
    data_access_expires_at: otherwise(z.optional(z.int()), undefined),
    scopes: otherwise(z.optional(z.array(z.string())), undefined),
    granular_scopes: otherwise(
      z.optional(z.array(z.object({ scope: z.string(), target_ids: z.optional(z.array(z.string())) }))),
      undefined,
    ),
    error: z.optional(z.object({ message: z.optional(z.string()) })),
  }),
});
const exchanged = z.object({ access_token: z.string().check(z.minLength(1), z.maxLength(1_024)) });

/** Accounts, numbers and tokens at Meta. Source: Meta, WhatsApp Business Management API. Never throws. */
export function createCloudAccounts(deps: { graphUrl: string; fetch: GuardedFetch }): AccountAdapter {
  const call = async (
    accessToken: string | null,
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: Record<string, unknown>,
  ): Promise<AccountAnswer<unknown>> => {
    try {
      const response = await deps.fetch(`${deps.graphUrl}/${GRAPH_VERSION}/${path}`, {
        method,
        headers: {
          ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_ANSWER_BYTES,
      });
      const answer = parsedJson(response.text());
      if (response.status >= 200 && response.status < 300) return { kind: 'done', value: answer };
      return answerOfRefusal(response.status, answer);
    } catch (cause) {
      return { kind: 'unreachable', cause };
    }
  };
  const read = async <Value, Result>(
    answer: AccountAnswer<unknown>,
    shape: z.ZodMiniType<Value>,
    as: (value: Value) => Result,
  ): Promise<AccountAnswer<Result>> => {
    if (answer.kind !== 'done') return answer;
    const parsed = shape.safeParse(answer.value);
    return parsed.success
      ? { kind: 'done', value: as(parsed.data) }
      : { kind: 'unreachable', cause: new Error('an answer that cannot be read') };
  };
  const emptied = (answer: AccountAnswer<unknown>): AccountAnswer<null> =>
    answer.kind === 'done' ? { kind: 'done', value: null } : answer;

  return {
    async readToken(accessToken, caller = accessToken) {
      const query = new URLSearchParams({ input_token: accessToken });
      return read(await call(caller, 'GET', `debug_token?${query.toString()}`), token, tokenState);
    },
    readNumber: async ({ phoneNumberId, accessToken }) =>
      read(await call(accessToken, 'GET', `${phoneNumberId}?fields=${NUMBER_FIELDS}`), number, numberState),
    async listNumbers({ wabaId, accessToken }) {
      const ids = new Set<string>();
      let after: string | null = null;
      for (let pages = 0; pages < MAX_NUMBER_PAGES; pages++) {
        const answer: AccountAnswer<unknown> = await call(accessToken, 'GET', numberPagePath(wabaId, after));
        const page = await read(answer, numberPage, (one) => one);
        if (page.kind !== 'done') return page;
        for (const { id } of page.value.data) ids.add(id);
        after = nextNumberPage(page.value, after);
        if (after === null) return { kind: 'done', value: [...ids] };
      }
      return { kind: 'unreachable', cause: tooManyPages() };
    },
    readAccount: async ({ wabaId, accessToken }) =>
      read(
        await call(accessToken, 'GET', `${wabaId}?fields=id,name,account_review_status`),
        account,
        (one) => ({
          name: one.name ?? null,
          reviewStatus: one.account_review_status ?? null,
        }),
      ),
    isSubscribed: async ({ wabaId, accessToken }) =>
      read(
        await call(accessToken, 'GET', `${wabaId}/subscribed_apps`),
        subscribed,
        ({ data }) => data.length > 0,
      ),
    subscribe: async ({ wabaId, accessToken }) =>
      emptied(await call(accessToken, 'POST', `${wabaId}/subscribed_apps`)),
    unsubscribe: async ({ wabaId, accessToken }) =>
      emptied(await call(accessToken, 'DELETE', `${wabaId}/subscribed_apps`)),
    register: async ({ phoneNumberId, accessToken }, pin) =>
      emptied(
        await call(accessToken, 'POST', `${phoneNumberId}/register`, { messaging_product: 'whatsapp', pin }),
      ),
    readGroup: async ({ accessToken }, groupId) =>
      read(
        await call(accessToken, 'GET', `${encodeURIComponent(groupId)}?fields=subject,participants`),
        group,
        groupState,
      ),
    syncPhoneApp: async ({ phoneNumberId, accessToken }, what) =>
      emptied(
        await call(accessToken, 'POST', `${phoneNumberId}/smb_app_data`, {
          messaging_product: 'whatsapp',
          sync_type: what,
        }),
      ),
    async exchangeCode({ appId, appSecret, code }) {
      const query = new URLSearchParams({ client_id: appId, client_secret: appSecret, code });
      return read(
        await call(null, 'GET', `oauth/access_token?${query.toString()}`),
        exchanged,
        ({ access_token: accessToken }) => accessToken,
      );
    },
  };
}

function answerOfRefusal(status: number, answer: unknown): AccountAnswer<never> {
  const parsed = refusal.safeParse(answer);
  if (!parsed.success || status >= 500) return { kind: 'unreachable', cause: new Error(`HTTP ${status}`) };
  const { code, message, error_user_msg: forPeople, error_data: data } = parsed.data.error;
  return {
    kind: 'refused',
    code,
    message: (forPeople ?? data?.details ?? message ?? `Error ${code}`).slice(0, 500).toWellFormed(),
    isTokenRefused: status === 401 || TOKEN_CODES.has(code),
  };
}

function tokenState({ data }: z.infer<typeof token>): TokenState {
  const ends = [data.expires_at, data.data_access_expires_at].filter((one) => one !== undefined && one > 0);
  const scopes = data.scopes ?? [];
  const accounts = (data.granular_scopes ?? []).flatMap(({ scope, target_ids: ids }) =>
    NEEDED_SCOPES.includes(scope) && ids !== undefined ? [ids] : [],
  );
  return {
    appId: data.app_id ?? null,
    isValid: data.is_valid,
    expiresAtMs: ends.length === 0 ? null : Math.min(...ends.map((one) => (one ?? 0) * 1_000)),
    missingScopes: data.is_valid ? NEEDED_SCOPES.filter((scope) => !scopes.includes(scope)) : [],
    // Every permission must cover an account for it to be usable.
    accountIds:
      accounts.length === 0 ? null : accounts.reduce((both, ids) => both.filter((id) => ids.includes(id))),
    problem: data.error?.message ?? null,
  };
}

function numberState(one: z.infer<typeof number>): NumberState {
  const level = one.throughput?.level;
  return {
    id: one.id,
    displayPhoneNumber: one.display_phone_number ?? null,
    verifiedName: one.verified_name ?? null,
    quality: one.quality_rating ?? null,
    throughput: level == null ? null : throughputOf(level),
    messagingLimit: one.messaging_limit_tier == null ? null : limitOf(one.messaging_limit_tier),
    nameStatus: one.name_status ?? null,
    status: one.status ?? null,
    codeVerification: one.code_verification_status ?? null,
    platform: one.platform_type ?? null,
    isOnPhoneApp: one.is_on_biz_app ?? null,
  };
}
