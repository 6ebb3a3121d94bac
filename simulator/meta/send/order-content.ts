import { z } from 'zod';
import { limits } from '../limits.ts';
import { httpUrl } from './media-content.ts';

const text = (max: number) => z.string().min(1).max(max);
const looseObject = z.record(z.string(), z.unknown());

const reference = text(limits.orderReference).regex(/^[\w.-]+$/);
const amount = z.strictObject({ value: z.int().min(0), offset: z.literal(limits.orderAmountOffset) });
const charge = amount.extend({ description: text(limits.orderCharge).optional() });

const item = z.looseObject({
  retailer_id: text(limits.productId),
  name: text(limits.orderItemName),
  amount,
  sale_amount: amount.optional(),
  quantity: z.int().min(1),
});

const order = z.strictObject({
  status: z.literal('pending'),
  type: z.string().max(40).optional(),
  catalog_id: text(64).optional(),
  expiration: z
    .strictObject({ timestamp: z.string().regex(/^\d+$/), description: text(limits.orderDescription) })
    .optional(),
  items: z.array(item).min(1),
  subtotal: amount,
  tax: charge,
  shipping: charge.optional(),
  discount: charge.extend({ discount_program_name: text(limits.orderCharge).optional() }).optional(),
});

const payment = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('pix_dynamic_code'),
    pix_dynamic_code: z.strictObject({
      code: text(1000),
      merchant_name: text(200),
      key: text(200),
      key_type: z.enum(['CPF', 'CNPJ', 'EMAIL', 'PHONE', 'EVP']),
    }),
  }),
  z.strictObject({ type: z.literal('payment_link'), payment_link: z.strictObject({ uri: httpUrl }) }),
  z.strictObject({ type: z.literal('boleto'), boleto: z.strictObject({ digitable_line: text(200) }) }),
  z.strictObject({
    type: z.literal('offsite_card_pay'),
    offsite_card_pay: z.strictObject({
      last_four_digits: z.string().regex(/^\d{4}$/),
      credential_id: text(200).optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('upi_intent_link'),
    upi_intent_link: z.strictObject({ link: z.string().regex(/^upi:/) }),
  }),
  z.strictObject({ type: z.literal('payment_gateway'), payment_gateway: looseObject }),
]);

/** Orders are paid where Meta pays: Brazil, India and Singapore. */
export const orderDetails = z
  .strictObject({
    reference_id: reference,
    type: z.enum(['digital-goods', 'physical-goods']),
    payment_type: text(60).optional(),
    payment_configuration: text(60).optional(),
    payment_settings: z.array(payment).min(1).optional(),
    currency: z.enum(['BRL', 'INR', 'SGD']),
    total_amount: amount,
    order: order.optional(),
    beneficiaries: z.array(looseObject).min(1).optional(),
  })
  .superRefine((details, context) => {
    if (!details.order) {
      if (details.currency !== 'BRL')
        context.addIssue({
          code: 'custom',
          path: ['order'],
          message: 'is missing',
          params: { isMissing: true },
        });
      return;
    }
    const { items, subtotal, tax, shipping, discount } = details.order;
    const sum = items.reduce((all, one) => all + (one.sale_amount ?? one.amount).value * one.quantity, 0);
    if (subtotal.value !== sum)
      context.addIssue({
        code: 'custom',
        path: ['order', 'subtotal'],
        message: `is not the sum of the items, ${sum}`,
      });
    const total = subtotal.value + tax.value + (shipping?.value ?? 0) - (discount?.value ?? 0);
    if (details.total_amount.value !== total)
      context.addIssue({
        code: 'custom',
        path: ['total_amount'],
        message: `is not subtotal + tax + shipping - discount, ${total}`,
      });
  });

export const orderStatus = z
  .strictObject({
    reference_id: reference,
    order: z
      .strictObject({
        status: z.enum([
          'pending',
          'processing',
          'partially_shipped',
          'partially-shipped',
          'shipped',
          'completed',
          'canceled',
        ]),
        description: text(limits.orderDescription).optional(),
      })
      .optional(),
    payment: z
      .strictObject({ status: z.enum(['pending', 'captured', 'failed']), timestamp: z.int() })
      .optional(),
  })
  .refine((status) => status.order !== undefined || status.payment !== undefined, {
    error: 'needs order or payment',
    params: { isMissing: true },
  });
