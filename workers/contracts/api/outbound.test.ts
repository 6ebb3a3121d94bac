import { describe, expect, it } from 'vitest';
import { outboundContent } from './outbound.ts';

const accepts = (content: unknown) => outboundContent.safeParse(content).success;
/** Where the faults are, as the API names them. */
const faults = (content: unknown) =>
  outboundContent.safeParse(content).error?.issues.map(({ path }) => path.join('.'));

const chars = (count: number) => '😀'.repeat(count);
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({ id: `row-${from + n}`, title: `Row ${from + n}` }));
const buttons = (titles: string[]) => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Which one?' },
    action: { buttons: titles.map((title, n) => ({ type: 'reply', reply: { id: `b${n}`, title } })) },
  },
});
const list = (sections: unknown[], button = 'Choose') => ({
  type: 'interactive',
  interactive: { type: 'list', body: { text: 'Sizes' }, action: { button, sections } },
});
const linkCard = (index: number, text = 'Lamp') => ({
  card_index: index,
  type: 'cta_url',
  header: { type: 'image', image: { link: 'https://files.test/lamp.jpg' } },
  body: { text },
  action: { name: 'cta_url', parameters: { display_text: 'Look', url: 'https://lamps.test' } },
});
const replyCard = (index: number, id = `more-${index}`) => ({
  ...linkCard(index),
  type: 'button',
  action: { buttons: [{ type: 'quick_reply', quick_reply: { id, title: 'More' } }] },
});
const carousel = (...cards: unknown[]) => ({
  type: 'interactive',
  interactive: { type: 'carousel', body: { text: 'Our lamps' }, action: { cards } },
});
const image = (caption?: string) => ({
  type: 'image',
  image: { link: 'https://files.test/lamp.jpg', ...(caption === undefined ? {} : { caption }) },
});
const location = (latitude: number, longitude: number) => ({
  type: 'location',
  location: { latitude, longitude },
});

describe('what can be sent', () => {
  it.each([
    ['a text of 4,096 characters', { type: 'text', text: chars(4_096) }],
    ['a photo with a caption of 1,024 characters', image(chars(1_024))],
    ['a voice note', { type: 'audio', audio: { link: 'https://files.test/a.ogg', voice: true } }],
    [
      'a document with its name',
      { type: 'document', document: { link: 'https://files.test/a.pdf', filename: 'a.pdf' } },
    ],
    ['a sticker', { type: 'sticker', sticker: { link: 'https://files.test/a.webp' } }],
    ['the pole', location(-90, 180)],
    [
      'a contact',
      {
        type: 'contacts',
        contacts: [{ name: { formatted_name: 'Ida Roth' }, phones: [{ phone: '+41 44 555 01 00' }] }],
      },
    ],
    ['three buttons', buttons(['Blue', 'Red', chars(20)])],
    [
      'ten rows in two sections',
      list([
        { title: 'A', rows: rows(4) },
        { title: 'B', rows: rows(6, 4) },
      ]),
    ],
    ['ten cards with a link', carousel(...Array.from({ length: 10 }, (_, n) => linkCard(n, chars(160))))],
    ['two cards with a quick reply', carousel(replyCard(0), replyCard(1))],
    ['a template', { type: 'template', template: { name: 'order_update', language: { code: 'pt_BR' } } }],
  ])('is %s', (_, content) => {
    expect(faults(content)).toBeUndefined();
  });

  it.each([
    ['a text of 4,097 characters', { type: 'text', text: chars(4_097) }, 'text'],
    ['a caption of 1,025 characters', image(chars(1_025)), 'image.caption'],
    [
      'a file by an address that is not https',
      { type: 'sticker', sticker: { link: 'http://files.test/a' } },
      'sticker.link',
    ],
    ['a place beyond the pole', location(90.1, 0), 'location.latitude'],
    ['no contact at all', { type: 'contacts', contacts: [] }, 'contacts'],
    ['no button', buttons([]), 'interactive.action.buttons'],
    ['four buttons', buttons(['1', '2', '3', '4']), 'interactive.action.buttons'],
    ['two buttons of one title', buttons(['Yes', 'Yes']), 'interactive.action.buttons'],
    ['a button of 21 characters', buttons([chars(21)]), 'interactive.action.buttons.0.reply.title'],
    [
      'eleven rows',
      list([
        { title: 'A', rows: rows(5) },
        { title: 'B', rows: rows(6, 5) },
      ]),
      'interactive.action.sections',
    ],
    ['a row twice', list([{ rows: [...rows(1), ...rows(1)] }]), 'interactive.action.sections'],
    [
      'two sections without titles',
      list([{ rows: rows(1) }, { rows: rows(1, 1) }]),
      'interactive.action.sections',
    ],
    ['a list button of 21 characters', list([{ rows: rows(1) }], chars(21)), 'interactive.action.button'],
    [
      'a template with capitals',
      { type: 'template', template: { name: 'Order', language: { code: 'en' } } },
      'template.name',
    ],
  ])('is not %s', (_, content, path) => {
    expect(faults(content)).toEqual([path]);
  });

  it('is nothing of an unknown type, and nothing with fields that do not belong', () => {
    expect(accepts({ type: 'hologram', hologram: {} })).toBe(false);
    expect(accepts({ type: 'text', text: 'x', image: {} })).toBe(false);
    expect(accepts({ type: 'text', text: 'x' })).toBe(true);
  });
});

const money = (value: number) => ({ value, offset: 100 });
const order = (given: object) => ({
  type: 'interactive',
  interactive: {
    type: 'order_details',
    body: { text: 'Your order' },
    action: {
      name: 'review_and_pay',
      parameters: {
        reference_id: 'order-17',
        type: 'digital-goods',
        currency: 'INR',
        total_amount: money(1_050),
        order: {
          status: 'pending',
          items: [{ retailer_id: 'lamp-7', name: 'Lamp', amount: money(500), quantity: 2 }],
          subtotal: money(1_000),
          tax: money(50),
        },
        ...given,
      },
    },
  },
});
const status = (parameters: object) => ({
  type: 'interactive',
  interactive: {
    type: 'order_status',
    body: { text: 'On its way' },
    action: { name: 'review_order', parameters: { reference_id: 'order-17', ...parameters } },
  },
});

describe('an order', () => {
  it.each([
    ['with its items', order({})],
    ['as a total alone, in Brazil', order({ currency: 'BRL', order: undefined })],
    ['by how it stands', status({ order: { status: 'partially_shipped', description: chars(120) } })],
    ['by how its payment stands', status({ payment: { status: 'captured', timestamp: 1_795_000_000 } })],
  ])('is sent %s', (_, content) => {
    expect(faults(content)).toBeUndefined();
  });

  it.each([
    ['a total that is another', order({ total_amount: money(1_000) }), 'total_amount'],
    ['a name of 36 characters', order({ reference_id: 'x'.repeat(36) }), 'reference_id'],
    ['a name with blanks', order({ reference_id: 'order 17' }), 'reference_id'],
    ['a currency that Meta does not pay in', order({ currency: 'EUR' }), 'currency'],
    ['cents that are tenths', order({ total_amount: { value: 1_050, offset: 10 } }), 'total_amount.offset'],
    ['nothing ordered in India', order({ order: undefined }), 'order'],
    [
      'a way to pay that is unknown',
      order({ payment_settings: [{ type: 'shells', shells: {} }] }),
      'payment_settings.0.type',
    ],
    ['nothing said of it', status({}), ''],
    ['an unknown status', status({ order: { status: 'lost' } }), 'order.status'],
    [
      'a description of 121 characters',
      status({ order: { status: 'shipped', description: chars(121) } }),
      'order.description',
    ],
  ])('is refused with %s, at its place', (_, content, place) => {
    expect(faults(content)).toEqual([`interactive.action.parameters${place === '' ? '' : `.${place}`}`]);
  });
});

const reaction = (emoji: string) => ({
  type: 'reaction',
  reaction: { messageId: 'msg_01KRDRQ0AZ4Q7Q2THQC886DR7W', emoji },
});

const productCard = (index: number, catalog = '31') => ({
  card_index: index,
  type: 'product',
  action: { catalog_id: catalog, product_retailer_id: `lamp-${index}` },
});

it('a carousel shows products of one catalogue', () => {
  expect(faults(carousel(productCard(0), productCard(1)))).toBeUndefined();
  for (const cards of [
    [productCard(0), productCard(1, '32')],
    [productCard(0), linkCard(1)],
  ])
    expect(faults(carousel(...cards))).toEqual(['interactive.action.cards']);
});

it.each([
  ['NUL', { type: 'text', text: 'a\u0000b' }, 'text'],
  ['half a surrogate pair', { type: 'text', text: 'a\ud83d' }, 'text'],
  ['a word for an emoji', reaction('yes'), 'reaction.emoji'],
  ['two emoji', reaction('👍👍'), 'reaction.emoji'],
])('%s is refused, at its place', (_, content, place) => {
  expect(faults(content)).toEqual([place]);
});

it('a reaction is any one emoji, or none', () => {
  for (const emoji of ['👍', '❤️', '❤', '👩🏽‍🚀', '🇧🇷', '1️⃣', ''])
    expect(faults(reaction(emoji))).toBeUndefined();
});

it.each([
  ['one card', carousel(linkCard(0)), 'interactive.action.cards'],
  [
    'eleven cards',
    carousel(...Array.from({ length: 11 }, (_, n) => linkCard(n))),
    'interactive.action.cards',
  ],
  ['two cards at one place', carousel(linkCard(0), linkCard(0)), 'interactive.action.cards'],
  ['links beside quick replies', carousel(linkCard(0), replyCard(1)), 'interactive.action.cards'],
  ['one id twice', carousel(replyCard(0, 'a'), replyCard(1, 'a')), 'interactive.action.cards'],
  [
    'a card of 161 characters',
    carousel(linkCard(0), linkCard(1, chars(161))),
    'interactive.action.cards.1.body.text',
  ],
])('a carousel is refused with %s, at its place', (_, content, place) => {
  expect(faults(content)).toContain(place);
});
