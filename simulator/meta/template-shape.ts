import { z } from 'zod';
import { limits } from './limits.ts';

const upperCase = z
  .string()
  .max(60)
  .transform((text) => text.toUpperCase());

const button = z.looseObject({
  type: upperCase.pipe(
    z.enum([
      'QUICK_REPLY',
      'URL',
      'PHONE_NUMBER',
      'COPY_CODE',
      'OTP',
      'FLOW',
      'CATALOG',
      'MPM',
      'SPM',
      'VOICE_CALL',
      'REQUEST_CONTACT_INFO',
    ]),
  ),
  text: z.string().max(limits.templateButtonText).optional(),
  url: z.string().max(2000).optional(),
  phone_number: z.string().max(20).optional(),
  flow_action: z.string().max(40).optional(),
  navigate_screen: z.string().max(200).optional(),
  otp_type: upperCase.optional(),
  autofill_text: z.string().max(limits.templateButtonText).optional(),
  zero_tap_terms_accepted: z.boolean().optional(),
  supported_apps: z
    .array(z.strictObject({ package_name: z.string(), signature_hash: z.string() }))
    .max(limits.codeApps)
    .optional(),
});

const part = z.looseObject({
  type: upperCase.pipe(
    z.enum([
      'HEADER',
      'BODY',
      'FOOTER',
      'BUTTONS',
      'CAROUSEL',
      'LIMITED_TIME_OFFER',
      'CALL_PERMISSION_REQUEST',
    ]),
  ),
  format: upperCase.pipe(z.enum(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'PRODUCT'])).optional(),
  text: z.string().optional(),
  buttons: z.array(button).min(1).optional(),
  code_expiration_minutes: z.int().min(limits.codeMinutesMin).max(limits.codeMinutesMax).optional(),
  limited_time_offer: z
    .strictObject({
      text: z.string().min(1).max(limits.templateOfferText),
      has_expiration: z.boolean().optional(),
    })
    .optional(),
});

const component = part.extend({
  cards: z
    .array(z.strictObject({ components: z.array(part).min(1).max(3) }))
    .min(limits.carouselCardsMin)
    .max(limits.carouselCardsMax)
    .optional(),
});

export type Part = z.infer<typeof part>;
export type Component = z.infer<typeof component>;

export const templateSchema = z.looseObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  parameter_format: upperCase.pipe(z.enum(['POSITIONAL', 'NAMED'])).optional(),
  components: z.array(component).min(1).max(10),
});

export const templateEditSchema = templateSchema.pick({ components: true }).extend({
  category: templateSchema.shape.category.optional(),
  components: templateSchema.shape.components.optional(),
});

export type CheckedTemplate = z.infer<typeof templateSchema>;
