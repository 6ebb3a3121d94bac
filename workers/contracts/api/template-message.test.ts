import { describe, expect, it } from 'vitest';
import { templateMessage } from './template-message.ts';

const parse = (components: unknown[]) =>
  templateMessage.safeParse({ name: 'spring', language: { code: 'pt_BR' }, components });
/** Where the faults are and what is said of them. */
const faults = (...components: unknown[]) =>
  parse(components).error?.issues.map(({ path, message }) => [path.join('.'), message]);

const words = (value: string, name?: string) => ({
  type: 'text',
  text: value,
  ...(name === undefined ? {} : { parameter_name: name }),
});
const header = (...parameters: unknown[]) => ({ type: 'header', parameters });
const body = (...parameters: unknown[]) => ({ type: 'body', parameters });
const button = (sub_type: string, index: number | string, ...parameters: unknown[]) => ({
  type: 'button',
  sub_type,
  index,
  ...(parameters.length === 0 ? {} : { parameters }),
});
const action = (value: unknown) => ({ type: 'action', action: value });
const card = (index: number, ...rest: unknown[]) => ({
  card_index: index,
  components: [
    header({ type: 'image', image: { link: 'https://files.test/l.jpg' } }),
    button('url', 0, words('lamp-7')),
    ...rest,
  ],
});
const carousel = (...cards: unknown[]) => ({ type: 'carousel', cards });
const money = (value: number) => ({ value, offset: 100 });
const order = {
  reference_id: 'order-17',
  type: 'physical-goods',
  currency: 'BRL',
  total_amount: money(5_500),
  order: {
    status: 'pending',
    items: [{ retailer_id: 'lamp-7', name: 'Lamp', amount: money(2_500), quantity: 2 }],
    subtotal: money(5_000),
    tax: money(500),
  },
};

describe('a template is sent with', () => {
  it.each<[string, unknown[]]>([
    ['texts by number', [header(words('Rui')), body(words('A-1'), words('Monday'))]],
    ['texts by name', [body(words('Rui', 'first_name'), words('A-1', 'order_id'))]],
    [
      'an amount and a date',
      [
        body(
          { type: 'currency', currency: { fallback_value: 'R$ 9,50', code: 'BRL', amount_1000: 9_500 } },
          {
            type: 'date_time',
            date_time: {
              fallback_value: '3 May',
              year: 2027,
              month: 5,
              day_of_month: 3,
              calendar: 'GREGORIAN',
            },
          },
        ),
      ],
    ],
    ['a picture', [header({ type: 'image', image: { id: '1166846181421424' } })]],
    ['a film', [header({ type: 'video', video: { link: 'https://files.test/l.mp4' } })]],
    [
      'a document',
      [header({ type: 'document', document: { link: 'https://files.test/a.pdf', filename: 'offer.pdf' } })],
    ],
    [
      'a place',
      [header({ type: 'location', location: { latitude: 1, longitude: 2, name: 'Shop', address: 'Rua 1' } })],
    ],
    [
      'a product',
      [header({ type: 'product', product: { catalog_id: '31', product_retailer_id: 'lamp-7' } })],
    ],
    [
      'every kind of button',
      [
        button('quick_reply', '0', { type: 'payload', payload: 'yes' }),
        button('url', 1, words('lamp-7')),
        button('copy_code', 2, { type: 'coupon_code', coupon_code: 'SPRING25' }),
        button('flow', 3, action({ flow_token: 'visit-17', flow_action_data: { shop: 'north' } })),
        button('flow', 4),
        button('catalog', 5, action({ thumbnail_product_retailer_id: 'lamp-7' })),
        button(
          'mpm',
          6,
          action({
            thumbnail_product_retailer_id: 'lamp-7',
            sections: [{ title: 'Table', product_items: [{ product_retailer_id: 'lamp-7' }] }],
          }),
        ),
        button(
          'voice_call',
          7,
          { type: 'ttl_minutes', ttl_minutes: 43_200 },
          { type: 'payload', payload: 'a' },
        ),
        button('order_details', 8, action({ order_details: order })),
      ],
    ],
    ['two cards', [carousel(card(0), card(1, body(words('Sand'))))]],
    [
      'an offer that ends',
      [
        {
          type: 'limited_time_offer',
          parameters: [
            { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_795_000_000_000 } },
          ],
        },
      ],
    ],
    [
      'how an order stands',
      [
        {
          type: 'order_status',
          parameters: [
            {
              type: 'order_status',
              order_status: { reference_id: 'order-17', order: { status: 'shipped' } },
            },
          ],
        },
      ],
    ],
  ])('%s', (_, components) => {
    const parsed = parse(components);
    expect(parsed.error?.issues).toBeUndefined();
    expect(parsed.data?.components).toEqual(components);
  });

  it('words in capitals, as some of Meta’s examples have them', () => {
    const parsed = parse([
      { type: 'BODY', parameters: [words('Rui')] },
      button('CATALOG', 0, action({ thumbnail_product_retailer_id: 'lamp-7' })),
    ]);
    expect(parsed.data?.components?.map((one) => one.type)).toEqual(['body', 'button']);
    expect(parsed.data?.components?.[1]).toMatchObject({ sub_type: 'catalog' });
  });
});

describe('what does not fit is said at its place', () => {
  it.each<[string, unknown[], string, RegExp]>([
    ['an unknown component', [{ type: 'footer' }], '0.type', /A component is a header/],
    ['a header of 61 characters', [header(words('x'.repeat(61)))], '0.parameters.0.text', /At most 60/],
    [
      'two headers in one',
      [header(words('a'), words('b'))],
      '0.parameters',
      /Exactly 1 parameter of a header/,
    ],
    [
      'a picture in the body',
      [body({ type: 'image', image: { id: '1' } })],
      '0.parameters.0.type',
      /A body takes/,
    ],
    ['a text of 1,025 characters', [body(words('x'.repeat(1_025)))], '0.parameters.0.text', /At most 1024/],
    ['an empty text', [body(words(' '))], '0.parameters.0.text', /Write something/],
    ['two lines', [body(words('a\nb'))], '0.parameters.0.text', /No line breaks/],
    ['five blanks', [body(words(`a${' '.repeat(5)}b`))], '0.parameters.0.text', /No line breaks/],
    ['half of the names', [body(words('a', 'name'), words('b'))], '0.parameters', /all parameters or none/],
    ['a name twice', [body(words('a', 'n'), words('b', 'n'))], '0.parameters', /a name of its own/],
    [
      'a currency that is none',
      [body({ type: 'currency', currency: { fallback_value: '1', code: 'real', amount_1000: 1 } })],
      '0.parameters.0.currency.code',
      /Three capitals/,
    ],
    ['an unknown button', [button('dance', 0)], '0.sub_type', /A button is quick_reply/],
    ['an eleventh button', [button('flow', 10)], '0.index', /from 0 to 9/],
    [
      'a code of 16',
      [button('copy_code', 0, { type: 'coupon_code', coupon_code: 'x'.repeat(16) })],
      '0.parameters.0.coupon_code',
      /At most 15/,
    ],
    ['an address without its end', [button('url', 0)], '0.parameters', /./],
    [
      'a payload in an address',
      [button('url', 0, { type: 'payload', payload: 'x' })],
      '0.parameters.0.type',
      /./,
    ],
    ['a button twice', [button('flow', 0), button('flow', '0')], '', /each button once/],
    ['two bodies', [body(words('a')), body(words('b'))], '', /Each component once/],
    ['one card', [carousel(card(0))], '0.cards', /2 to 10 cards/],
    ['two cards at one place', [carousel(card(1), card(1))], '0.cards', /card_index of its own/],
    [
      'a card with a document',
      [
        carousel(card(0), {
          card_index: 1,
          components: [header({ type: 'document', document: { id: '1' } })],
        }),
      ],
      '0.cards.1.components.0.parameters.0.type',
      /A card begins with/,
    ],
    [
      'an order that costs something else',
      [button('order_details', 0, action({ order_details: { ...order, total_amount: money(1) } }))],
      '0.parameters.0.action.order_details.total_amount',
      /are 5500/,
    ],
    [
      'a call button for more than 30 days',
      [button('voice_call', 0, { type: 'ttl_minutes', ttl_minutes: 43_201 })],
      '0.parameters.0.ttl_minutes',
      /./,
    ],
  ])('%s', (_, components, place, message) => {
    const found = faults(...components);
    expect(found?.map(([path]) => path)).toContain(`components${place === '' ? '' : `.${place}`}`);
    expect(found?.map(([, text]) => text).join(' ')).toMatch(message);
  });
});
