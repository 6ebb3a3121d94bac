import { expect } from 'vitest';
import { call } from './api.ts';
import { control, NUMBER } from './phone.ts';

/** Something that can be sent, and what the thread shows of it. */
export interface Send {
  name: string;
  content: Record<string, unknown>;
  shows: readonly string[];
}

const interactive = (name: string, body: string, rest: Record<string, unknown>, shows: string[]): Send => ({
  name,
  content: { type: 'interactive', interactive: { body: { text: body }, ...rest } },
  shows: [body, ...shows],
});
const media = (type: string, file: string, rest: Record<string, unknown>, shows: string[]): Send => ({
  name: type,
  content: { type, [type]: { link: `https://workshop.example/${file}`, ...rest } },
  shows,
});
const money = (value: number) => ({ value, offset: 100 });
const photo = { type: 'image', image: { link: 'https://workshop.example/table.jpg' } };

const PLAIN: readonly Send[] = [
  {
    name: 'text',
    content: { type: 'text', text: 'See *all* of it at https://workshop.example' },
    shows: ['See all of it at'],
  },
  media('image', 'table.jpg', { caption: 'The walnut one' }, [
    'Photo from workshop.example',
    'The walnut one',
  ]),
  media('video', 'table.mp4', { caption: 'How it turns' }, ['Video from workshop.example', 'How it turns']),
  media('audio', 'note.ogg', { voice: true }, ['workshop.example']),
  media('document', 'plan.pdf', { filename: 'plan.pdf', caption: 'The plan' }, ['plan.pdf', 'The plan']),
  media('sticker', 'hello.webp', {}, ['Sticker']),
  {
    name: 'location',
    content: {
      type: 'location',
      location: { latitude: -23.55, longitude: -46.63, name: 'The workshop', address: 'Rua das Flores 7' },
    },
    shows: ['The workshop', 'Rua das Flores 7'],
  },
  {
    name: 'contacts',
    content: {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Marta Vieira', first_name: 'Marta' },
          phones: [{ phone: '+55 11 95555-0142' }],
        },
      ],
    },
    shows: ['Marta Vieira', '+55 11 95555-0142'],
  },
];

const CHOICES: readonly Send[] = [
  interactive(
    'buttons',
    'When shall we deliver?',
    {
      type: 'button',
      header: photo,
      footer: { text: 'Free within the city' },
      action: {
        buttons: ['Saturday', 'Monday'].map((title, n) => ({
          type: 'reply',
          reply: { id: `day-${n}`, title },
        })),
      },
    },
    ['Photo', 'Free within the city', 'Saturday', 'Monday'],
  ),
  interactive(
    'list',
    'Which wood would you like?',
    {
      type: 'list',
      action: { button: 'Choose a wood', sections: [{ rows: [{ id: 'w', title: 'Walnut' }] }] },
    },
    ['Choose a wood'],
  ),
  interactive(
    'cta_url',
    'All sizes and prices',
    {
      type: 'cta_url',
      action: { name: 'cta_url', parameters: { display_text: 'See sizes', url: 'https://workshop.example' } },
    },
    ['See sizes'],
  ),
  interactive(
    'location_request_message',
    'Where shall we deliver?',
    { type: 'location_request_message', action: { name: 'send_location' } },
    ['Send location'],
  ),
  interactive(
    'contact_request',
    'How can we reach you?',
    { type: 'contact_request', action: { name: 'request_contact_info' } },
    ['Share phone number'],
  ),
  interactive(
    'call_permission_request',
    'May we call you about it?',
    { type: 'call_permission_request', action: { name: 'call_permission_request' } },
    ['Allow calls'],
  ),
  interactive(
    'voice_call',
    'Questions? We are here.',
    { type: 'voice_call', action: { name: 'voice_call', parameters: { display_text: 'Call the workshop' } } },
    ['Call the workshop'],
  ),
  interactive(
    'address_message',
    'Your address, please',
    { type: 'address_message', action: { name: 'address_message', parameters: { country: 'IN' } } },
    ['Provide address'],
  ),
  interactive(
    'flow',
    'Book a visit',
    {
      type: 'flow',
      action: {
        name: 'flow',
        parameters: {
          flow_message_version: '3',
          flow_id: '917',
          flow_cta: 'Choose a day',
          flow_token: 't-1',
        },
      },
    },
    ['Choose a day'],
  ),
];

const SHOP: readonly Send[] = [
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
const orders = (reference: string): readonly Send[] => [
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

const COMPONENTS = [
  { type: 'BODY', text: 'Hi {{1}}, these are *{{2}}* off.' },
  { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Spring sale', has_expiration: true } },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'COPY_CODE', text: 'Copy code', example: 'SPRING25' },
      { type: 'URL', text: 'See all', url: 'https://workshop.example/{{1}}', example: ['spring'] },
    ],
  },
  {
    type: 'CAROUSEL',
    cards: ['Oak', 'Walnut'].map((wood) => ({
      components: [
        { type: 'header', format: 'image' },
        { type: 'body', text: `${wood}, {{1}}` },
        { type: 'buttons', buttons: [{ type: 'QUICK_REPLY', text: `Keep the ${wood.toLowerCase()}` }] },
      ],
    })),
  },
];
const text = (value: string) => ({ type: 'text', text: value });

/** A template with an offer, a code and a carousel; Meta makes such ones, the editor does not. */
export async function approveOffer(channelId: string): Promise<Send> {
  const name = `spring_sale_${crypto.randomUUID().slice(0, 8)}`;
  const made = await call('owner', 'POST', '/v1/templates', {
    channelId,
    name,
    language: 'en_US',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Spring is here.' }],
  });
  expect(made.status).toBe(201);
  const { items } = await control<{ items: { id: string; name: string }[] }>(
    'GET',
    `/numbers/${NUMBER}/templates`,
  );
  const id = items.find((one) => one.name === name)?.id ?? '';
  await control('POST', `/templates/${id}/components`, { components: COMPONENTS });
  await control('POST', `/templates/${id}/status`, { status: 'APPROVED' });
  // What a webhook told within the same second counts as newer than what Meta lists, and tells no carousel.
  await expect
    .poll(async () => {
      await call('owner', 'POST', '/v1/templates/sync', { channelId });
      const { body } = await call('owner', 'GET', `/v1/templates?q=${name}`);
      const [known] = (body as { items: { status: string; components: { type: string }[] }[] }).items;
      return [known?.status, known?.components.some(({ type }) => type === 'CAROUSEL')];
    })
    .toEqual(['APPROVED', true]);
  const content = {
    type: 'template',
    template: {
      name,
      language: { code: 'en_US' },
      components: [
        { type: 'body', parameters: [text('Ines'), text('20%')] },
        {
          type: 'limited_time_offer',
          parameters: [
            {
              type: 'limited_time_offer',
              limited_time_offer: { expiration_time_ms: Date.now() + 86_400_000 },
            },
          ],
        },
        {
          type: 'button',
          sub_type: 'copy_code',
          index: 0,
          parameters: [{ type: 'coupon_code', coupon_code: 'SPRING25' }],
        },
        { type: 'button', sub_type: 'url', index: 1, parameters: [text('spring')] },
        {
          type: 'carousel',
          cards: ['180 cm', '220 cm'].map((size, index) => ({
            card_index: index,
            components: [
              { type: 'header', parameters: [photo] },
              { type: 'body', parameters: [text(size)] },
              {
                type: 'button',
                sub_type: 'quick_reply',
                index: 0,
                parameters: [{ type: 'payload', payload: `keep-${index}` }],
              },
            ],
          })),
        },
      ],
    },
  };
  return {
    name: 'template with a carousel',
    content,
    shows: ['Spring sale', 'Hi Ines, these are 20% off.', 'Oak, 180 cm', 'Walnut, 220 cm', 'Keep the walnut'],
  };
}

const TEMPLATE: Send = {
  name: 'template with a file',
  content: {
    type: 'template',
    template: {
      name: 'spring_offer',
      language: { code: 'en_US' },
      components: [
        { type: 'header', parameters: [photo] },
        { type: 'body', parameters: [text('Ines'), text('20%')] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [text('spring')] },
      ],
    },
  },
  shows: ['spring offer', 'Hi Ines, this week everything', 'Reply STOP', 'See the offers', 'Not now'],
};

/** One of everything that can be sent to a person. */
export const everySend = (reference: string): readonly Send[] => [
  ...PLAIN,
  ...CHOICES,
  ...SHOP,
  ...orders(reference),
  TEMPLATE,
];
