import { z } from 'zod';
import { limits } from '../limits.ts';
import { orderDetails, orderStatus } from './order-content.ts';
import { documentSchema, imageSchema, videoSchema } from './media-content.ts';
import { locationSchema } from './plain-content.ts';

const parameterName = z.string().min(1).max(100).optional();

/** Meta's own samples also send booleans and numbers as the text of a parameter. */
const parameterText = z
  .union([z.string().min(1).max(limits.templateParameterText), z.number(), z.boolean()])
  .transform(String)
  .refine((value) => !/[\n\r\t]| {5,}/.test(value), {
    error: 'cannot have new-line/tab characters or more than 4 consecutive spaces',
    params: { code: 132018 },
  });

const parameter = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: parameterText, parameter_name: parameterName }),
  z.strictObject({
    type: z.literal('currency'),
    parameter_name: parameterName,
    currency: z.strictObject({
      fallback_value: z.string().min(1).max(1000),
      code: z.string().length(3),
      amount_1000: z.int(),
    }),
  }),
  z.strictObject({
    type: z.literal('date_time'),
    parameter_name: parameterName,
    date_time: z.looseObject({ fallback_value: z.string().min(1).max(1000) }),
  }),
  z.strictObject({ type: z.literal('image'), image: imageSchema, parameter_name: parameterName }),
  z.strictObject({ type: z.literal('video'), video: videoSchema, parameter_name: parameterName }),
  z.strictObject({ type: z.literal('document'), document: documentSchema, parameter_name: parameterName }),
  z.strictObject({ type: z.literal('location'), location: locationSchema }),
  z.strictObject({ type: z.literal('payload'), payload: z.string().max(1000) }),
  z.strictObject({
    type: z.literal('coupon_code'),
    coupon_code: z.string().min(1).max(limits.templateCopyCode),
  }),
  z.strictObject({
    type: z.literal('action'),
    action: z.looseObject({ order_details: orderDetails.optional() }),
  }),
  z.strictObject({
    type: z.literal('ttl_minutes'),
    ttl_minutes: z.int().min(1).max(limits.callButtonMinutes),
  }),
  z.strictObject({ type: z.literal('order_status'), order_status: orderStatus }),
  z.strictObject({
    type: z.literal('limited_time_offer'),
    limited_time_offer: z.looseObject({ expiration_time_ms: z.int() }),
  }),
  z.strictObject({
    type: z.literal('product'),
    product: z.strictObject({ product_retailer_id: z.string().min(1), catalog_id: z.string().min(1) }),
  }),
]);

const lowerCase = z
  .string()
  .max(40)
  .transform((text) => text.toLowerCase());

const simpleComponent = z.strictObject({
  type: lowerCase.pipe(z.enum(['header', 'body', 'footer', 'limited_time_offer', 'order_status'])),
  parameters: z.array(parameter).max(100).optional(),
});

const buttonComponent = z.strictObject({
  type: lowerCase.pipe(z.literal('button')),
  sub_type: lowerCase.pipe(
    z.enum([
      'quick_reply',
      'url',
      'copy_code',
      'flow',
      'catalog',
      'mpm',
      'order_details',
      'voice_call',
      'phone_number',
    ]),
  ),
  index: z
    .union([z.int(), z.string().regex(/^\d+$/)])
    .transform(Number)
    .pipe(
      z
        .int()
        .min(0)
        .max(limits.templateButtons - 1),
    ),
  parameters: z.array(parameter).max(10).optional(),
});

const card = z.strictObject({
  card_index: z.union([z.int(), z.string().regex(/^\d+$/)]).transform(Number),
  components: z.array(z.union([simpleComponent, buttonComponent])).max(20),
});

const carouselComponent = z.strictObject({
  type: lowerCase.pipe(z.literal('carousel')),
  cards: z.array(card).min(limits.carouselCardsMin).max(limits.carouselCardsMax),
});

export const templateSchema = z.strictObject({
  name: z.string().min(1).max(limits.templateName),
  language: z.strictObject({
    code: z.string().min(1).max(40),
    policy: z.literal('deterministic').optional(),
  }),
  namespace: z.string().max(200).optional(),
  components: z
    .array(z.union([simpleComponent, buttonComponent, carouselComponent]))
    .max(30)
    .optional(),
});

export type TemplateContent = z.infer<typeof templateSchema>;
export type TemplateParameter = z.infer<typeof parameter>;
export type TemplateComponent = NonNullable<TemplateContent['components']>[number];
