import * as z from 'zod/mini';
import { META_LIMITS as LIMITS } from '../limits.ts';
import { httpsUrl, id, json, text } from './outbound-fields.ts';
import { around, body } from './outbound-header.ts';

export const callToAction = z.strictObject({
  type: z.literal('cta_url'),
  ...around,
  action: z.strictObject({
    name: z.literal('cta_url'),
    parameters: z.strictObject({ display_text: text(LIMITS.callToActionCharacters), url: httpsUrl }),
  }),
});

export const locationRequest = z.strictObject({
  type: z.literal('location_request_message'),
  body,
  action: z.strictObject({ name: z.literal('send_location') }),
});

export const flow = z.strictObject({
  type: z.literal('flow'),
  ...around,
  action: z.strictObject({
    name: z.literal('flow'),
    parameters: z
      .strictObject({
        flow_message_version: z.literal('3'),
        flow_id: z.optional(id),
        flow_name: z.optional(text(200)),
        flow_cta: text(LIMITS.callToActionCharacters),
        flow_token: z.optional(text(LIMITS.flowTokenCharacters)),
        flow_action: z.optional(z.enum(['navigate', 'data_exchange'])),
        flow_action_payload: z.optional(
          z.strictObject({ screen: z.optional(text(LIMITS.flowScreenCharacters)), data: z.optional(json) }),
        ),
        mode: z.optional(z.enum(['draft', 'published'])),
      })
      .check(
        z.refine(
          (parameters) => (parameters.flow_id === undefined) !== (parameters.flow_name === undefined),
          'Name the flow by its id or by its name.',
        ),
      ),
  }),
});

export const contactRequest = z.strictObject({
  type: z.literal('contact_request'),
  body,
  action: z.strictObject({ name: z.literal('request_contact_info') }),
});

export const callPermission = z.strictObject({
  type: z.literal('call_permission_request'),
  body: z.optional(body),
  action: z.strictObject({ name: z.literal('call_permission_request') }),
});

/** Only where Meta knows how addresses are written. */
export const address = z.strictObject({
  type: z.literal('address_message'),
  ...around,
  action: z.strictObject({
    name: z.literal('address_message'),
    parameters: z.strictObject({ country: z.enum(['IN', 'SG']), values: z.optional(json) }),
  }),
});

/** A button with which the customer calls the business by WhatsApp. */
export const callButton = z.strictObject({
  type: z.literal('voice_call'),
  ...around,
  action: z.strictObject({
    name: z.literal('voice_call'),
    parameters: z.optional(
      z.strictObject({
        display_text: z.optional(text(LIMITS.callToActionCharacters)),
        ttl_minutes: z.optional(z.int().check(z.minimum(1), z.maximum(LIMITS.callButtonMinutes))),
        payload: z.optional(text(LIMITS.templatePayloadCharacters)),
      }),
    ),
  }),
});
