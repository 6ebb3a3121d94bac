import { describe, expect, it } from 'vitest';
import type { TemplateComponent } from './api/templates.ts';
import { templateMisfits } from './template-fit.ts';
import { messageParameters } from './template-parameters.ts';
import { sentValues } from './template-sent.ts';

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

describe('the parameters of a message', () => {
  it('follow the numbers of the variables', () => {
    const values = {
      header: { 1: 'Rui' },
      body: { 1: 'B-2', 2: 'Friday' },
      buttons: { 1: '8', 2: 'SUMMER' },
    };
    expect(messageParameters({ components: COMPONENTS, parameterFormat: 'POSITIONAL' }, values)).toEqual([
      { type: 'header', parameters: [{ type: 'text', text: 'Rui' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'B-2' },
          { type: 'text', text: 'Friday' },
        ],
      },
      { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: '8' }] },
      {
        type: 'button',
        sub_type: 'copy_code',
        index: '2',
        parameters: [{ type: 'coupon_code', coupon_code: 'SUMMER' }],
      },
    ]);
  });

  it('carry the names, the header’s file, and the code of an authentication button', () => {
    const components = [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Hi {{first_name}}, well.' },
      { type: 'BUTTONS', buttons: [{ type: 'OTP' }] },
    ];
    const values = { header: {}, body: { first_name: 'Rui' }, buttons: {} };
    const file = { link: 'https://files.example/a.png' };
    const named = { type: 'text', text: 'Rui', parameter_name: 'first_name' };
    expect(messageParameters({ components, parameterFormat: 'NAMED' }, values, file)).toEqual([
      { type: 'header', parameters: [{ type: 'image', image: file }] },
      { type: 'body', parameters: [named] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'Rui' }] },
    ]);
  });

  it('fill every card of a carousel, also those that say nothing of their own', () => {
    const card = (text?: string) => ({
      components: [
        { type: 'header', format: 'video' },
        ...(text === undefined ? [] : [{ type: 'body', text }]),
        {
          type: 'buttons',
          buttons: [
            { type: 'QUICK_REPLY', text: 'More' },
            { type: 'URL', text: 'Buy', url: 'https://shop.example/{{1}}' },
          ],
        },
      ],
    });
    const components = [
      { type: 'BODY', text: 'Hi {{1}}, look.' },
      { type: 'CAROUSEL', cards: [card('For {{1}}.'), card()] },
    ];
    const values = {
      header: {},
      body: { 1: 'Rui' },
      buttons: {},
      cards: [
        { header: {}, body: { 1: 'R$ 9' }, buttons: { 1: 'a' } },
        { header: {}, body: {}, buttons: { 1: 'b' } },
      ],
    };
    const files = [{ link: 'https://files.example/a.mp4' }, { uploadId: 'upl_1', filename: 'b.mp4' }];
    const film = (video: object) => ({ type: 'header', parameters: [{ type: 'video', video }] });
    const url = (text: string) => ({
      type: 'button',
      sub_type: 'url',
      index: '1',
      parameters: [{ type: 'text', text }],
    });
    const body = (text: string) => ({ type: 'body', parameters: [{ type: 'text', text }] });
    const sent = messageParameters({ components, parameterFormat: 'POSITIONAL' }, values, undefined, files);
    expect(sent).toEqual([
      body('Rui'),
      {
        type: 'carousel',
        cards: [
          {
            card_index: 0,
            components: [film({ link: 'https://files.example/a.mp4' }), body('R$ 9'), url('a')],
          },
          { card_index: 1, components: [film({ uploadId: 'upl_1' }), url('b')] },
        ],
      },
    ]);
    expect(templateMisfits(components, sent)).toEqual([]);
    expect(sentValues(sent)).toMatchObject(values);
  });
});
