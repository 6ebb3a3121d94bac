import type { NumberHealth } from '../world/number-health.ts';
import type { BusinessNumber, JsonObject } from '../world/types.ts';

export type AccountEvent = {
  field: string;
  value: JsonObject;
  /** What the fields of the Graph API say from now on. */
  health?: Partial<NumberHealth>;
};

export type BuildAccountEvent = (number: BusinessNumber, nowSeconds: number) => AccountEvent;

export const OWNER = '2329417887457253';
const PARTNERS = ['2949482758682047', '520744086200222'];

const update =
  (event: string, rest: JsonObject = {}, health?: Partial<NumberHealth>): BuildAccountEvent =>
  () => ({ field: 'account_update', value: { event, ...rest }, ...(health === undefined ? {} : { health }) });

const wabaInfo = (number: BusinessNumber, rest: JsonObject = {}): JsonObject => ({
  waba_info: { waba_id: number.wabaId, owner_business_id: OWNER, ...rest },
});

/** One ready example of each event of the field `account_update`. */
export const accountUpdateEvents = {
  'account-deleted': update('ACCOUNT_DELETED', {}, { canSendMessage: 'BLOCKED' }),
  'account-violation': update('ACCOUNT_VIOLATION', { violation_info: { violation_type: 'SPAM' } }),
  'account-restricted': (_, nowSeconds) => ({
    field: 'account_update',
    value: {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [
        { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: nowSeconds + 86_400 },
        { restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION', expiration: nowSeconds + 86_400 },
      ],
    },
    health: { status: 'RESTRICTED', canSendMessage: 'LIMITED' },
  }),
  'account-disabled': update(
    'DISABLED_UPDATE',
    { ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'June 15, 2026' } },
    { status: 'BANNED', canSendMessage: 'BLOCKED', accountReviewStatus: 'DISABLED' },
  ),
  'account-reinstated': update(
    'DISABLED_UPDATE',
    { ban_info: { waba_ban_state: 'REINSTATE', waba_ban_date: 'June 15, 2026' } },
    { status: 'CONNECTED', canSendMessage: 'AVAILABLE', accountReviewStatus: 'APPROVED' },
  ),
  'account-offboarded': update('ACCOUNT_OFFBOARDED', {}, { isOnPhoneApp: false }),
  'account-reconnected': update('ACCOUNT_RECONNECTED', {}, { isOnPhoneApp: true }),
  'ad-account-linked': (number) => ({
    field: 'account_update',
    value: { event: 'AD_ACCOUNT_LINKED', ...wabaInfo(number, { ad_account_linked: '980198427534243' }) },
  }),
  'auth-international-price': (_, nowSeconds) => ({
    field: 'account_update',
    value: {
      event: 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE',
      auth_international_rate_eligibility: {
        start_time: nowSeconds,
        exception_countries: [{ country_code: 'ID', start_time: nowSeconds }],
      },
    },
  }),
  'business-location': update('BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE', { country: 'BR' }),
  'marketing-terms-signed': (number) => ({
    field: 'account_update',
    value: { event: 'MM_LITE_TERMS_SIGNED', ...wabaInfo(number) },
  }),
  'partner-added': (number) => ({
    field: 'account_update',
    value: {
      event: 'PARTNER_ADDED',
      ...wabaInfo(number, { solution_id: '1715120619246906', solution_partner_business_ids: PARTNERS }),
    },
  }),
  'partner-removed': (number) => ({
    field: 'account_update',
    value: {
      event: 'PARTNER_REMOVED',
      ...wabaInfo(number),
      disconnection_info: { reason: 'PRIMARY_INACTIVITY', initiated_by: 'SYSTEM' },
    },
  }),
  'partner-app-installed': (number) => ({
    field: 'account_update',
    value: { event: 'PARTNER_APP_INSTALLED', ...wabaInfo(number, { partner_app_id: number.appId }) },
  }),
  'partner-app-uninstalled': (number) => ({
    field: 'account_update',
    value: { event: 'PARTNER_APP_UNINSTALLED', ...wabaInfo(number, { partner_app_id: number.appId }) },
  }),
  'partner-certification': update('PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE', {
    partner_client_certification_info: {
      client_business_id: OWNER,
      status: 'APPROVED',
      rejection_reasons: ['NONE'],
    },
  }),
  'volume-tier': (_, nowSeconds) => ({
    field: 'account_update',
    value: {
      event: 'VOLUME_BASED_PRICING_TIER_UPDATE',
      volume_tier_info: {
        tier_update_time: nowSeconds,
        pricing_category: 'UTILITY',
        tier: '25000001:50000000',
        effective_month: '2026-06',
        region: 'Brazil',
      },
    },
  }),
} as const satisfies Record<string, BuildAccountEvent>;
