import * as z from 'zod/mini';
import { META_LIMITS as LIMITS } from '../limits.ts';
import { httpsUrl, id, json, list, text } from './outbound-fields.ts';
import { around } from './outbound-header.ts';

/** What the business calls the order; a status message names it again. */
const reference = z
  .string()
  .check(
    z.maxLength(LIMITS.orderReferenceCharacters, `At most ${LIMITS.orderReferenceCharacters} characters.`),
    z.regex(/^[\w.-]+$/, 'Only letters, digits, _, - and dots.'),
  );

const money = {
  /** A hundred times the amount: 1050 is 10.50. */
  value: z.int().check(z.minimum(0)),
  offset: z.literal(LIMITS.orderAmountOffset),
};
const amount = z.strictObject(money);
const described = { ...money, description: z.optional(text(LIMITS.orderChargeDescriptionCharacters)) };
const charge = z.strictObject(described);
const discount = z.strictObject({
  ...described,
  discount_program_name: z.optional(text(LIMITS.orderChargeDescriptionCharacters)),
});

const line = text(200);
const item = z.strictObject({
  retailer_id: text(LIMITS.productIdCharacters),
  product_id: z.optional(id),
  name: text(LIMITS.orderItemNameCharacters),
  image: z.optional(z.strictObject({ link: httpsUrl })),
  amount,
  /** The price with what is taken off; it counts instead of `amount`. */
  sale_amount: z.optional(amount),
  quantity: z.int().check(z.minimum(1)),
  /** India asks for these of what has no catalogue. */
  country_of_origin: z.optional(line),
  importer_name: z.optional(line),
  importer_address: z.optional(
    z.strictObject({
      address_line1: z.optional(line),
      address_line2: z.optional(line),
      city: z.optional(line),
      zone_code: z.optional(line),
      postal_code: z.optional(line),
      country_code: z.optional(line),
    }),
  ),
});

const order = z.strictObject({
  status: z.literal('pending'),
  type: z.optional(z.enum(['order', 'quick_pay'])),
  catalog_id: z.optional(id),
  /** When it can no longer be paid, in seconds since 1970. */
  expiration: z.optional(
    z.strictObject({
      timestamp: z.string().check(z.regex(/^\d{10}$/, 'Seconds since 1970, as text.')),
      description: text(LIMITS.orderDescriptionCharacters),
    }),
  ),
  items: list(item, { min: 1, max: LIMITS.orderItems, what: 'items' }),
  subtotal: amount,
  tax: charge,
  shipping: z.optional(charge),
  discount: z.optional(discount),
});

const PIX_KEYS = ['CPF', 'CNPJ', 'EMAIL', 'PHONE', 'EVP'] as const;
const GATEWAYS = ['razorpay', 'payu', 'billdesk', 'zaakpay'] as const;
/** How it can be paid: the first four in Brazil, the others in India. */
const payment = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('pix_dynamic_code'),
    pix_dynamic_code: z.strictObject({
      code: text(1_000),
      merchant_name: line,
      key: line,
      key_type: z.enum(PIX_KEYS),
    }),
  }),
  z.strictObject({ type: z.literal('payment_link'), payment_link: z.strictObject({ uri: httpsUrl }) }),
  z.strictObject({ type: z.literal('boleto'), boleto: z.strictObject({ digitable_line: line }) }),
  z.strictObject({
    type: z.literal('offsite_card_pay'),
    offsite_card_pay: z.strictObject({
      last_four_digits: z.string().check(z.regex(/^\d{4}$/, 'Four digits.')),
      credential_id: z.optional(line),
    }),
  }),
  z.strictObject({
    type: z.literal('upi_intent_link'),
    upi_intent_link: z.strictObject({ link: z.string().check(z.maxLength(2_048), z.regex(/^upi:\/\/\S+$/)) }),
  }),
  z.strictObject({
    type: z.literal('payment_gateway'),
    payment_gateway: z.strictObject({
      type: z.enum(GATEWAYS),
      configuration_name: text(LIMITS.orderItemNameCharacters),
      /** What the gateway itself is told. */
      ...Object.fromEntries(GATEWAYS.map((gateway) => [gateway, z.optional(json)])),
    }),
  }),
]);

/** The parameters of an order, in a message or in a template's button. */
export const orderDetails = z
  .strictObject({
    reference_id: reference,
    type: z.enum(['digital-goods', 'physical-goods']),
    payment_type: z.optional(text(60)),
    payment_configuration: z.optional(text(60)),
    payment_settings: z.optional(list(payment, { min: 1, max: 10, what: 'ways to pay' })),
    currency: z.enum(['BRL', 'INR', 'SGD']),
    total_amount: amount,
    order: z.optional(order),
    /** To whom it is sent. India asks for one with what is shipped. */
    beneficiaries: z.optional(
      list(
        z.strictObject({
          name: line,
          address_line1: line,
          address_line2: z.optional(line),
          city: line,
          state: line,
          country: line,
          postal_code: line,
        }),
        { min: 1, max: 1, what: 'beneficiary' },
      ),
    ),
  })
  .check(({ value, issues }) => {
    const fault = (path: string[], message: string) => {
      issues.push({ code: 'custom', input: value, path, message });
    };
    if (value.order === undefined) {
      // Only Brazil takes a total without what it is for.
      if (value.currency !== 'BRL') fault(['order'], 'Say what is ordered.');
      return;
    }
    const { items, subtotal, tax, shipping, discount: taken } = value.order;
    const sum = items.reduce((all, one) => all + (one.sale_amount ?? one.amount).value * one.quantity, 0);
    if (subtotal.value !== sum) fault(['order', 'subtotal'], `The items cost ${sum}.`);
    const total = subtotal.value + tax.value + (shipping?.value ?? 0) - (taken?.value ?? 0);
    if (value.total_amount.value !== total)
      fault(['total_amount'], `Subtotal, tax and shipping less the discount are ${total}.`);
  });

const ORDER_STATUSES = [
  'pending',
  'processing',
  'partially_shipped',
  'partially-shipped',
  'shipped',
  'completed',
  'canceled',
] as const;

/** How an order stands that was sent before. */
export const orderStatus = z
  .strictObject({
    reference_id: reference,
    order: z.optional(
      z.strictObject({
        status: z.enum(ORDER_STATUSES),
        description: z.optional(text(LIMITS.orderDescriptionCharacters)),
      }),
    ),
    payment: z.optional(
      z.strictObject({ status: z.enum(['pending', 'captured', 'failed']), timestamp: z.int() }),
    ),
  })
  .check(
    z.refine(
      (status) => status.order !== undefined || status.payment !== undefined,
      'Say how the order or its payment stands.',
    ),
  );

/** An order to look through and to pay. */
export const orderDetailsMessage = z.strictObject({
  type: z.literal('order_details'),
  ...around,
  action: z.strictObject({ name: z.literal('review_and_pay'), parameters: orderDetails }),
});

export const orderStatusMessage = z.strictObject({
  type: z.literal('order_status'),
  ...around,
  action: z.strictObject({ name: z.literal('review_order'), parameters: orderStatus }),
});
