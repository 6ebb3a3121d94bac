import type { JsonObject } from '../../world/types.ts';

const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ id: `row-${from + index}`, title: `Row ${from + index}` }));

const card = (index: number) => ({
  card_index: index,
  type: 'cta_url',
  header: { type: 'image', image: { link: 'https://garden.example/rose.jpg' } },
  body: { text: 'A rose' },
  action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://garden.example/rose' } },
});

const productCard = (index: number) => ({
  card_index: index,
  type: 'product',
  action: { catalog_id: '1', product_retailer_id: `rose-${index}` },
});

const money = (value: number) => ({ value, offset: 100 });

const interactive = (content: JsonObject): JsonObject => ({ type: 'interactive', interactive: content });

/** One body of each documented kind, each as Meta accepts it (without the envelope's constant part). */
export const documentedSends: Record<string, JsonObject> = {
  text: { type: 'text', text: { body: 'Hello', preview_url: true } },
  'text without a type': { text: { body: 'Hello' } },
  'image without a type': { image: { link: 'https://garden.example/rose.jpg' } },
  image: { type: 'image', image: { link: 'https://garden.example/rose.jpg', caption: 'A rose' } },
  video: { type: 'video', video: { link: 'https://garden.example/rose.mp4' } },
  audio: { type: 'audio', audio: { link: 'https://garden.example/rose.ogg', voice: true } },
  document: { type: 'document', document: { link: 'https://garden.example/list.pdf', filename: 'list.pdf' } },
  sticker: { type: 'sticker', sticker: { link: 'https://garden.example/rose.webp' } },
  location: {
    type: 'location',
    location: { latitude: -23.5, longitude: -46.6, name: 'Garden', address: 'Rua 1' },
  },
  contacts: {
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Dr. Marta Reis', first_name: 'Marta', last_name: 'Reis', prefix: 'Dr.' },
        phones: [{ phone: '+55 11 91234-5678', type: 'WORK', wa_id: '5511912345678' }],
        emails: [{ email: 'marta@garden.example', type: 'WORK' }],
        urls: [{ url: 'https://garden.example', type: 'WORK' }],
        addresses: [{ street: 'Rua 1', city: 'São Paulo', country_code: 'br', type: 'HOME' }],
        org: { company: 'Garden', department: 'Roses', title: 'Gardener' },
        birthday: '1990-02-28',
      },
    ],
  },
  button: interactive({
    type: 'button',
    header: { type: 'text', text: 'Roses' },
    body: { text: 'How many?' },
    footer: { text: 'Until Saturday' },
    action: { buttons: [{ type: 'reply', reply: { id: 'one', title: 'One' } }] },
  }),
  list: interactive({
    type: 'list',
    body: { text: 'Choose' },
    action: {
      button: 'Options',
      sections: [
        { title: 'A', rows: rows(5) },
        { title: 'B', rows: rows(5, 5) },
      ],
    },
  }),
  cta_url: interactive({
    type: 'cta_url',
    header: { type: 'image', image: { link: 'https://garden.example/rose.jpg' } },
    body: { text: 'Look' },
    action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://garden.example' } },
  }),
  location_request_message: interactive({
    type: 'location_request_message',
    body: { text: 'Where are you?' },
    action: { name: 'send_location' },
  }),
  contact_request: interactive({
    type: 'contact_request',
    body: { text: 'May we call you?' },
    action: { name: 'request_contact_info' },
  }),
  call_permission_request: interactive({
    type: 'call_permission_request',
    body: { text: 'May we call?' },
    action: { name: 'call_permission_request' },
  }),
  address_message: interactive({
    type: 'address_message',
    body: { text: 'Your address?' },
    action: { name: 'address_message', parameters: { country: 'IN', values: { name: 'Asha' } } },
  }),
  flow: interactive({
    type: 'flow',
    header: { type: 'text', text: 'Booking' },
    body: { text: 'Book a visit' },
    footer: { text: 'One minute' },
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_id: '123',
        flow_cta: 'Book',
        flow_token: 'token',
        flow_action: 'navigate',
        flow_action_payload: { screen: 'FIRST', data: { name: 'Ana' } },
      },
    },
  }),
  'draft flow with a long button': interactive({
    type: 'flow',
    body: { text: 'Book a visit' },
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_name: 'booking',
        flow_cta: 'Not shown while it is a draft',
        mode: 'draft',
      },
    },
  }),
  product: interactive({
    type: 'product',
    body: { text: 'A rose' },
    action: { catalog_id: '1', product_retailer_id: 'rose' },
  }),
  product_list: interactive({
    type: 'product_list',
    header: { type: 'text', text: 'Roses' },
    body: { text: 'All of them' },
    action: {
      catalog_id: '1',
      sections: [
        {
          title: 'Red',
          product_items: [{ product_retailer_id: 'rose-1' }, { product_retailer_id: 'rose-2' }],
        },
      ],
    },
  }),
  catalog_message: interactive({
    type: 'catalog_message',
    body: { text: 'Our catalogue' },
    action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'rose-1' } },
  }),
  carousel: interactive({ type: 'carousel', body: { text: 'Roses' }, action: { cards: [card(0), card(1)] } }),
  'product carousel': interactive({
    type: 'carousel',
    body: { text: 'Roses' },
    action: { cards: [productCard(0), productCard(1)] },
  }),
  voice_call: interactive({
    type: 'voice_call',
    body: { text: 'Call us' },
    action: { name: 'voice_call', parameters: { display_text: 'Call', ttl_minutes: 1440, payload: 'A-1' } },
  }),
  order_details: interactive({
    type: 'order_details',
    header: { type: 'image', image: { link: 'https://garden.example/rose.jpg' } },
    body: { text: 'Your order' },
    footer: { text: 'Pay until Friday' },
    action: {
      name: 'review_and_pay',
      parameters: {
        reference_id: 'A-1',
        type: 'physical-goods',
        payment_settings: [
          { type: 'payment_link', payment_link: { uri: 'https://garden.example/pay/A-1' } },
          {
            type: 'pix_dynamic_code',
            pix_dynamic_code: {
              code: '00020101021226700014br.gov.bcb.pix',
              merchant_name: 'Garden',
              key: 'pix@garden.example',
              key_type: 'EMAIL',
            },
          },
        ],
        currency: 'BRL',
        total_amount: money(5_900),
        order: {
          status: 'pending',
          items: [
            { retailer_id: 'rose-1', name: 'Rose', amount: money(3_000), quantity: 1 },
            {
              retailer_id: 'rose-2',
              name: 'White rose',
              amount: money(1_500),
              sale_amount: money(1_000),
              quantity: 2,
            },
          ],
          subtotal: money(5_000),
          tax: { ...money(400), description: 'Included' },
          shipping: { ...money(1_000), description: 'By courier' },
          discount: { ...money(500), discount_program_name: 'SPRING' },
        },
      },
    },
  }),
  'order_details with a total alone': interactive({
    type: 'order_details',
    body: { text: 'Your bill' },
    action: {
      name: 'review_and_pay',
      parameters: {
        reference_id: 'A-2',
        type: 'digital-goods',
        payment_type: 'br',
        payment_settings: [
          { type: 'boleto', boleto: { digitable_line: '03399026944140000002628346101018' } },
        ],
        currency: 'BRL',
        total_amount: money(5_900),
      },
    },
  }),
  order_status: interactive({
    type: 'order_status',
    body: { text: 'On its way' },
    action: { name: 'review_order', parameters: { reference_id: 'A-1', order: { status: 'shipped' } } },
  }),
  template: {
    type: 'template',
    template: {
      name: 'order_update',
      language: { code: 'pt_BR', policy: 'deterministic' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ana' },
            { type: 'text', text: 'A-1' },
          ],
        },
        {
          type: 'button',
          sub_type: 'QUICK_REPLY',
          index: 0,
          parameters: [{ type: 'payload', payload: 'thanks' }],
        },
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: '1',
          parameters: [{ type: 'payload', payload: 'help' }],
        },
      ],
    },
  },
};
