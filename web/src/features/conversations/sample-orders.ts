import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { TemplateComponent } from '../../../../workers/contracts/api/templates.ts';

/** For tests and pictures: what a shop sends about its products and orders. */

const money = (value: number) => ({ value, offset: 100 });
const sent = (text: string, rest: Record<string, unknown>) =>
  ({
    type: 'interactive',
    direction: 'outbound',
    authorId: `usr_${'0'.repeat(25)}1`,
    status: 'delivered',
    text,
    content: { type: 'interactive', interactive: { body: { text }, ...rest } },
  }) as const;

export const SAMPLE_ORDER = {
  reference_id: 'order-2041',
  type: 'physical-goods',
  payment_settings: [
    { type: 'pix_dynamic_code', pix_dynamic_code: {} },
    { type: 'payment_link', payment_link: { uri: 'https://example.com/pay/2041' } },
  ],
  currency: 'BRL',
  total_amount: money(186_000),
  order: {
    status: 'pending',
    items: [
      {
        retailer_id: 't',
        name: 'Walnut table, 220 cm',
        amount: money(180_000),
        sale_amount: money(160_000),
        quantity: 1,
      },
      { retailer_id: 'o', name: 'Dark oil', amount: money(10_000), quantity: 2 },
    ],
    subtotal: money(180_000),
    tax: { ...money(9_000), description: 'ISS' },
    shipping: money(5_000),
    discount: { ...money(8_000), discount_program_name: 'SPRING' },
  },
};

const ORDER_DETAILS = sent('Here is your order', {
  type: 'order_details',
  footer: { text: 'Payable until Friday' },
  action: { name: 'review_and_pay', parameters: SAMPLE_ORDER },
});

export const SAMPLE_ORDERS: Readonly<Record<string, Partial<Message> & Pick<Message, 'type'>>> = {
  orderDetails: ORDER_DETAILS,
  paidOrder: { ...ORDER_DETAILS, content: { ...ORDER_DETAILS.content, payment: { status: 'captured' } } },
  unpaidOrder: { ...ORDER_DETAILS, content: { ...ORDER_DETAILS.content, payment: { status: 'failed' } } },
  orderState: sent('Your table is on its way', {
    type: 'order_status',
    action: {
      name: 'review_order',
      parameters: {
        reference_id: 'order-2041',
        order: { status: 'partially_shipped', description: 'The oil follows on Monday' },
        payment: { status: 'captured', timestamp: 1_795_000_000 },
      },
    },
  }),
  productCarousel: sent('Tables in stock', {
    type: 'carousel',
    action: {
      cards: ['oak-180', 'walnut-220'].map((product, index) => ({
        card_index: index,
        type: 'product',
        action: { catalog_id: '31', product_retailer_id: product },
      })),
    },
  }),
  callButton: sent('Questions about the delivery?', {
    type: 'voice_call',
    action: { name: 'voice_call', parameters: { display_text: 'Call the workshop' } },
  }),
  payment: {
    type: 'payment',
    text: null,
    content: {
      payment: { status: 'captured', reference_id: 'order-2041', amount: money(186_000), currency: 'BRL' },
    },
  },
  failedPayment: {
    type: 'payment',
    text: null,
    content: { payment: { status: 'failed', reference_id: 'order-2041' } },
  },
  contactRequest: sent('How can we reach you?', {
    type: 'contact_request',
    action: { name: 'request_contact_info' },
  }),
};

/** A template of every part that a message fills, as it was approved. */
export const SAMPLE_OFFER: TemplateComponent[] = [
  { type: 'HEADER', format: 'LOCATION' },
  { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Spring sale', has_expiration: true } },
  { type: 'BODY', text: 'Everything {{1}} is cheaper.' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'COPY_CODE', text: 'Copy code' },
      { type: 'ORDER_DETAILS', text: 'Review and pay' },
    ],
  },
  {
    type: 'CAROUSEL',
    cards: [
      {
        components: [
          { type: 'header', format: 'product' },
          { type: 'body', text: 'For {{1}}' },
        ],
      },
    ],
  },
];

export const SAMPLE_OFFER_SENT: Record<string, unknown> = {
  type: 'template',
  template: {
    name: 'spring_sale',
    language: { code: 'en' },
    components: [
      {
        type: 'header',
        parameters: [{ type: 'location', location: { latitude: 1, longitude: 2, name: 'The workshop' } }],
      },
      {
        type: 'limited_time_offer',
        parameters: [
          { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_795_000_000_000 } },
        ],
      },
      { type: 'body', parameters: [{ type: 'text', text: 'in walnut' }] },
      {
        type: 'button',
        sub_type: 'order_details',
        index: 1,
        parameters: [{ type: 'action', action: { order_details: SAMPLE_ORDER } }],
      },
      {
        type: 'order_status',
        parameters: [
          { type: 'order_status', order_status: { reference_id: 'order-7', order: { status: 'canceled' } } },
        ],
      },
      {
        type: 'carousel',
        cards: [
          {
            card_index: 0,
            components: [
              {
                type: 'header',
                parameters: [
                  { type: 'product', product: { catalog_id: '31', product_retailer_id: 'walnut-220' } },
                ],
              },
              { type: 'body', parameters: [{ type: 'text', text: 'Sofia' }] },
            ],
          },
        ],
      },
    ],
  },
};
