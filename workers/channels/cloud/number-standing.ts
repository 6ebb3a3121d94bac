import type { AccountValue } from './account-wire.ts';
import { asWords, ended, NOTHING, type News } from './news.ts';

/** Tiers in people per day. Source: Meta, messaging limits. */
const PEOPLE_OF_TIER: Record<string, number> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1_000,
  TIER_2K: 2_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
};

/** The limit by its old and new names: `-1` and `TIER_UNLIMITED` are without end. */
export function readLimit(value: AccountValue): News {
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
export function readQuality(value: AccountValue): News {
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

/** What a notice of `phone_number_name_update` says. Source: Meta, phone_number_name_update webhook. */
export function readName(value: AccountValue): News {
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

/** What a notice of `security` says. Source: Meta, security webhook. */
export function readSecurity({ event, requester }: AccountValue): News {
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
