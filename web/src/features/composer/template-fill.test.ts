import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { outboundContent } from '../../../../workers/contracts/api/outbound.ts';
import type { Template, TemplateComponent } from '../../../../workers/contracts/api/templates.ts';
import { sampleTemplate } from '../../testing/sample-template.ts';
import {
  contentOfTemplate,
  EMPTY_FILL,
  faultsOfFill,
  isOfTexts,
  obviousValues,
  unsendableReason,
  type TemplateFill,
} from './template-fill.rules.ts';

const template = (components: TemplateComponent[], given: Partial<Template> = {}): Template => ({
  ...sampleTemplate,
  id: '1',
  wabaId: '2',
  name: 'order_update',
  language: 'en_US',
  components,
  ...given,
});
const order = template([
  { type: 'HEADER', format: 'IMAGE' },
  { type: 'BODY', text: 'Hello {{1}}, order {{2}} is on its way.' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'URL', text: 'Track', url: 'https://shop.example/{{1}}' },
      { type: 'COPY_CODE', example: 'SAVE10' },
    ],
  },
]);
const NOW_MS = Date.UTC(2026, 10, 25);
const filled: TemplateFill = {
  ...EMPTY_FILL,
  values: { 'body.0.1': 'Sofia', 'body.0.2': '2041', 'button.0.1': 't/2041', 'button.1.code': 'SAVE20' },
  headerLink: 'https://shop.example/box.jpg',
};

describe('a template', () => {
  it('is not sent while anything is empty, and says where', () => {
    expect(Object.keys(faultsOfFill(order, EMPTY_FILL, NOW_MS))).toEqual([
      'body.0.1',
      'body.0.2',
      'button.0.1',
      'button.1.code',
      'header.file',
    ]);
    expect(faultsOfFill(order, filled, NOW_MS)).toEqual({});
  });

  it('refuses what Meta refuses in a variable', () => {
    const values = { ...filled.values, 'body.0.1': 'a\nb', 'body.0.2': 'a     b' };
    expect(Object.keys(faultsOfFill(order, { ...filled, values }, NOW_MS))).toEqual(['body.0.1', 'body.0.2']);
  });

  it('becomes a message with every parameter in Meta’s shape', () => {
    const content = contentOfTemplate(order, filled);
    expect(content).toEqual({
      type: 'template',
      template: {
        name: 'order_update',
        language: { code: 'en_US' },
        components: [
          {
            type: 'header',
            parameters: [{ type: 'image', image: { link: 'https://shop.example/box.jpg' } }],
          },
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Sofia' },
              { type: 'text', text: '2041' },
            ],
          },
          {
            type: 'button',
            sub_type: 'url',
            index: '0',
            parameters: [{ type: 'text', text: 't/2041' }],
          },
          {
            type: 'button',
            sub_type: 'copy_code',
            index: '1',
            parameters: [{ type: 'coupon_code', coupon_code: 'SAVE20' }],
          },
        ],
      },
    });
    expect(z.safeParse(outboundContent, content).success).toBe(true);
  });

  it('takes an uploaded file for its header before an address', () => {
    const offer = template([
      { type: 'HEADER', format: 'DOCUMENT' },
      { type: 'BODY', text: 'Our offer.' },
    ]);
    const fill = {
      ...EMPTY_FILL,
      headerUpload: { uploadId: `upl_${'0'.repeat(26)}`, filename: 'offer.pdf' },
    };
    expect(faultsOfFill(offer, fill, NOW_MS)).toEqual({});
    expect(contentOfTemplate(offer, fill)).toMatchObject({
      template: {
        components: [
          {
            type: 'header',
            parameters: [
              {
                type: 'document',
                document: { uploadId: `upl_${'0'.repeat(26)}`, filename: 'offer.pdf' },
              },
            ],
          },
        ],
      },
    });
  });

  it('with a place and an offer that ends asks for both, and sends both', () => {
    const sale = template([
      { type: 'HEADER', format: 'LOCATION' },
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Sale', has_expiration: true } },
      { type: 'BODY', text: 'Come and see.' },
    ]);
    expect(unsendableReason(sale)).toBeNull();
    const past = { ...EMPTY_FILL, place: 'our shop', offerEnd: '2026-11-24T10:00' };
    for (const fill of [EMPTY_FILL, past])
      expect(Object.keys(faultsOfFill(sale, fill, NOW_MS))).toEqual(['header.place', 'offer.end']);
    const fill = { ...EMPTY_FILL, place: '-23.55, -46.63', placeName: 'Shop', offerEnd: '2026-11-27T10:00' };
    expect(faultsOfFill(sale, fill, NOW_MS)).toEqual({});
    const content = contentOfTemplate(sale, fill);
    expect(z.safeParse(outboundContent, content).success).toBe(true);
    expect(content).toMatchObject({
      template: {
        components: [
          {
            type: 'header',
            parameters: [{ location: { latitude: -23.55, longitude: -46.63, name: 'Shop' } }],
          },
          {
            type: 'limited_time_offer',
            parameters: [{ limited_time_offer: { expiration_time_ms: Date.parse('2026-11-27T10:00') } }],
          },
        ],
      },
    });
  });

  it('of cards asks for every card’s file and values, and sends them by card', () => {
    const card = {
      components: [
        { type: 'header', format: 'image' },
        { type: 'body', text: 'For {{1}} only' },
        { type: 'buttons', buttons: [{ type: 'URL', text: 'Buy', url: 'https://a.test/{{1}}' }] },
      ],
    };
    const lamps = template([
      { type: 'BODY', text: 'Hello {{1}}, look.' },
      { type: 'CAROUSEL', cards: [card, card] },
    ]);
    expect(unsendableReason(lamps)).toBeNull();
    expect(Object.keys(faultsOfFill(lamps, EMPTY_FILL, NOW_MS))).toEqual([
      'body.0.1',
      'card.0.body.0.1',
      'card.0.button.0.1',
      'card.0.file',
      'card.1.body.0.1',
      'card.1.button.0.1',
      'card.1.file',
    ]);
    const upload = { uploadId: `upl_${'0'.repeat(26)}`, filename: 'b.png' };
    const fill: TemplateFill = {
      ...EMPTY_FILL,
      values: {
        'body.0.1': 'Sofia',
        'card.0.body.0.1': 'R$ 9',
        'card.0.button.0.1': 'a',
        'card.1.body.0.1': 'R$ 7',
        'card.1.button.0.1': 'b',
      },
      cardFiles: { 0: { link: ' https://a.test/a.png ', upload: null }, 1: { link: '', upload } },
    };
    expect(faultsOfFill(lamps, fill, NOW_MS)).toEqual({});
    const content = contentOfTemplate(lamps, fill);
    expect(z.safeParse(outboundContent, content).success).toBe(true);
    const sent = (image: object, price: string, end: string) => [
      { type: 'header', parameters: [{ type: 'image', image }] },
      { type: 'body', parameters: [{ type: 'text', text: price }] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: end }] },
    ];
    expect(content).toMatchObject({
      template: {
        components: [
          { type: 'body', parameters: [{ text: 'Sofia' }] },
          {
            type: 'carousel',
            cards: [
              { card_index: 0, components: sent({ link: 'https://a.test/a.png' }, 'R$ 9', 'a') },
              { card_index: 1, components: sent({ uploadId: upload.uploadId }, 'R$ 7', 'b') },
            ],
          },
        ],
      },
    });
    expect([isOfTexts(lamps), isOfTexts(template([{ type: 'BODY', text: 'Hi {{1}}.' }]))]).toEqual([
      false,
      true,
    ]);
  });

  it('that asks for a call is sent as it is', () => {
    const call = template([{ type: 'BODY', text: 'May we call?' }, { type: 'CALL_PERMISSION_REQUEST' }]);
    expect([unsendableReason(call), faultsOfFill(call, EMPTY_FILL, NOW_MS)]).toEqual([null, {}]);
  });

  it('has a fault wherever the API would refuse a value for its length', () => {
    const values = { ...filled.values, 'button.1.code': 'x'.repeat(16) };
    expect(Object.keys(faultsOfFill(order, { ...filled, values }, NOW_MS))).toEqual(['button.1.code']);
    const title = template([
      { type: 'HEADER', format: 'TEXT', text: 'For {{1}}' },
      { type: 'BODY', text: 'x' },
    ]);
    const long = { ...EMPTY_FILL, values: { 'header.0.1': 'x'.repeat(61) } };
    expect(Object.keys(faultsOfFill(title, long, NOW_MS))).toEqual(['header.0.1']);
    expect(z.safeParse(outboundContent, contentOfTemplate(title, long)).success).toBe(false);
  });

  it('that needs nothing is sent with nothing', () => {
    const plain = template([{ type: 'BODY', text: 'We are open again.' }]);
    expect(contentOfTemplate(plain, EMPTY_FILL)).toEqual({
      type: 'template',
      template: { name: 'order_update', language: { code: 'en_US' } },
    });
  });

  it.each([
    ['Hello {{1}}, your order is here', { 'body.0.1': 'Sofia' }],
    ['Olá *{{1}}*! Pedido {{2}}', { 'body.0.1': 'Sofia' }],
    ['Order {{1}} is ready', {}],
    ['Dear {{full_name}}, thanks', { 'body.0.full_name': 'Sofia Martins' }],
    ['Thanks, {{first_name}}: {{order}}', { 'body.0.first_name': 'Sofia' }],
  ])('takes the customer’s name where it obviously belongs: %s', (text, expected) => {
    expect(obviousValues([{ type: 'BODY', text }], 'Sofia Martins')).toEqual(expected);
    expect(obviousValues([{ type: 'BODY', text }], null)).toEqual({});
  });

  it('with parts that have no field here says so', () => {
    expect(unsendableReason(order)).toBeNull();
    const product = { components: [{ type: 'header', format: 'product' }] };
    const shop = { type: 'CAROUSEL', cards: [product, product] };
    expect([
      unsendableReason(template([{ type: 'BODY', text: 'x' }, shop])),
      unsendableReason(template([{ type: 'BODY', text: 'x' }, { type: 'ORDER_STATUS' }])),
    ]).toEqual([expect.stringMatching(/cards are products/), expect.stringMatching(/order status/)]);
    for (const type of ['MPM', 'ORDER_DETAILS'])
      expect(unsendableReason(template([{ type: 'BUTTONS', buttons: [{ type, text: 'Look' }] }]))).toMatch(
        /products or an order/,
      );
  });
});
