import * as z from 'zod/mini';
import { META_LIMITS as LIMITS } from '../limits.ts';
import { TEMPLATE_LIMITS } from '../template-limits.ts';
import { hasNoRepeats, json, list, position, text } from './outbound-fields.ts';
import { orderDetails, orderStatus } from './orders.ts';
import { place } from './place.ts';
import { productId, productRef, productSections } from './products.ts';
import { headerDocument, headerImage, headerVideo } from './outbound-header.ts';

/** Only of a template whose places have names. */
const parameter_name = z.optional(
  z
    .string()
    .check(z.regex(/^\w+$/, 'A name of letters, digits and _.'), z.maxLength(LIMITS.templateNameCharacters)),
);

/** Meta refuses these in a place (132018). */
const oneLine = z.refine<string>(
  (value) => !/[\n\r\t]| {5,}/.test(value),
  'No line breaks, tabs or more than four blanks in a row.',
);
const textOf = (max: number) =>
  z.strictObject({ type: z.literal('text'), parameter_name, text: text(max).check(oneLine) });

const clockNumber = (min: number, max: number) => z.optional(z.int().check(z.minimum(min), z.maximum(max)));
const currency = z.strictObject({
  type: z.literal('currency'),
  parameter_name,
  currency: z.strictObject({
    /** What is shown where the amount cannot be written in the customer's way. */
    fallback_value: text(LIMITS.templateTextCharacters).check(oneLine),
    code: z.string().check(z.regex(/^[A-Z]{3}$/, 'Three capitals, for example BRL.')),
    /** The amount times 1,000. */
    amount_1000: z.int(),
  }),
});
const dateTime = z.strictObject({
  type: z.literal('date_time'),
  parameter_name,
  date_time: z.strictObject({
    fallback_value: text(LIMITS.templateTextCharacters).check(oneLine),
    day_of_week: clockNumber(1, 7),
    year: clockNumber(1, 9_999),
    month: clockNumber(1, 12),
    day_of_month: clockNumber(1, 31),
    hour: clockNumber(0, 23),
    minute: clockNumber(0, 59),
    calendar: z.optional(z.enum(['GREGORIAN', 'SOLAR_HIJRI'])),
  }),
});

const image = z.strictObject({ type: z.literal('image'), image: headerImage });
const video = z.strictObject({ type: z.literal('video'), video: headerVideo });
const product = z.strictObject({ type: z.literal('product'), product: productRef });

const header = z.strictObject({
  type: z.literal('header'),
  parameters: list(
    z.discriminatedUnion(
      'type',
      [
        textOf(LIMITS.headerCharacters),
        currency,
        dateTime,
        image,
        video,
        z.strictObject({ type: z.literal('document'), document: headerDocument }),
        z.strictObject({ type: z.literal('location'), location: place }),
        product,
      ],
      'A header takes text, currency, date_time, image, video, document, location or product.',
    ),
    { min: 1, max: 1, what: 'parameter of a header' },
  ),
});

const bodyComponent = z.strictObject({
  type: z.literal('body'),
  parameters: list(
    z.discriminatedUnion(
      'type',
      [textOf(LIMITS.templateTextCharacters), currency, dateTime],
      'A body takes text, currency or date_time.',
    ),
    { min: 1, max: LIMITS.templateParameters, what: 'parameters of a body' },
  ).check(
    z.refine(
      (parameters) => new Set(parameters.map((one) => one.parameter_name === undefined)).size <= 1,
      'Name all parameters or none.',
    ),
    z.refine(
      (parameters) => hasNoRepeats(parameters.flatMap((one) => one.parameter_name ?? [])),
      'Every parameter needs a name of its own.',
    ),
  ),
});

const only = <Parameter extends z.ZodMiniType>(parameter: Parameter) =>
  list(parameter, { min: 1, max: 1, what: 'parameter of a button' });
const actionOf = <Action extends z.ZodMiniType>(action: Action) =>
  z.strictObject({ type: z.literal('action'), action });
const payload = z.strictObject({
  type: z.literal('payload'),
  payload: text(LIMITS.templatePayloadCharacters),
});

const button = {
  type: z.literal('button'),
  /** Its place among the template's buttons, from 0. */
  index: position(TEMPLATE_LIMITS.buttons),
};
const quickReply = z.strictObject({
  ...button,
  sub_type: z.literal('quick_reply'),
  parameters: only(payload),
});
const urlButton = z.strictObject({
  ...button,
  sub_type: z.literal('url'),
  parameters: only(textOf(TEMPLATE_LIMITS.urlCharacters)),
});

const buttonComponent = z.discriminatedUnion(
  'sub_type',
  [
    quickReply,
    urlButton,
    z.strictObject({
      ...button,
      sub_type: z.literal('copy_code'),
      parameters: only(
        z.strictObject({
          type: z.literal('coupon_code'),
          coupon_code: text(TEMPLATE_LIMITS.copyCodeCharacters),
        }),
      ),
    }),
    z.strictObject({
      ...button,
      sub_type: z.literal('flow'),
      parameters: z.optional(
        only(
          actionOf(
            z.strictObject({
              flow_token: z.optional(text(LIMITS.flowTokenCharacters)),
              flow_action_data: z.optional(json),
            }),
          ),
        ),
      ),
    }),
    z.strictObject({
      ...button,
      sub_type: z.literal('catalog'),
      parameters: z.optional(
        only(actionOf(z.strictObject({ thumbnail_product_retailer_id: z.optional(productId) }))),
      ),
    }),
    z.strictObject({
      ...button,
      sub_type: z.literal('mpm'),
      parameters: only(
        actionOf(z.strictObject({ thumbnail_product_retailer_id: productId, sections: productSections })),
      ),
    }),
    z.strictObject({
      ...button,
      sub_type: z.literal('voice_call'),
      parameters: z.optional(
        list(
          z.discriminatedUnion('type', [
            z.strictObject({
              type: z.literal('ttl_minutes'),
              ttl_minutes: z.int().check(z.minimum(1), z.maximum(LIMITS.callButtonMinutes)),
            }),
            payload,
          ]),
          { min: 1, max: 2, what: 'parameters of a call button' },
        ),
      ),
    }),
    z.strictObject({
      ...button,
      sub_type: z.literal('order_details'),
      parameters: only(actionOf(z.strictObject({ order_details: orderDetails }))),
    }),
  ],
  'A button is quick_reply, url, copy_code, flow, catalog, mpm, voice_call or order_details.',
);

/** Meta's own examples write some of its words in capitals. */
const inLowerCase = z.transform((value: unknown) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const words = Object.entries(value).map(([key, word]: [string, unknown]) => [
    key,
    (key === 'type' || key === 'sub_type') && typeof word === 'string' ? word.toLowerCase() : word,
  ]);
  return Object.fromEntries(words) as unknown;
});

const hasOneOfEach = z.refine<readonly { type: string; index?: unknown }[]>(
  (components) =>
    hasNoRepeats(components.map((one) => (one.type === 'button' ? Number(one.index) : one.type))),
  'Each component once, and each button once.',
);

const card = z.strictObject({
  /** Its place in the row, from 0. */
  card_index: position(LIMITS.carouselCards),
  components: list(
    z.pipe(
      inLowerCase,
      z.discriminatedUnion(
        'type',
        [
          z.strictObject({
            type: z.literal('header'),
            parameters: list(
              z.discriminatedUnion(
                'type',
                [image, video, product],
                'A card begins with an image, a video or a product.',
              ),
              { min: 1, max: 1, what: 'parameter of a header' },
            ),
          }),
          bodyComponent,
          z.discriminatedUnion(
            'sub_type',
            [quickReply, urlButton],
            'The button of a card is quick_reply or url.',
          ),
        ],
        'A component of a card is a header, a body or a button.',
      ),
    ),
    { min: 1, max: 2 + LIMITS.carouselCardButtons, what: 'components of a card' },
  ).check(hasOneOfEach),
});

const carouselComponent = z.strictObject({
  type: z.literal('carousel'),
  cards: list(card, { min: LIMITS.carouselCardsAtLeast, max: LIMITS.carouselCards, what: 'cards' }).check(
    z.refine(
      (cards) => hasNoRepeats(cards.map((one) => Number(one.card_index))),
      'Every card needs a card_index of its own.',
    ),
  ),
});

/** What fills one part of a template. Meta's own shape. */
const component = z.discriminatedUnion(
  'type',
  [
    header,
    bodyComponent,
    z.strictObject({
      type: z.literal('limited_time_offer'),
      parameters: list(
        z.strictObject({
          type: z.literal('limited_time_offer'),
          limited_time_offer: z.strictObject({ expiration_time_ms: z.int().check(z.minimum(0)) }),
        }),
        { min: 1, max: 1, what: 'parameter of an offer' },
      ),
    }),
    z.strictObject({
      type: z.literal('order_status'),
      parameters: list(z.strictObject({ type: z.literal('order_status'), order_status: orderStatus }), {
        min: 1,
        max: 1,
        what: 'parameter of an order status',
      }),
    }),
    carouselComponent,
    buttonComponent,
  ],
  'A component is a header, a body, a button, a carousel, a limited_time_offer or an order_status.',
);
export type TemplateMessageComponent = z.infer<typeof component>;

/** What goes into a template's places. Meta's own shape; whether it fits the template is checked against it. */
export const templateMessage = z.strictObject({
  name: z.string().check(z.regex(/^[a-z0-9_]{1,512}$/)),
  language: z.strictObject({
    code: z.string().check(z.regex(/^[a-z]{2,3}(_[A-Z]{2})?$/)),
    /** The only policy that Meta has left. */
    policy: z.optional(z.literal('deterministic')),
  }),
  components: z.optional(
    list(z.pipe(inLowerCase, component), {
      min: 0,
      max: LIMITS.templateComponents,
      what: 'components',
    }).check(hasOneOfEach),
  ),
});
export type TemplateMessage = z.infer<typeof templateMessage>;
