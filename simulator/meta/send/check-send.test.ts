import { describe, expect, test } from 'vitest';
import { MetaRefusal } from '../errors.ts';
import { checkSend } from './check-send.ts';
import { documentedSends } from './documented-sends.ts';

const envelope = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '+55 11 98765-4321' };

function refusalOf(body: unknown): { code: number; says: string } | null {
  try {
    checkSend(body);
    return null;
  } catch (error) {
    if (error instanceof MetaRefusal)
      return { code: error.code, says: error.refusal.details ?? error.message };
    throw error;
  }
}

const text = (count: number) => 'x'.repeat(count);
const interactive = (content: object) => ({ ...envelope, type: 'interactive', interactive: content });
const buttons = (titles: string[], over: object = {}) =>
  interactive({
    type: 'button',
    body: { text: 'How many?' },
    action: {
      buttons: titles.map((title, index) => ({ type: 'reply', reply: { id: String(index), title } })),
    },
    ...over,
  });
const listOf = (sections: { rows: number; title?: string }[], over: object = {}) =>
  interactive({
    type: 'list',
    body: { text: 'Choose' },
    action: {
      button: 'Options',
      sections: sections.map(({ rows, ...section }, index) => ({
        ...section,
        rows: Array.from({ length: rows }, (_, row) => ({ id: `${index}-${row}`, title: 'Row' })),
      })),
    },
    ...over,
  });
const cards = (count: number) =>
  interactive({
    type: 'carousel',
    body: { text: 'Roses' },
    action: {
      cards: Array.from({ length: count }, (_, index) => ({
        card_index: index,
        type: 'product',
        action: { catalog_id: '1', product_retailer_id: String(index) },
      })),
    },
  });
const contacts = (count: number) => ({
  ...envelope,
  type: 'contacts',
  contacts: Array.from({ length: count }, () => ({ name: { formatted_name: 'A B', first_name: 'A' } })),
});

describe('every documented body is accepted', () => {
  test.each(Object.entries(documentedSends))('%s', (_name, body) => {
    expect(refusalOf({ ...envelope, ...body })).toBeNull();
  });
});

describe('limits hold at their edge', () => {
  const edges: [string, object, object, number][] = [
    [
      'text of 4096 characters',
      { ...envelope, text: { body: text(4096) } },
      { ...envelope, text: { body: text(4097) } },
      100,
    ],
    [
      'caption of 1024',
      { ...envelope, type: 'image', image: { id: '1', caption: text(1024) } },
      { ...envelope, type: 'image', image: { id: '1', caption: text(1025) } },
      100,
    ],
    [
      'callback data of 512',
      { ...envelope, text: { body: 'x' }, biz_opaque_callback_data: text(512) },
      { ...envelope, text: { body: 'x' }, biz_opaque_callback_data: text(513) },
      100,
    ],
    ['three buttons', buttons(['a', 'b', 'c']), buttons(['a', 'b', 'c', 'd']), 131009],
    ['button title of 20', buttons([text(20)]), buttons([text(21)]), 131009],
    [
      'button body of 1024',
      buttons(['a'], { body: { text: text(1024) } }),
      buttons(['a'], { body: { text: text(1025) } }),
      131009,
    ],
    [
      'footer of 60',
      buttons(['a'], { footer: { text: text(60) } }),
      buttons(['a'], { footer: { text: text(61) } }),
      131009,
    ],
    [
      'header text of 60',
      buttons(['a'], { header: { type: 'text', text: text(60) } }),
      buttons(['a'], { header: { type: 'text', text: text(61) } }),
      131009,
    ],
    [
      'ten rows in total',
      listOf([
        { rows: 6, title: 'a' },
        { rows: 4, title: 'b' },
      ]),
      listOf([
        { rows: 6, title: 'a' },
        { rows: 5, title: 'b' },
      ]),
      131009,
    ],
    [
      'section title of 24',
      listOf([{ rows: 1, title: text(24) }]),
      listOf([{ rows: 1, title: text(25) }]),
      131009,
    ],
    [
      'list body of 4096',
      listOf([{ rows: 1 }], { body: { text: text(4096) } }),
      listOf([{ rows: 1 }], { body: { text: text(4097) } }),
      131009,
    ],
    ['ten cards', cards(10), cards(11), 131009],
    ['two cards', cards(2), cards(1), 131009],
    ['257 contacts', contacts(257), contacts(258), 131009],
  ];
  test.each(edges)('%s', (_name, accepted, refused, code) => {
    expect(refusalOf(accepted)).toBeNull();
    expect(refusalOf(refused)?.code).toBe(code);
  });
});

describe('what Meta refuses is refused with its code', () => {
  const refused: [string, unknown, { code: number; says: string }][] = [
    ['no body', [], { code: 100, says: '(#100) The parameter messaging_product is required.' }],
    [
      'no product',
      { to: '5511987654321', text: { body: 'x' } },
      { code: 100, says: '(#100) The parameter messaging_product is required.' },
    ],
    [
      'no recipient',
      { messaging_product: 'whatsapp', text: { body: 'x' } },
      { code: 100, says: '(#100) The parameter to is required.' },
    ],
    [
      'a word as number',
      { ...envelope, to: 'Ana', text: { body: 'x' } },
      { code: 131009, says: 'Param to is not a valid phone number' },
    ],
    [
      'an unknown type',
      { ...envelope, type: 'poll' },
      {
        code: 131051,
        says: 'Message type is not supported: poll. Use one of text, image, video, audio, document, sticker, location, contacts, reaction, interactive, template.',
      },
    ],
    [
      'content of another type',
      { ...envelope, type: 'image', text: { body: 'x' } },
      { code: 131008, says: 'Param image is missing' },
    ],
    [
      'an empty text',
      { ...envelope, text: { body: '' } },
      { code: 131008, says: "Param text['body'] must have at least 1 characters." },
    ],
    [
      'a text without body',
      { ...envelope, text: {} },
      { code: 131008, says: "Param text['body'] is missing" },
    ],
    [
      'an unknown key',
      { ...envelope, text: { body: 'x', bold: true } },
      { code: 100, says: '(#100) Unexpected key "bold" on param "text".' },
    ],
    [
      'an unknown key of the envelope',
      { ...envelope, text: { body: 'x' }, colour: 1 },
      { code: 100, says: '(#100) Unexpected key "colour" on param "body".' },
    ],
    [
      'media without source',
      { ...envelope, type: 'image', image: {} },
      { code: 131008, says: 'Param image needs exactly one of id and link' },
    ],
    [
      'an odd link',
      { ...envelope, type: 'image', image: { link: 'ftp://x' } },
      { code: 131009, says: "Param image['link'] must be an http or https URL" },
    ],
    [
      'a place nowhere',
      { ...envelope, type: 'location', location: { latitude: 91, longitude: 0 } },
      { code: 131009, says: "Param location['latitude'] must be between -90 and 90" },
    ],
    [
      'interactive without a type',
      interactive({ body: { text: 'x' } }),
      { code: 131008, says: "Param interactive['type'] is missing" },
    ],
    [
      'several sections without titles',
      listOf([{ rows: 1 }, { rows: 1 }]),
      {
        code: 131008,
        says: "Param interactive['action']['sections'] needs a title in every section when there are several",
      },
    ],
    [
      'a wrong user id',
      { messaging_product: 'whatsapp', recipient: 'ana', text: { body: 'x' } },
      { code: 131009, says: 'Param recipient is not a valid user id' },
    ],
  ];
  test('an order that does not add up, or says nothing', () => {
    const order = (parameters: object) =>
      interactive({
        type: 'order_details',
        body: { text: 'x' },
        action: { name: 'review_and_pay', parameters },
      });
    const money = (value: number) => ({ value, offset: 100 });
    const items = [{ retailer_id: 'a', name: 'Rose', amount: money(500), quantity: 2 }];
    const given = {
      reference_id: 'A-1',
      type: 'digital-goods',
      currency: 'INR',
      total_amount: money(1_100),
      order: { status: 'pending', items, subtotal: money(1_000), tax: money(100) },
    };
    const says = (parameters: object) => refusalOf(order(parameters));
    expect(says(given)).toBeNull();
    expect(says({ ...given, total_amount: money(1_000) })?.says).toContain('is not subtotal + tax');
    expect(says({ ...given, order: { ...given.order, subtotal: money(1) } })?.says).toContain('1000');
    expect(says({ ...given, order: undefined })).toMatchObject({ code: 131008 });
    expect(says({ ...given, reference_id: 'A 1' })).toMatchObject({ code: 131009 });
    expect(says({ ...given, reference_id: text(36) })).toMatchObject({ code: 131009 });
    expect(says({ ...given, currency: 'EUR' })).not.toBeNull();
  });

  test('a carousel of several kinds or catalogs', () => {
    const card = (index: number, catalog: string) => ({
      card_index: index,
      type: 'product',
      action: { catalog_id: catalog, product_retailer_id: 'rose' },
    });
    const link = {
      card_index: 1,
      type: 'cta_url',
      header: { type: 'image', image: { link: 'https://garden.example/rose.jpg' } },
      action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://garden.example' } },
    };
    const carousel = (...all: object[]) =>
      refusalOf(interactive({ type: 'carousel', body: { text: 'x' }, action: { cards: all } }));
    expect(carousel(card(0, '1'), card(1, '1'))).toBeNull();
    expect(carousel(card(0, '1'), card(1, '2'))?.says).toContain('several catalogs');
    expect(carousel(card(0, '1'), link)?.says).toContain('several types');
  });

  test('a template’s value over two lines', () => {
    const template = (value: string) => ({
      ...envelope,
      type: 'template',
      template: {
        name: 'hello',
        language: { code: 'en' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: value }] }],
      },
    });
    expect(refusalOf(template('a b'))).toBeNull();
    for (const value of ['a\nb', 'a\tb', `a${' '.repeat(5)}b`])
      expect(refusalOf(template(value))?.code).toBe(132018);
  });

  test.each(refused)('%s', (_name, body, expected) => {
    expect(refusalOf(body)).toEqual(expected);
  });
});

test('`to` wins over `recipient`, and keeps its digits', () => {
  expect(checkSend({ ...envelope, recipient: 'BR.1', text: { body: 'x' } })).toMatchObject({
    recipient: { kind: 'phone', digits: '5511987654321', input: '+55 11 98765-4321' },
  });
});

test('marking as read is read with its typing indicator', () => {
  expect(
    checkSend({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.A',
      typing_indicator: { type: 'text' },
    }),
  ).toEqual({ kind: 'read', messageId: 'wamid.A', isTyping: true });
});
