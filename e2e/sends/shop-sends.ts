import { interactive, photo, type Send } from './send.ts';

const money = (value: number) => ({ value, offset: 100 });

export const PRODUCT_SENDS: readonly Send[] = [
  interactive(
    'product',
    'The one you asked for',
    { type: 'product', action: { catalog_id: '31', product_retailer_id: 'walnut-220' } },
    ['walnut-220', 'View product'],
  ),
  interactive(
    'product_list',
    'Our tables',
    {
      type: 'product_list',
      header: { type: 'text', text: 'In stock' },
      action: {
        catalog_id: '31',
        sections: [{ title: 'Tables', product_items: [{ product_retailer_id: 'walnut-220' }] }],
      },
    },
    ['In stock', 'View items'],
  ),
  interactive(
    'catalog_message',
    'Everything we make',
    { type: 'catalog_message', action: { name: 'catalog_message' } },
    ['View catalog'],
  ),
  interactive(
    'carousel',
    'Two of our tables',
    {
      type: 'carousel',
      action: {
        cards: ['Oak, 180 cm', 'Walnut, 220 cm'].map((text, index) => ({
          card_index: index,
          type: 'cta_url',
          header: photo,
          body: { text },
          action: {
            name: 'cta_url',
            parameters: { display_text: `Look at ${index + 1}`, url: 'https://workshop.example' },
          },
        })),
      },
    },
    ['Oak, 180 cm', 'Walnut, 220 cm', 'Look at 2'],
  ),
  interactive(
    'product carousel',
    'Tables in stock',
    {
      type: 'carousel',
      action: {
        cards: ['oak-180', 'walnut-220'].map((product, index) => ({
          card_index: index,
          type: 'product',
          action: { catalog_id: '31', product_retailer_id: product },
        })),
      },
    },
    ['oak-180', 'walnut-220'],
  ),
];

/** Their reference can be used once, so each thread has its own. */
export const orderSends = (reference: string): readonly Send[] => [
  interactive(
    'order_details',
    'Here is your order',
    {
      type: 'order_details',
      footer: { text: 'Payable until Friday' },
      action: {
        name: 'review_and_pay',
        parameters: {
          reference_id: reference,
          type: 'physical-goods',
          payment_settings: [
            {
              type: 'pix_dynamic_code',
              pix_dynamic_code: {
                code: '00020101021226700014br.gov.bcb.pix',
                merchant_name: 'Workshop',
                key: 'pix@workshop.example',
                key_type: 'EMAIL',
              },
            },
            { type: 'payment_link', payment_link: { uri: 'https://workshop.example/pay' } },
          ],
          currency: 'BRL',
          total_amount: money(177_000),
          order: {
            status: 'pending',
            items: [
              {
                retailer_id: 'walnut-220',
                name: 'Walnut table, 220 cm',
                amount: money(180_000),
                sale_amount: money(160_000),
                quantity: 1,
              },
              { retailer_id: 'oil', name: 'Dark oil', amount: money(5_000), quantity: 2 },
            ],
            subtotal: money(170_000),
            tax: money(9_000),
            shipping: { ...money(6_000), description: 'Courier' },
            discount: { ...money(8_000), discount_program_name: 'SPRING' },
          },
        },
      },
    },
    [`Order ${reference}`, 'Pay by Pix, Link', 'Walnut table, 220 cm', 'R$1,770.00', 'Review and pay'],
  ),
  interactive(
    'order_status',
    'Your table is on its way',
    {
      type: 'order_status',
      action: {
        name: 'review_order',
        parameters: {
          reference_id: reference,
          order: { status: 'shipped', description: 'With the courier' },
        },
      },
    },
    ['Shipped', 'With the courier', 'View order'],
  ),
];
