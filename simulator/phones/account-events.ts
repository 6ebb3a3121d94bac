import { phoneDigits } from '../meta/phone-digits.ts';
import { webhookError } from '../meta/errors.ts';
import type { NumberHealth } from '../world/number-health.ts';
import type { BusinessNumber, JsonObject } from '../world/types.ts';
import { metadataOf } from '../webhooks/compose-post.ts';

export type AccountEvent = {
  field: string;
  value: JsonObject;
  /** What the fields of the Graph API say from now on. */
  health?: Partial<NumberHealth>;
};

type Build = (number: BusinessNumber, nowSeconds: number) => AccountEvent;

const OWNER = '2329417887457253';
const PARTNERS = ['2949482758682047', '520744086200222'];

const update =
  (event: string, rest: JsonObject = {}, health?: Partial<NumberHealth>): Build =>
  () => ({ field: 'account_update', value: { event, ...rest }, ...(health === undefined ? {} : { health }) });

const wabaInfo = (number: BusinessNumber, rest: JsonObject = {}): JsonObject => ({
  waba_info: { waba_id: number.wabaId, owner_business_id: OWNER, ...rest },
});

const display = (number: BusinessNumber) => ({
  display_phone_number: phoneDigits(number.displayPhoneNumber),
});

/** Everything that Meta tells of an account or a number, one ready example of each. */
const events = {
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
  'account-alert': (number) => ({
    field: 'account_alerts',
    value: {
      entity_type: 'WABA',
      entity_id: number.wabaId,
      alert_info: {
        alert_severity: 'WARNING',
        alert_status: 'ACTIVE',
        alert_type: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED',
        alert_description: 'Limits cannot be increased for this business yet.',
      },
    },
  }),
  'review-approved': () => ({
    field: 'account_review_update',
    value: { decision: 'APPROVED' },
    health: { accountReviewStatus: 'APPROVED' },
  }),
  'review-rejected': () => ({
    field: 'account_review_update',
    value: { decision: 'REJECTED' },
    health: { accountReviewStatus: 'REJECTED' },
  }),
  'number-flagged': (number) => ({
    field: 'phone_number_quality_update',
    value: { ...display(number), event: 'FLAGGED', max_daily_conversations_per_business: 'TIER_2K' },
    health: { qualityRating: 'RED', status: 'FLAGGED' },
  }),
  'number-unflagged': (number) => ({
    field: 'phone_number_quality_update',
    value: { ...display(number), event: 'UNFLAGGED', max_daily_conversations_per_business: 'TIER_2K' },
    health: { qualityRating: 'GREEN', status: 'CONNECTED' },
  }),
  'limit-raised': (number) => ({
    field: 'phone_number_quality_update',
    value: {
      ...display(number),
      event: 'UPGRADE',
      max_daily_conversations_per_business: 'TIER_10K',
    },
    health: { messagingLimit: 'TIER_10K' },
  }),
  'limit-lowered': (number) => ({
    field: 'phone_number_quality_update',
    value: {
      ...display(number),
      event: 'DOWNGRADE',
      max_daily_conversations_per_business: 'TIER_250',
    },
    health: { messagingLimit: 'TIER_250', qualityRating: 'YELLOW' },
  }),
  'throughput-raised': (number) => ({
    field: 'phone_number_quality_update',
    value: {
      ...display(number),
      event: 'THROUGHPUT_UPGRADE',
      max_daily_conversations_per_business: 'TIER_UNLIMITED',
    },
    health: { throughput: 'HIGH', messagingLimit: 'TIER_UNLIMITED' },
  }),
  'name-approved': (number) => ({
    field: 'phone_number_name_update',
    value: {
      ...display(number),
      decision: 'APPROVED',
      requested_verified_name: number.verifiedName,
      rejection_reason: null,
    },
    health: { nameStatus: 'APPROVED' },
  }),
  'name-rejected': (number) => ({
    field: 'phone_number_name_update',
    value: {
      ...display(number),
      decision: 'REJECTED',
      requested_verified_name: number.verifiedName,
      rejection_reason: 'NAME_NOT_RELATED_TO_BUSINESS',
    },
    health: { nameStatus: 'DECLINED' },
  }),
  'capability-changed': () => ({
    field: 'business_capability_update',
    value: { max_daily_conversations_per_business: 10_000, max_phone_numbers_per_waba: 25 },
    health: { messagingLimit: 'TIER_10K' },
  }),
  'pin-changed': (number) => ({
    field: 'security',
    value: { ...display(number), event: 'PIN_CHANGED', requester: OWNER },
  }),
  'pin-reset-requested': (number) => ({
    field: 'security',
    value: { ...display(number), event: 'PIN_RESET_REQUEST', requester: OWNER },
  }),
  'calling-enabled': (number, nowSeconds) => ({
    field: 'account_settings_update',
    value: {
      messaging_product: 'whatsapp',
      timestamp: String(nowSeconds),
      type: 'PHONE_NUMBER_SETTINGS',
      phone_number_settings: {
        phone_number_id: number.phoneNumberId,
        calling: { status: 'ENABLED', call_icon_visibility: 'DEFAULT' },
      },
    },
  }),
  'username-approved': (number) => ({
    field: 'business_username_updates',
    value: { ...display(number), username: 'demo_garden', status: 'approved' },
  }),
  'flow-changed': () => ({
    field: 'flows',
    value: {
      event: 'FLOW_STATUS_CHANGE',
      message: 'Flow Booking changed status from DRAFT to PUBLISHED',
      flow_id: '6627390910605886',
      old_status: 'DRAFT',
      new_status: 'PUBLISHED',
    },
  }),
  'payment-configured': (_, nowSeconds) => ({
    field: 'payment_configuration_update',
    value: {
      configuration_name: 'main',
      provider_name: 'razorpay',
      provider_mid: 'acc_1',
      status: 'Needs Testing',
      created_timestamp: nowSeconds,
      updated_timestamp: nowSeconds,
    },
  }),
  'solution-created': () => ({
    field: 'partner_solutions',
    value: { event: 'SOLUTION_CREATED', solution_id: '774485461512159', solution_status: 'INITIATED' },
  }),
  'value-error': (number) => ({
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: metadataOf(number),
      errors: [
        webhookError(
          130429,
          'Message failed to send because there were too many messages sent from this phone number',
        ),
      ],
    },
  }),
} as const satisfies Record<string, Build>;

export type AccountEventName = keyof typeof events;

export const accountEventNames = Object.keys(events).filter(isAccountEventName);

export function isAccountEventName(name: string): name is AccountEventName {
  return Object.hasOwn(events, name);
}

export function buildAccountEvent(
  name: AccountEventName,
  number: BusinessNumber,
  nowSeconds: number,
): AccountEvent {
  return events[name](number, nowSeconds);
}
