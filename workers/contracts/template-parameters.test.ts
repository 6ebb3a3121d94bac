import { describe, expect, it } from 'vitest';
import type { TemplateComponent } from './api/templates.ts';
import { messageParameters } from './template-parameters.ts';

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
});
