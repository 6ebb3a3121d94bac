import type { MessageError } from '../../contracts/api/messages.ts';
import type { Consequences, SendingStop } from '../port.ts';

/**
 * What to do after an error of the Graph API.
 *
 * `retry`: refused before it was processed, the same call may succeed soon. `later`: not before hours or a change.
 * `never`: the same call will fail again. `ambiguous`: Meta failed while processing; it may have been sent.
 */
export type ErrorClass = 'retry' | 'later' | 'never' | 'ambiguous';

export interface KnownError {
  class: ErrorClass;
  /** Meaning and advice in plain words, for an agent. */
  detail: string;
  stop?: SendingStop;
  optsOut?: true;
  closesWindow?: true;
}

const HOUR_SECONDS = 3_600;
/** Until somebody has done something about it. */
const untilClosed = (scope: SendingStop['scope']): SendingStop => ({
  scope,
  firstSeconds: null,
  growth: 1,
  maxSeconds: HOUR_SECONDS,
});
const forSeconds = (
  scope: SendingStop['scope'],
  firstSeconds: number,
  growth = 2,
  maxSeconds = HOUR_SECONDS,
): SendingStop => ({ scope, firstSeconds, growth, maxSeconds });

/** What stops a number for seconds: too many messages at once. */
export const NUMBER_IS_BUSY = forSeconds('number', 3, 2, 60);

const ACCOUNT_LIMIT = forSeconds('account', 60);
/** 4^X seconds, X counted from 0. Source: Meta, pair rate limits. */
const PAIR_LIMIT = forSeconds('pair', 1, 4);
/** Meta measures reports over hours, and days when they go on. */
const SPAM_LIMIT = forSeconds('number', HOUR_SECONDS, 2, 24 * HOUR_SECONDS);
const MAINTENANCE = forSeconds('number', 60, 2, 600);

const NOT_MOVED =
  'Meta does not move this number to another account. See in WhatsApp Manager what is missing.';

/**
 * Every code that Meta documents for this API (error codes page, 2026-09-11), but for those of writing templates; class, waits and stops are our reading of
 * it. A code that stops sending says so in its words, because they are shown to administrators too.
 */
export const KNOWN_ERRORS: Readonly<Record<number, KnownError>> = {
  0: stopping(untilClosed('account'), 'Meta does not accept the access token. Renew it under Channels.'),
  1: ambiguous('Meta reported an internal error and may or may not have sent the message.'),
  2: ambiguous('Meta was overloaded and may or may not have sent the message.'),
  3: never('The Meta app lacks a capability it needs. An administrator must check it at Meta.'),
  4: retry('The Meta app made too many calls. It is tried again in some minutes.', ACCOUNT_LIMIT),
  10: never('The Meta app was not given the permission for this. An administrator must check it at Meta.'),
  33: stopping(untilClosed('number'), 'This WhatsApp number was deleted at Meta.'),
  100: never('Meta refused the message because a part of it is not valid.'),
  190: stopping(untilClosed('account'), 'The access token has expired. Renew it under Channels.'),
  200: stopping(untilClosed('account'), 'The access token lacks a permission. Renew it under Channels.'),
  368: stopping(
    untilClosed('account'),
    'Meta has restricted this WhatsApp account for breaking its policies. See the account’s quality page at Meta.',
  ),
  80007: retry('The WhatsApp account made too many calls. It is tried again in some minutes.', ACCOUNT_LIMIT),
  130403: never('Your company has blocked this person on WhatsApp. Unblock them to write to them.'),
  130429: retry('Too many messages at once from this number. It is tried again shortly.', NUMBER_IS_BUSY),
  130472: never('Meta keeps this person out of marketing messages for an experiment. Nothing can be done.'),
  130497: never('This account may not write to people in this country.'),
  131000: ambiguous('Meta reported an unknown error and may or may not have sent the message.'),
  131005: never('The access token does not permit this. An administrator must check it at Meta.'),
  131008: never('Meta refused the message because a part of it is missing.'),
  131009: never('Meta refused the message because a value in it is not valid.'),
  131016: ambiguous('Meta was temporarily unavailable and may or may not have sent the message.'),
  131021: never('A number cannot write to itself.'),
  131026: never('It cannot be delivered: the number may not be on WhatsApp, or its app is too old.'),
  131031: stopping(
    untilClosed('account'),
    'Meta has locked this WhatsApp account. Ask for a review at Meta.',
  ),
  131037: stopping(
    untilClosed('number'),
    'The display name of this number has not been approved yet. Ask for its approval at Meta.',
  ),
  131042: stopping(
    untilClosed('account'),
    'There is a problem with the payment method of the WhatsApp account. Put it right at Meta.',
  ),
  131045: stopping(
    untilClosed('number'),
    'This number is not registered with the Cloud API. Register it under Channels.',
  ),
  131047: {
    ...never('More than 24 hours have passed since the customer last wrote. Only a template can be sent.'),
    closesWindow: true,
  },
  131048: {
    ...later('Meta limits this number because people reported or blocked it. Write less for a while.'),
    stop: SPAM_LIMIT,
  },
  131049: later(
    'Meta chose not to deliver it, to keep people from too many marketing messages. Wait a day before trying again.',
  ),
  131050: { ...never('This person has stopped marketing messages from your company.'), optsOut: true },
  131051: never('WhatsApp does not support this kind of message.'),
  131052: never('Meta could not load the file that the customer sent. Ask them to send it again.'),
  131053: never('Meta could not take the file. Check its type and size.'),
  131055: never('This cannot be sent in this way. An administrator must check the setup at Meta.'),
  131056: retry('Too many messages to this person in a short time. It is tried again shortly.', PAIR_LIMIT),
  131057: retry('Meta is upgrading this number. It is tried again in a minute.', MAINTENANCE),
  131060: never('The message is not available at Meta at present. Ask the customer to send it again.'),
  131062: never('This template needs a phone number, and WhatsApp hides it for this person.'),
  131063: never('Meta does not let this account send marketing templates in this way.'),
  131064: later('Meta limits this account because templates were in a wrong category. Correct them first.'),
  132000: never('The template was given the wrong number of values.'),
  132001: never(
    'The template does not exist in this language, or is not approved. Compare the templates again.',
  ),
  132005: never('The filled-in template is too long. Shorten the values.'),
  132007: never('The template breaks a policy of Meta.'),
  132008: never('A value has not the form that the template asks for.'),
  132012: never('A value does not fit its place in the template.'),
  132015: later(
    'Meta has paused this template because of its quality. Use another, or wait until it is unpaused.',
  ),
  132016: never('Meta has disabled this template for good. Make a new one.'),
  132018: never('The values do not fit the template.'),
  132068: never('The form in this message is blocked by Meta.'),
  132069: later(
    'Meta slows this form down: ten messages an hour. Try again later, and check the form’s health.',
  ),
  133000: {
    ...later('Taking the number off the Cloud API failed before. Do that again, then register it.'),
    stop: untilClosed('number'),
  },
  133004: ambiguous('Meta was temporarily unavailable and may or may not have sent the message.'),
  133005: never('The PIN of the number is wrong.'),
  133006: never('The number must be verified before it is registered.'),
  133008: later('The PIN was guessed too often. Wait before trying again.'),
  133009: later('The PIN was entered too fast. Wait before trying again.'),
  133010: stopping(
    untilClosed('number'),
    'This number is not registered with the Cloud API. Register it under Channels.',
  ),
  133015: {
    ...later('This number was just deleted. It is tried again in five minutes.'),
    stop: forSeconds('number', 300),
  },
  133016: {
    ...later('The number was registered too often. Meta allows it again after 72 hours.'),
    stop: forSeconds('number', 72 * HOUR_SECONDS, 1, 72 * HOUR_SECONDS),
  },
  134011: never('The terms for payments were not accepted yet. An administrator must accept them at Meta.'),
  134100: never('Only marketing templates can be sent in this way.'),
  134101: later('Meta is still preparing this template. Try again in ten minutes.'),
  134102: later('Meta cannot send this template in this way at present.'),
  135000: never('Meta refused the message for an unknown reason. Check its parts.'),
  1752041: never('Meta has taken this request already.'),
  200005: never('Meta gives no figures of templates for this account yet. They must be switched on at Meta.'),
  200006: never('Figures of templates cannot be switched off again.'),
  200007: never('Figures of templates must be switched on at Meta first.'),
  2388012: never(NOT_MOVED),
  2388091: never(NOT_MOVED),
  2388093: never(NOT_MOVED),
  2388103: never(NOT_MOVED),
  2494100: {
    ...ambiguous('Meta is working on this number and may or may not have sent the message.'),
    stop: MAINTENANCE,
  },
  2593107: never('The phone app’s contacts or messages were asked for too often.'),
  2593108: never('The phone app’s contacts or messages can be asked for only within a day of connecting.'),
  2593109: never('The company does not share the old messages of its phone app.'),
};

/** Codes for whatever is wrong with a call: what it is stands in Meta's own details alone. */
const UNSPECIFIC: ReadonlySet<number> = new Set([
  3, 10, 100, 131000, 131005, 131008, 131009, 131053, 131055, 132000, 132005, 132008, 132012, 132018, 135000,
]);

/** Codes that Meta documents as a range. */
function known(code: number): KnownError | undefined {
  return KNOWN_ERRORS[code] ?? (code > 200 && code <= 299 ? KNOWN_ERRORS[200] : undefined);
}

/**
 * The class of an error. A code that Meta does not document is `never`, because repeating it blindly could double a
 * message; with an HTTP status from 500 Meta failed at something, and nobody knows at what.
 */
export function classOfError(code: number, httpStatus: number): ErrorClass {
  return known(code)?.class ?? (httpStatus >= 500 ? 'ambiguous' : 'never');
}

/** Meta could not be reached, so that nothing was sent. */
export const NOT_REACHED = explainFault('Not sent', 'Meta could not be reached.');

/** Whether a message failed because its number or account could not send, or Meta was not there. */
export function isOfNumber({ code, title, detail }: MessageError): boolean {
  // Ours have the code 0, and one of Meta's has, too.
  if (code === 0) return title === NOT_REACHED.title || detail === KNOWN_ERRORS[0]?.detail;
  const stop = known(code)?.stop;
  return stop !== undefined && stop.scope !== 'pair';
}

/** What an error means beyond its own message. `code` is Meta's. */
export function consequencesOf(code: number): Consequences {
  const { stop = null, optsOut = false, closesWindow = false } = known(code) ?? {};
  return { stop, optsOut, closesWindow };
}

/** `(#131026) Message undeliverable`: the code is said beside the words anyway. */
const CODE_BEFORE_WORDS = /^\(#\d+\)\s*(?=\S)/;

/** Meta's error in plain words. `title` is Meta's own, `detail` ours where we know the code. */
export function explainError(
  code: number,
  title: string | undefined,
  detail: string | undefined,
): MessageError {
  return {
    code,
    title: (title ?? detail ?? `Error ${code}`).replace(CODE_BEFORE_WORDS, '').slice(0, 300),
    detail: adviceOn(code, title, detail).slice(0, 1_000),
  };
}

function adviceOn(code: number, title: string | undefined, detail: string | undefined): string {
  const ours = known(code)?.detail;
  if (ours === undefined) return detail ?? title ?? 'Meta gave no reason.';
  return UNSPECIFIC.has(code) && detail !== undefined && detail !== ''
    ? `${ours} Meta says: ${detail}`
    : ours;
}

/** A fault that is not an error of Meta's, in the same shape: with the code 0. */
export function explainFault(title: string, detail: string): MessageError {
  return { code: 0, title, detail };
}

function never(detail: string): KnownError {
  return { class: 'never', detail };
}
/** Nothing goes out until somebody has done something about it; Meta took nothing of it. */
function stopping(stop: SendingStop, detail: string): KnownError {
  return { class: 'never', detail, stop };
}
function retry(detail: string, stop: SendingStop): KnownError {
  return { class: 'retry', detail, stop };
}
function later(detail: string): KnownError {
  return { class: 'later', detail };
}
function ambiguous(detail: string): KnownError {
  return { class: 'ambiguous', detail };
}
