import { describe, expect, it } from 'vitest';
import type { TemplateComponent } from './api/templates.ts';
import { renderTemplate } from './template-preview.ts';
import { fillVariables, sampleValues, templateVariables, variablesIn } from './template-variables.ts';

const COMPONENTS: TemplateComponent[] = [
  { type: 'HEADER', format: 'TEXT', text: 'For {{1}}', example: { header_text: ['Ana'] } },
  {
    type: 'BODY',
    text: 'Your order {{1}} leaves on {{2}}. Thank you, {{1}}.',
    example: { body_text: [['A-1', 'Monday']] },
  },
  { type: 'FOOTER', text: 'The shop' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'QUICK_REPLY', text: 'Thanks' },
      {
        type: 'URL',
        text: 'Follow',
        url: 'https://shop.example/o/{{1}}',
        example: ['https://shop.example/o/7'],
      },
      { type: 'COPY_CODE', text: 'Copy offer code', example: ['SPRING25'] },
    ],
  },
];

describe('variables', () => {
  it('come once each, in the order of their first appearance', () => {
    expect(variablesIn('{{2}} {{ 1 }} {{2}} {{name}}')).toEqual(['2', '1', 'name']);
  });

  it('are found in every part, with their samples', () => {
    expect(templateVariables(COMPONENTS)).toEqual([
      { place: 'header', index: 0, name: '1', sample: 'Ana' },
      { place: 'body', index: 0, name: '1', sample: 'A-1' },
      { place: 'body', index: 0, name: '2', sample: 'Monday' },
      { place: 'button', index: 1, name: '1', sample: '7' },
      { place: 'button', index: 2, name: 'code', sample: 'SPRING25' },
    ]);
  });

  it('keep their place where no value is known, and a value is never read as a pattern', () => {
    expect(fillVariables('{{1}} and {{2}} and {{toString}}', { 1: '$& {{2}}' })).toBe(
      '$& {{2}} and {{2}} and {{toString}}',
    );
  });

  it('are read from anything that Meta may send', () => {
    const odd = [
      { type: 'BODY', text: 7, example: [] },
      { type: 'BUTTONS', buttons: 'none' },
      { type: 'BUTTONS', buttons: [null, { type: 'URL' }] },
      { type: 'CAROUSEL' },
      { type: 'CAROUSEL', cards: [7, { components: null }] },
      { type: 'ORDER_STATUS' },
    ];
    expect(templateVariables(odd)).toEqual([]);
    expect(renderTemplate(odd)).toMatchObject({ body: '', cards: [], others: ['ORDER_STATUS'] });
    const offer = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Spring sale' } };
    expect(renderTemplate([offer])).toMatchObject({ offer: 'Spring sale', others: [] });
  });
});

describe('a preview', () => {
  it('is what the phone shows', () => {
    expect(renderTemplate(COMPONENTS, sampleValues(COMPONENTS))).toEqual({
      header: { format: 'TEXT', text: 'For Ana' },
      offer: null,
      body: 'Your order A-1 leaves on Monday. Thank you, A-1.',
      footer: 'The shop',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Thanks', target: null },
        { type: 'URL', text: 'Follow', target: 'https://shop.example/o/7' },
        { type: 'COPY_CODE', text: 'Copy offer code', target: 'SPRING25' },
      ],
      cards: [],
      others: [],
    });
  });

  it('shows the text that Meta writes for authentication', () => {
    const preview = renderTemplate(
      [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: 10 },
      ],
      { header: {}, body: { 1: '1234' }, buttons: {} },
    );
    expect([preview.body, preview.footer]).toEqual([
      '1234 is your verification code. For your security, do not share this code.',
      'This code expires in 10 minutes.',
    ]);
  });

  it('has the cards of a carousel, each with its own samples', () => {
    const card = (text: string, sample: string) => ({
      components: [
        { type: 'header', format: 'image' },
        { type: 'body', text, example: { body_text: [[sample]] } },
        { type: 'buttons', buttons: [{ type: 'QUICK_REPLY', text: 'More' }] },
      ],
    });
    const components = [
      { type: 'BODY', text: 'New lamps' },
      { type: 'CAROUSEL', cards: [card('For {{1}} only', 'R$ 9'), card('Now {{1}} less', '5%')] },
    ];
    const preview = renderTemplate(components, sampleValues(components));
    expect([preview.others, preview.cards.map(({ header, body }) => [header?.format, body])]).toEqual([
      [],
      [
        ['IMAGE', 'For R$ 9 only'],
        ['IMAGE', 'Now 5% less'],
      ],
    ]);
  });

  it('asks whether the company may call, and says what becomes of a code', () => {
    const otp = (button: object) =>
      renderTemplate([{ type: 'BUTTONS', buttons: [{ type: 'OTP', ...button }] }]).buttons[0]?.text;
    expect([
      renderTemplate([{ type: 'CALL_PERMISSION_REQUEST' }]).buttons,
      otp({ otp_type: 'COPY_CODE', text: 'Copy it' }),
      otp({ otp_type: 'ONE_TAP', text: 'Copy it' }),
      otp({ otp_type: 'ZERO_TAP', autofill_text: 'Fill in' }),
    ]).toEqual([
      [{ type: 'CALL_PERMISSION_REQUEST', text: 'Allow calls', target: null }],
      'Copy it',
      'Autofill',
      'Fill in',
    ]);
  });
});
