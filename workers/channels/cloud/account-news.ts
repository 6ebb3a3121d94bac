import type { TroubleKind } from '../../contracts/troubles.ts';
import type { AccountNews, ChannelNotice } from '../port.ts';
import { accountValue, type AccountValue } from './account-wire.ts';
import { explainError } from './errors.ts';
import { parsedJson } from './verify-number.ts';

type News = Omit<AccountNews, 'number'>;

const NOTHING: News = { facts: [], raise: [], over: [] };
/** Tiers in people per day. Source: Meta, messaging limits. */
const PEOPLE_OF_TIER: Record<string, number> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1_000,
  TIER_2K: 2_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
};
/** Error codes that say that the account cannot be charged. Source: Meta, error codes. */
const PAYMENT_CODES = [131042];

const READERS: Readonly<Record<string, (value: AccountValue) => News>> = {
  account_update: readAccountUpdate,
  account_review_update: readReview,
  account_alerts: readAlert,
  account_settings_update: ({ phone_number_settings: settings }) =>
    settings == null ? NOTHING : { ...NOTHING, facts: [{ fact: 'settings', value: settings }] },
  business_capability_update: (value) => readLimit(value),
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

function readAccountUpdate(value: AccountValue): News {
  const status = (state: string, detail: string | null = null): News['facts'] => [
    { fact: 'account_status', value: { state, event: value.event ?? null, detail } },
  ];
  switch (value.event) {
    case 'ACCOUNT_RESTRICTION':
      return readRestriction(value, status('restricted'));
    case 'ACCOUNT_VIOLATION': {
      const said = value.violation_info?.violation_type ?? null;
      return { ...NOTHING, raise: [{ kind: 'account.violation', about: null, said: asWords(said) }] };
    }
    case 'DISABLED_UPDATE': {
      const state = value.ban_info?.waba_ban_state ?? '';
      const said = value.ban_info?.waba_ban_date ?? null;
      return state === 'REINSTATE'
        ? { ...NOTHING, facts: status('active'), over: ended('account.banned') }
        : { facts: status('banned', said), raise: [{ kind: 'account.banned', about: null, said }], over: [] };
    }
    case 'ACCOUNT_DELETED':
      return {
        ...NOTHING,
        facts: status('deleted'),
        raise: [{ kind: 'account.deleted', about: null, said: null }],
      };
    case 'ACCOUNT_OFFBOARDED': {
      // Only of numbers that the phone app used too. Source: Meta, onboarding WhatsApp Business app users.
      const said = asWords(value.disconnection_info?.reason ?? null);
      return {
        facts: [...status('disconnected', said), phoneApp(false)],
        raise: [{ kind: 'account.disconnected', about: null, said }],
        over: [],
        mustBeAskedAbout: true,
      };
    }
    case 'PARTNER_REMOVED':
    case 'PARTNER_APP_UNINSTALLED': {
      const said = asWords(value.disconnection_info?.reason ?? null);
      return {
        ...NOTHING,
        facts: status('disconnected', said),
        raise: [{ kind: 'account.disconnected', about: null, said }],
      };
    }
    case 'ACCOUNT_RECONNECTED':
      return {
        raise: [],
        facts: [...status('active'), phoneApp(true)],
        over: ended('account.disconnected'),
        mustBeAskedAbout: true,
      };
    case 'PARTNER_ADDED':
    case 'PARTNER_APP_INSTALLED':
      return {
        ...NOTHING,
        facts: status('active'),
        over: ended('account.disconnected'),
        mustBeAskedAbout: true,
      };
    case 'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE':
      return { ...NOTHING, raise: [{ kind: 'account.certificate', about: null, said: null }] };
    default:
      return NOTHING;
  }
}

function phoneApp(isOnPhoneApp: boolean): News['facts'][number] {
  return { fact: 'phone_app', value: { isOnPhoneApp } };
}

function readRestriction({ restriction_info: info }: AccountValue, status: News['facts']): News {
  const restrictions = (info ?? []).flatMap(({ restriction_type: type, expiration }) =>
    type == null ? [] : [{ type, untilMs: expiration == null ? null : expiration * 1_000 }],
  );
  const said = restrictions
    .map(({ type, untilMs }) =>
      untilMs === null
        ? asWords(type)
        : `${asWords(type)} until ${new Date(untilMs).toISOString().slice(0, 10)}`,
    )
    .join('; ');
  return {
    facts: [...status, { fact: 'account_restrictions', value: { restrictions } }],
    raise: [{ kind: 'account.restricted', about: null, said: said === '' ? null : said }],
    over: [],
  };
}

function readReview({ decision }: AccountValue): News {
  if (decision == null) return NOTHING;
  const facts: News['facts'] = [{ fact: 'account_review', value: { decision } }];
  if (decision === 'APPROVED') return { facts, raise: [], over: ended('account.review_rejected') };
  return decision === 'REJECTED'
    ? { facts, raise: [{ kind: 'account.review_rejected', about: null, said: null }], over: [] }
    : { facts, raise: [], over: [] };
}

function readAlert({ alert_info: info }: AccountValue): News {
  if (info?.alert_type == null) return NOTHING;
  if (info.alert_status === 'RESOLVED')
    return { ...NOTHING, over: [{ kind: 'account.alert', about: info.alert_type }] };
  const said = [asWords(info.alert_type), info.alert_description].filter((one) => one != null).join(': ');
  const severity =
    info.alert_severity === 'CRITICAL'
      ? 'critical'
      : info.alert_severity === 'INFORMATIONAL'
        ? 'info'
        : 'warning';
  return {
    ...NOTHING,
    raise: [
      { kind: 'account.alert', about: info.alert_type, said: said.slice(0, 600).toWellFormed(), severity },
    ],
  };
}

/** The limit by its old and new names: `-1` and `TIER_UNLIMITED` are without end. */
function readLimit(value: AccountValue): News {
  const given =
    value.max_daily_conversations_per_business ??
    value.max_daily_conversation_per_phone ??
    value.current_limit;
  return given == null
    ? NOTHING
    : { ...NOTHING, facts: [{ fact: 'messaging_limit', value: limitOf(given) }] };
}

/** A limit in Meta's words and in people per day (null: unlimited, or a tier that is not known). */
export function limitOf(given: string | number): { tier: string; peoplePerDay: number | null } {
  if (typeof given === 'number') {
    return given < 0
      ? { tier: 'TIER_UNLIMITED', peoplePerDay: null }
      : { tier: String(given), peoplePerDay: given };
  }
  const people = PEOPLE_OF_TIER[given] ?? (/^\d+$/.test(given) ? Number(given) : null);
  return { tier: given, peoplePerDay: people };
}

/** Source: Meta, phone_number_quality_update: FLAGGED and UNFLAGGED are of the quality, the others of the limit. */
function readQuality(value: AccountValue): News {
  const { facts } = readLimit(value);
  const rating = (name: string): News['facts'][number] => ({ fact: 'quality', value: { rating: name } });
  switch (value.event) {
    case 'FLAGGED':
      return {
        facts: [...facts, rating('RED')],
        raise: [{ kind: 'number.quality_low', about: null, said: null }],
        over: [],
      };
    case 'UNFLAGGED':
      return {
        facts: [...facts, rating('GREEN')],
        raise: [],
        over: ended('number.quality_low', 'number.quality_medium'),
      };
    case 'DOWNGRADE': {
      const said =
        value.old_limit == null ? null : `From ${value.old_limit} to ${value.current_limit ?? 'less'}`;
      return { facts, raise: [{ kind: 'number.limit_lowered', about: null, said }], over: [] };
    }
    case 'UPGRADE':
      return { facts, raise: [], over: ended('number.limit_lowered') };
    case 'THROUGHPUT_UPGRADE':
      return { facts: [...facts, { fact: 'throughput', value: throughputOf('HIGH') }], raise: [], over: [] };
    default:
      return { facts, raise: [], over: [] };
  }
}

/** Source: Meta, Cloud API throughput: 80 messages a second, 1,000 after the upgrade, inbound ones included. */
export function throughputOf(level: string): { level: string; messagesPerSecond: number | null } {
  return { level, messagesPerSecond: level === 'HIGH' ? 1_000 : level === 'STANDARD' ? 80 : null };
}

function readName(value: AccountValue): News {
  const { decision, requested_verified_name: name, rejection_reason: reason } = value;
  if (decision == null) return NOTHING;
  const facts: News['facts'] = [
    { fact: 'name_status', value: { status: decision, requestedName: name ?? null } },
    ...(decision === 'APPROVED' && name != null ? [{ fact: 'verified_name' as const, value: { name } }] : []),
  ];
  if (decision === 'APPROVED') return { facts, raise: [], over: ended('number.name_rejected') };
  const said = [name, reason === 'NONE' ? null : asWords(reason ?? null)]
    .filter((one) => one != null)
    .join(': ');
  return decision === 'REJECTED' || decision === 'DECLINED'
    ? {
        facts,
        raise: [{ kind: 'number.name_rejected', about: null, said: said === '' ? null : said }],
        over: [],
      }
    : { facts, raise: [], over: [] };
}

function readSecurity({ event, requester }: AccountValue): News {
  if (event == null) return NOTHING;
  const facts: News['facts'] = [{ fact: 'security', value: { event } }];
  const said = requester == null ? null : `By Meta user ${requester}`;
  if (event === 'PIN_CHANGED' || event === 'PIN_REQUEST_SUCCESS') {
    return { facts, raise: [{ kind: 'number.pin_changed', about: null, said }], over: [] };
  }
  return event === 'PIN_RESET_REQUEST'
    ? { facts, raise: [{ kind: 'number.pin_reset_requested', about: null, said }], over: [] }
    : { facts, raise: [], over: [] };
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

function ended(...kinds: TroubleKind[]): News['over'] {
  return kinds.map((kind) => ({ kind, about: null }));
}

/** `RESTRICTED_BIZ_INITIATED_MESSAGING` as a person reads it. */
function asWords(word: string | null): string | null {
  return word === null ? null : word.charAt(0) + word.slice(1).toLowerCase().replaceAll('_', ' ');
}
