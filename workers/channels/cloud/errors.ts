import type { MessageError } from '../../contracts/api/messages.ts';

/**
 * What to do after an error of the Graph API.
 *
 * `retry`: refused before it was processed, the same call may succeed soon. `later`: not before hours or a change.
 * `never`: the same call will fail again. `ambiguous`: Meta failed while processing; it may have been sent.
 */
export type ErrorClass = 'retry' | 'later' | 'never' | 'ambiguous';

interface KnownError {
  class: ErrorClass;
  /** Meaning and advice in plain words, for an agent. */
  detail: string;
}

/** Source: Meta, Cloud API error codes (2026-09-11); the class is our reading of it. */
const KNOWN: Record<number, KnownError> = {
  0: never('Meta does not accept the access token. An administrator must renew it under Channels.'),
  1: ambiguous('Meta reported an internal error and may or may not have sent the message.'),
  2: ambiguous('Meta was overloaded and may or may not have sent the message.'),
  3: never('The Meta app lacks a permission it needs. An administrator must check it.'),
  4: retry('The Meta app made too many calls. It is tried again shortly.'),
  10: never('The Meta app has not been given the permission to send from this number.'),
  33: never('This WhatsApp number was deleted at Meta.'),
  100: never('Meta refused the message because a part of it is not valid.'),
  190: never('The access token has expired. An administrator must renew it under Channels.'),
  368: never('Meta has restricted this WhatsApp account for breaking its policies.'),
  80007: retry('The WhatsApp account made too many calls. It is tried again shortly.'),
  130403: never('Your company has blocked this person on WhatsApp.'),
  130429: retry('Too many messages at once from this number. It is tried again shortly.'),
  130472: never('Meta keeps this person out of marketing messages for an experiment.'),
  130497: never('This account may not write to people in this country.'),
  131000: ambiguous('Meta reported an unknown error and may or may not have sent the message.'),
  131005: never('The access token does not permit this.'),
  131008: never('Meta refused the message because a part of it is missing.'),
  131009: never('Meta refused the message because a value in it is not valid.'),
  131016: ambiguous('Meta was temporarily unavailable and may or may not have sent the message.'),
  131021: never('A number cannot write to itself.'),
  131026: never('It cannot be delivered: the number may not be on WhatsApp, or its app is too old.'),
  131031: never('Meta has locked this WhatsApp account.'),
  131037: never('The display name of this number has not been approved yet.'),
  131042: never('There is a problem with the payment method of the WhatsApp account.'),
  131045: never('This number is not registered with the Cloud API yet.'),
  131047: never('More than 24 hours have passed since the customer last wrote. Only a template can be sent.'),
  131048: later('Meta limits this number because people reported or blocked it. Write less for a while.'),
  131049: later('Meta chose not to deliver it, to keep people from too many marketing messages. Wait a day.'),
  131050: never('This person has stopped marketing messages from your company.'),
  131051: never('WhatsApp does not support this kind of message.'),
  131053: never('Meta could not take the file. Check its type and size.'),
  131056: retry('Too many messages to this person in a short time. It is tried again shortly.'),
  131057: retry('Meta is upgrading this number. It is tried again in a minute.'),
  131062: never('This template needs a phone number, and WhatsApp hides it for this person.'),
  132000: never('The template was given the wrong number of values.'),
  132001: never('The template does not exist in this language, or is not approved.'),
  132005: never('The filled-in template is too long.'),
  132007: never('The template breaks a policy of Meta.'),
  132012: never('A value does not fit its place in the template.'),
  132015: later('Meta has paused this template because of its quality.'),
  132016: never('Meta has disabled this template.'),
  133004: ambiguous('Meta was temporarily unavailable and may or may not have sent the message.'),
  133010: never('This number is not registered with the Cloud API.'),
  135000: never('Meta refused the message for an unknown reason.'),
};

/**
 * The class of an error. A code that Meta does not document is `never`, because repeating it blindly could double a
 * message; with an HTTP status from 500 Meta failed at something, and nobody knows at what.
 */
export function classOfError(code: number, httpStatus: number): ErrorClass {
  return KNOWN[code]?.class ?? (httpStatus >= 500 ? 'ambiguous' : 'never');
}

/** Meta's error in plain words. `title` is Meta's own, `detail` ours where we know the code. */
export function explainError(
  code: number,
  title: string | undefined,
  detail: string | undefined,
): MessageError {
  return {
    code,
    title: (title ?? detail ?? `Error ${code}`).slice(0, 300),
    detail: (KNOWN[code]?.detail ?? detail ?? title ?? 'Meta gave no reason.').slice(0, 1_000),
  };
}

function never(detail: string): KnownError {
  return { class: 'never', detail };
}
function retry(detail: string): KnownError {
  return { class: 'retry', detail };
}
function later(detail: string): KnownError {
  return { class: 'later', detail };
}
function ambiguous(detail: string): KnownError {
  return { class: 'ambiguous', detail };
}
