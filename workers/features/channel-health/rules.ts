import type { AccountAnswer, AccountNews, NumberState, TokenState } from '../../channels/port.ts';
import type { ChannelFact } from '../../contracts/api/channels.ts';
import type { TroubleKind } from '../../contracts/troubles.ts';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;
/** How long before its end a token is worth a word, and then an urgent one, in milliseconds. Ours. */
const TOKEN_ENDS_SOON_MS = 14 * DAY_MS;
const TOKEN_ENDS_NOW_MS = 3 * DAY_MS;
/** How long Meta may say nothing of a message that it took, in milliseconds. Ours: `sent` comes within seconds. */
export const SILENT_AFTER_MS = HOUR_MS;

/** What Meta answered about one channel. */
export interface Readings {
  token: AccountAnswer<TokenState>;
  number: AccountAnswer<NumberState>;
  isSubscribed: AccountAnswer<boolean>;
  account: AccountAnswer<{ name: string | null; reviewStatus: string | null }>;
}

/** When something of each kind passed last. */
export interface Traffic {
  lastMessageAtMs?: number;
  lastStatusAtMs?: number;
  lastNoticeAtMs?: number;
  lastSendAtMs?: number;
}

export interface Assessment {
  facts: { fact: ChannelFact; value: unknown }[];
  raise: AccountNews['raise'];
  over: TroubleKind[];
}

const TOKEN_TROUBLES: TroubleKind[] = [
  'token.invalid',
  'token.expired',
  'token.expires_in_days',
  'token.expires_soon',
];

/** What Meta's answers make known, which troubles stand, and which are over. What it did not answer stays as it was. */
export function assess(readings: Readings, traffic: Traffic, nowMs: number): Assessment {
  return joined([
    aboutToken(readings, nowMs),
    readings.number.kind === 'done' ? aboutNumber(readings.number.value) : NOTHING,
    readings.isSubscribed.kind === 'done' ? aboutSubscription(readings.isSubscribed.value) : NOTHING,
    readings.account.kind === 'done' ? aboutReview(readings.account.value.reviewStatus) : NOTHING,
    aboutSilence(traffic, nowMs),
  ]);
}

const NOTHING: Assessment = { facts: [], raise: [], over: [] };

function joined(parts: readonly Assessment[]): Assessment {
  return {
    facts: parts.flatMap(({ facts }) => facts),
    raise: parts.flatMap(({ raise }) => raise),
    over: parts.flatMap(({ over }) => over),
  };
}

/** The one trouble of these that stands; the others are over. */
function onlyOf(kinds: readonly TroubleKind[], kind: TroubleKind | null, said: string | null = null) {
  return {
    raise: kind === null ? [] : [{ kind, about: null, said }],
    over: kinds.filter((one) => one !== kind),
  };
}

/** A token of another app cannot be described: then only whether the number can be read with it is known. */
function aboutToken({ token, number }: Readings, nowMs: number): Assessment {
  const isRefused =
    (token.kind === 'refused' && token.code === 190) || (number.kind === 'refused' && number.isTokenRefused);
  if (token.kind !== 'done') {
    if (!isRefused) return number.kind === 'done' ? known(true, null, [], null, null) : NOTHING;
    const said = number.kind === 'refused' ? number.message : token.kind === 'refused' ? token.message : null;
    return known(false, null, [], said, 'token.invalid');
  }
  const { isValid, expiresAtMs, missingScopes, problem } = token.value;
  if (expiresAtMs !== null && expiresAtMs <= nowMs) {
    return known(false, expiresAtMs, missingScopes, problem, 'token.expired');
  }
  if (!isValid || isRefused || missingScopes.length > 0) {
    const lacking = missingScopes.length > 0 ? `It lacks ${missingScopes.join(' and ')}` : problem;
    return known(isValid && !isRefused, expiresAtMs, missingScopes, lacking, 'token.invalid');
  }
  return known(true, expiresAtMs, missingScopes, null, endingTrouble(expiresAtMs, nowMs));
}

function known(
  isValid: boolean,
  expiresAtMs: number | null,
  missingScopes: string[],
  problem: string | null,
  trouble: TroubleKind | null,
): Assessment {
  return {
    facts: [{ fact: 'token', value: { isValid, expiresAtMs, missingScopes, problem } }],
    ...onlyOf(
      TOKEN_TROUBLES,
      trouble,
      trouble === 'token.invalid'
        ? (problem?.replace(/\.$/, '') ?? null)
        : expiresAtMs === null
          ? null
          : `It ${trouble === 'token.expired' ? 'ended' : 'ends'} on ${new Date(expiresAtMs).toISOString().slice(0, 10)}`,
    ),
  };
}

/** The urgent word replaces the first one. */
export function endingTrouble(expiresAtMs: number | null, nowMs: number): TroubleKind | null {
  if (expiresAtMs === null || expiresAtMs > nowMs + TOKEN_ENDS_SOON_MS) return null;
  return expiresAtMs > nowMs + TOKEN_ENDS_NOW_MS ? 'token.expires_soon' : 'token.expires_in_days';
}

function aboutNumber(number: NumberState): Assessment {
  const { status, quality, nameStatus, verifiedName, messagingLimit, throughput } = number;
  const facts: Assessment['facts'] = [];
  if (quality !== null) facts.push({ fact: 'quality', value: { rating: quality } });
  if (messagingLimit !== null) facts.push({ fact: 'messaging_limit', value: messagingLimit });
  if (throughput !== null) facts.push({ fact: 'throughput', value: throughput });
  if (nameStatus !== null)
    facts.push({ fact: 'name_status', value: { status: nameStatus, requestedName: null } });
  if (verifiedName !== null) facts.push({ fact: 'verified_name', value: { name: verifiedName } });
  const { codeVerification, platform, isOnPhoneApp } = number;
  if (isOnPhoneApp !== null) facts.push({ fact: 'phone_app', value: { isOnPhoneApp } });
  if (status !== null) facts.push({ fact: 'number_status', value: { status, codeVerification, platform } });
  return joined([
    { facts, raise: [], over: [] },
    { facts: [], ...aboutQuality(quality) },
    { facts: [], ...aboutStatus(status) },
    nameStatus === 'APPROVED' ? { facts: [], raise: [], over: ['number.name_rejected'] } : NOTHING,
  ]);
}

function aboutQuality(quality: string | null): Omit<Assessment, 'facts'> {
  const kinds: TroubleKind[] = ['number.quality_low', 'number.quality_medium'];
  if (quality === 'RED') return onlyOf(kinds, 'number.quality_low');
  if (quality === 'YELLOW') return onlyOf(kinds, 'number.quality_medium');
  return quality === 'GREEN' ? onlyOf(kinds, null) : NOTHING;
}

/** Source: Meta, phone number status. FLAGGED and RESTRICTED still send, and have alerts of their own. */
function aboutStatus(status: string | null): Omit<Assessment, 'facts'> {
  if (status === null) return NOTHING;
  const isUsable = status === 'CONNECTED' || status === 'FLAGGED' || status === 'RESTRICTED';
  return onlyOf(['number.not_connected'], isUsable ? null : 'number.not_connected', `Meta says ${status}`);
}

function aboutSubscription(isSubscribed: boolean): Assessment {
  return {
    facts: [{ fact: 'subscription', value: { isSubscribed } }],
    ...onlyOf(['webhook.not_subscribed'], isSubscribed ? null : 'webhook.not_subscribed'),
  };
}

function aboutReview(decision: string | null): Assessment {
  if (decision === null) return NOTHING;
  const isRejected = decision === 'REJECTED';
  return {
    facts: [{ fact: 'account_review', value: { decision } }],
    ...onlyOf(['account.review_rejected'], isRejected ? 'account.review_rejected' : null),
  };
}

/** A message that Meta took is answered with a status: where none came in an hour, webhooks do not arrive. */
export function aboutSilence(traffic: Traffic, nowMs: number): Assessment {
  const { lastSendAtMs } = traffic;
  const heardAtMs = Math.max(
    traffic.lastMessageAtMs ?? 0,
    traffic.lastStatusAtMs ?? 0,
    traffic.lastNoticeAtMs ?? 0,
  );
  const isSilent =
    lastSendAtMs !== undefined &&
    lastSendAtMs > heardAtMs + SILENT_AFTER_MS &&
    nowMs > lastSendAtMs + SILENT_AFTER_MS;
  return { facts: [], ...onlyOf(['webhook.silent'], isSilent ? 'webhook.silent' : null) };
}

/** In which minute of the hour a channel is looked at: so all are spread. */
export function minuteOf(companyId: string): number {
  let sum = 0;
  for (const character of companyId) sum = (sum * 31 + character.charCodeAt(0)) % 60;
  return sum;
}
