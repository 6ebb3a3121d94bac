import { phoneDigits } from '../meta/phone-digits.ts';
import { webhookError } from '../meta/errors.ts';
import type { BusinessNumber, JsonObject } from '../world/types.ts';
import { metadataOf } from '../webhooks/compose-post.ts';
import { OWNER, accountUpdateEvents } from './account-update-events.ts';
import type { AccountEvent, BuildAccountEvent } from './account-update-events.ts';

const display = (number: BusinessNumber) => ({
  display_phone_number: phoneDigits(number.displayPhoneNumber),
});

/** Everything that Meta tells of an account or a number, one ready example of each. */
const events = {
  ...accountUpdateEvents,
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
  'lead-submitted': (number, nowSeconds) => automaticEvent(number, nowSeconds, 'LeadSubmitted'),
  purchase: (number, nowSeconds) =>
    automaticEvent(number, nowSeconds, 'Purchase', { currency: 'BRL', value: 25_000 }),
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
} as const satisfies Record<string, BuildAccountEvent>;

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

/** What Meta's models read out of a conversation that an ad began. */
function automaticEvent(
  number: BusinessNumber,
  nowSeconds: number,
  name: string,
  data?: JsonObject,
): AccountEvent {
  return {
    field: 'automatic_events',
    value: {
      messaging_product: 'whatsapp',
      metadata: metadataOf(number),
      automatic_events: [
        {
          id: 'wamid.HBgMc2FtcGxlIGV2ZW50AA==',
          event_name: name,
          timestamp: nowSeconds,
          ctwa_clid: 'ARsample-click',
          ...(data === undefined ? {} : { custom_data: data }),
        },
      ],
    },
  };
}
