import { RESTRICTION_WORDS } from '../../contracts/restrictions.ts';
import type { AccountValue } from './account-wire.ts';
import { asWords, ended, NOTHING, type News } from './news.ts';

/** The day on which something ends, where it is the same for everybody. */
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** What a notice of `account_update` says. Source: Meta, account_update webhook. */
export function readAccountUpdate(value: AccountValue): News {
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
      [RESTRICTION_WORDS[type] ?? asWords(type), untilMs === null ? null : `until ${DAY.format(untilMs)}`]
        .filter((part) => part !== null)
        .join(' '),
    )
    .join('. ');
  return {
    facts: [...status, { fact: 'account_restrictions', value: { restrictions } }],
    raise: [{ kind: 'account.restricted', about: null, said: said === '' ? null : said }],
    over: [],
  };
}

/** What a notice of `account_review_update` says. Source: Meta, account_review_update webhook. */
export function readAccountReview({ decision }: AccountValue): News {
  if (decision == null) return NOTHING;
  const facts: News['facts'] = [{ fact: 'account_review', value: { decision } }];
  if (decision === 'APPROVED') return { facts, raise: [], over: ended('account.review_rejected') };
  return decision === 'REJECTED'
    ? { facts, raise: [{ kind: 'account.review_rejected', about: null, said: null }], over: [] }
    : { facts, raise: [], over: [] };
}

/** What a notice of `account_alerts` says. Source: Meta, account_alerts webhook. */
export function readAccountAlert({ alert_info: info }: AccountValue): News {
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
