import type { AccountNews, ChannelNotice } from '../port.ts';
import { accountValue, type AccountValue } from './account-wire.ts';
import { readAccountAlert, readAccountReview, readAccountUpdate } from './account-standing.ts';
import { explainError } from './errors.ts';
import { NOTHING, type News } from './news.ts';
import { readName, readLimit, readQuality, readSecurity } from './number-standing.ts';
import { parsedJson } from './verify-number.ts';

/** Error codes that say that the account cannot be charged. Source: Meta, error codes. */
const PAYMENT_CODES = [131042];

const READERS: Readonly<Record<string, (value: AccountValue) => News>> = {
  account_update: readAccountUpdate,
  account_review_update: readAccountReview,
  account_alerts: readAccountAlert,
  account_settings_update: ({ phone_number_settings: settings }) =>
    settings == null ? NOTHING : { ...NOTHING, facts: [{ fact: 'settings', value: settings }] },
  business_capability_update: readLimit,
  phone_number_quality_update: readQuality,
  phone_number_name_update: readName,
  security: readSecurity,
  payment_configuration_update: readPayment,
  message_template_status_update: readTemplateStop,
};

/**
 * What a notice says of the state of an account or a number; null for every other notice, and for one that cannot be
 * read. Source: Meta, webhook fields (2026-09-11).
 */
export function readAccountNews(notice: Pick<ChannelNotice, 'field' | 'payload'>): AccountNews | null {
  if (notice.payload === null) return null;
  const read = notice.field === 'messages' ? readErrors : READERS[notice.field];
  if (read === undefined) return null;
  const parsed = accountValue.safeParse(parsedJson(notice.payload));
  if (!parsed.success) return null;
  const number = parsed.data.display_phone_number?.replaceAll(/\D/g, '') ?? '';
  return { number: number === '' ? null : number, ...read(parsed.data) };
}

function readPayment({ configuration_name: name, status }: AccountValue): News {
  if (status == null) return NOTHING;
  const facts: News['facts'] = [{ fact: 'payment', value: { configuration: name ?? null, status } }];
  const said = [name, status].filter((one) => one != null).join(': ');
  return /^active$/i.test(status)
    ? { facts, raise: [], over: [{ kind: 'payment.configuration', about: name ?? null }] }
    : { facts, raise: [{ kind: 'payment.configuration', about: name ?? null, said }], over: [] };
}

/** What is said of a template that can be sent, or is gone. Source: Meta, template status webhook. */
const SENDABLE_AGAIN = new Set(['APPROVED', 'REINSTATED', 'UNARCHIVED', 'DELETED']);

/** Templates that were approved and cannot be sent any more; a rejected new one is seen on the templates page. */
function readTemplateStop(value: AccountValue): News {
  const name = value.message_template_name;
  if (name == null) return NOTHING;
  const about = `${name} ${value.message_template_language ?? ''}`.trim();
  if (value.other_info?.title === 'UNPAUSE' || SENDABLE_AGAIN.has(value.event ?? ''))
    return { ...NOTHING, over: [{ kind: 'template.stopped', about }] };
  if (value.event !== 'PAUSED' && value.event !== 'DISABLED') return NOTHING;
  const word = value.event === 'PAUSED' ? 'paused' : 'disabled';
  const why = value.other_info?.description ?? null;
  const said = `${about} was ${word}${why === null ? '' : `: ${why}`}`;
  return {
    ...NOTHING,
    raise: [{ kind: 'template.stopped', about, said: said.slice(0, 600).toWellFormed() }],
  };
}

/** Errors that stand for themselves in a delivery, with no message or status beside them. */
function readErrors({ errors }: AccountValue): News {
  const [error] = errors ?? [];
  if (error === undefined) return NOTHING;
  const explained = explainError(
    error.code,
    error.title ?? error.message ?? undefined,
    error.error_data?.details ?? undefined,
  );
  const said = `${explained.title}: ${explained.detail}`.slice(0, 600).toWellFormed();
  return PAYMENT_CODES.includes(error.code)
    ? { ...NOTHING, raise: [{ kind: 'payment.failing', about: null, said }] }
    : { ...NOTHING, raise: [{ kind: 'account.error', about: String(error.code), said }] };
}
