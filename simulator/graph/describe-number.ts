import { MetaRefusal, errorTitle } from '../meta/errors.ts';
import { healthOf } from '../world/number-health.ts';
import type { BusinessNumber, JsonObject } from '../world/types.ts';

const BUSINESS_ID = '2329417887457253';

/** The fields of a business phone number; those that nobody asked for by name are Meta's usual ones. */
export function describeNumber(number: BusinessNumber, fields: string | undefined): JsonObject {
  const health = healthOf(number);
  const quality = { score: health.qualityRating };
  return pick(
    {
      verified_name: number.verifiedName,
      code_verification_status: health.codeVerificationStatus,
      display_phone_number: number.displayPhoneNumber,
      quality_rating: health.qualityRating,
      quality_score: quality,
      platform_type: number.isRegistered ? 'CLOUD_API' : 'NOT_APPLICABLE',
      throughput: { level: health.throughput },
      name_status: health.nameStatus,
      status: number.isRegistered ? health.status : 'DISCONNECTED',
      account_mode: health.accountMode,
      messaging_limit_tier: health.messagingLimit,
      whatsapp_business_manager_messaging_limit: health.messagingLimit,
      health_status: healthStatusOf(number, [
        { type: 'PHONE_NUMBER', id: number.phoneNumberId },
        { type: 'WABA', id: number.wabaId },
      ]),
      is_official_business_account: false,
      is_on_biz_app: health.isOnPhoneApp,
      is_pin_enabled: number.pin !== undefined,
      last_onboarded_time: '2026-01-05T10:00:00+0000',
      webhook_configuration: callbacksOf(number),
      id: number.phoneNumberId,
    },
    fields,
    [
      'verified_name',
      'code_verification_status',
      'display_phone_number',
      'quality_rating',
      'platform_type',
      'throughput',
      'webhook_configuration',
      'last_onboarded_time',
    ],
  );
}

function callbacksOf(number: BusinessNumber): JsonObject {
  return {
    ...(number.numberOverride ? { phone_number: number.numberOverride.callbackUrl } : {}),
    ...(number.accountOverride ? { whatsapp_business_account: number.accountOverride.callbackUrl } : {}),
    ...(number.callbackUrl === null ? {} : { application: number.callbackUrl }),
  };
}

/** The fields of a WhatsApp Business Account, read from one of its numbers. */
export function describeAccount(number: BusinessNumber, fields: string | undefined): JsonObject {
  const health = healthOf(number);
  return pick(
    {
      id: number.wabaId,
      name: number.verifiedName,
      timezone_id: '1',
      currency: 'USD',
      country: 'BR',
      account_review_status: health.accountReviewStatus,
      business_verification_status: health.businessVerificationStatus,
      ownership_type: health.ownershipType,
      owner_business_info: { name: number.verifiedName, id: BUSINESS_ID },
      on_behalf_of_business_info: {
        name: number.verifiedName,
        id: BUSINESS_ID,
        status: 'APPROVED',
        type: 'SELF',
      },
      message_template_namespace: 'd3e5_8b1a_4f0c_9a77_demo',
      status: health.canSendMessage === 'BLOCKED' ? 'DISABLED' : 'ACTIVE',
      whatsapp_business_manager_messaging_limit: health.messagingLimit,
      health_status: healthStatusOf(number, [{ type: 'WABA', id: number.wabaId }]),
      is_enabled_for_insights: true,
    },
    fields,
    ['name', 'timezone_id', 'message_template_namespace'],
  );
}

/** What stands in the way of sending, per thing that takes part in it. */
function healthStatusOf(number: BusinessNumber, own: { type: string; id: string }[]): JsonObject {
  const { canSendMessage } = healthOf(number);
  const isHindered = canSendMessage !== 'AVAILABLE';
  const hindrance = {
    errors: [
      {
        error_code: 368,
        error_description: errorTitle(368),
        possible_solution: 'Visit the Business Support Home to appeal.',
      },
    ],
  };
  return {
    can_send_message: canSendMessage,
    entities: [
      ...own.map(({ type, id }) => ({
        entity_type: type,
        id,
        can_send_message: canSendMessage,
        ...(isHindered && type === 'WABA' ? hindrance : {}),
      })),
      { entity_type: 'BUSINESS', id: BUSINESS_ID, can_send_message: 'AVAILABLE' },
      { entity_type: 'APP', id: number.appId, can_send_message: 'AVAILABLE' },
    ],
  };
}

export function pick(all: JsonObject, fields: string | undefined, usual: string[]): JsonObject {
  const wanted = fields?.split(',').map((field) => field.trim()) ?? usual;
  const unknown = wanted.find((field) => !Object.hasOwn(all, field));
  if (unknown !== undefined) {
    throw new MetaRefusal(100, { message: `(#100) Tried accessing nonexisting field (${unknown})` });
  }
  return Object.fromEntries(Object.entries(all).filter(([key]) => key === 'id' || wanted.includes(key)));
}
