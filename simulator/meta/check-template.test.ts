import { describe, expect, test } from 'vitest';
import { checkTemplate } from './check-template.ts';
import { MetaRefusal } from './errors.ts';

const body = {
  type: 'BODY',
  text: 'Hi {{1}}, your order {{2}} is ready.',
  example: { body_text: [['Ana', '7']] },
};
const template = { name: 'order_ready', language: 'en_US', category: 'UTILITY', components: [body] };

function subcodeOf(value: unknown): number | undefined | null {
  try {
    checkTemplate(value);
    return null;
  } catch (error) {
    if (error instanceof MetaRefusal) return error.refusal.subcode;
    throw error;
  }
}

describe('documented templates are accepted', () => {
  test.each([
    ['body alone', template],
    ['lower-case types', { ...template, components: [{ ...body, type: 'body' }] }],
    [
      'header, footer and buttons',
      {
        ...template,
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['7'] } },
          body,
          { type: 'FOOTER', text: 'Thank you' },
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'PHONE_NUMBER', text: 'Call', phone_number: '5511987654321' },
              { type: 'URL', text: 'Look', url: 'https://garden.example/{{1}}', example: ['7'] },
              { type: 'QUICK_REPLY', text: 'Thanks' },
            ],
          },
        ],
      },
    ],
    [
      'named variables',
      { ...template, parameter_format: 'NAMED', components: [{ ...body, text: 'Hi {{name}}, welcome.' }] },
    ],
    [
      'an authentication code',
      {
        ...template,
        category: 'AUTHENTICATION',
        components: [
          { type: 'BODY', add_security_recommendation: true },
          { type: 'FOOTER', code_expiration_minutes: 10 },
          { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy' }] },
        ],
      },
    ],
  ])('%s', (_name, value) => {
    expect(subcodeOf(value)).toBeNull();
  });
});

describe('Meta’s rules are kept', () => {
  const withBody = (text: string) => ({ ...template, components: [{ ...body, text }] });
  const withButtons = (...buttons: object[]) => ({
    ...template,
    components: [body, { type: 'BUTTONS', buttons }],
  });
  test.each([
    ['a name with capitals', { ...template, name: 'Order' }, undefined],
    ['an unknown category', { ...template, category: 'FUN' }, undefined],
    ['no body', { ...template, components: [{ type: 'FOOTER', text: 'x' }] }, 2388043],
    ['a variable at the start', withBody('{{1}} is ready'), 2388299],
    ['a variable at the end', withBody('Ready: {{1}}'), 2388299],
    ['variables out of order', withBody('Hi {{2}} and {{3}}.'), 2388043],
    ['a body of 1025 characters', withBody('x'.repeat(1025)), 2388040],
    [
      'variables without example',
      { ...template, components: [{ type: 'BODY', text: 'Hi {{1}}.' }] },
      2388043,
    ],
    [
      'a variable in the footer',
      { ...template, components: [body, { type: 'FOOTER', text: 'Hi {{1}}.' }] },
      2388073,
    ],
    [
      'three URL buttons',
      withButtons(...Array.from({ length: 3 }, () => ({ type: 'URL', text: 'x', url: 'https://a.example' }))),
      2388043,
    ],
    [
      'eleven buttons',
      withButtons(...Array.from({ length: 11 }, () => ({ type: 'QUICK_REPLY', text: 'x' }))),
      2388043,
    ],
  ])('%s', (_name, value, subcode) => {
    expect(subcodeOf(value)).toBe(subcode);
  });
});
