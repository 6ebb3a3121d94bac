import { describe, expect, it } from 'vitest';
import type { TemplateButton, WrittenComponent } from './api/templates.ts';
import { validateTemplate, type WrittenTemplate } from './template-rules.ts';

const BODY: WrittenComponent = {
  type: 'BODY',
  text: 'Hello {{1}}, your order {{2}} is on its way.',
  example: { body_text: [['Ana', 'A-1042']] },
};

function templateWith(change: Partial<WrittenTemplate>): WrittenTemplate {
  return {
    name: 'order_update',
    language: 'pt_BR',
    category: 'UTILITY',
    parameterFormat: 'POSITIONAL',
    components: [BODY],
    ...change,
  };
}

const pathsOf = (change: Partial<WrittenTemplate>) =>
  validateTemplate(templateWith(change)).map(({ path }) => path);
const bodyWith = (text: string, samples: string[] = []): WrittenComponent => ({
  type: 'BODY',
  text,
  ...(samples.length === 0 ? {} : { example: { body_text: [samples] } }),
});
const withButtons = (...buttons: TemplateButton[]) => ({
  components: [BODY, { type: 'BUTTONS' as const, buttons }],
});
const reply = (text: string): TemplateButton => ({ type: 'QUICK_REPLY', text });
const website = (text: string, url = 'https://shop.example'): TemplateButton => ({ type: 'URL', text, url });
const call = (text: string): TemplateButton => ({ type: 'PHONE_NUMBER', text, phone_number: '+15550100000' });

describe('a template that Meta takes', () => {
  it.each([
    ['a body alone', {}],
    ['the longest body', { components: [bodyWith('a'.repeat(1_024))] }],
    ['the longest name', { name: 'a'.repeat(512) }],
    [
      'every part',
      {
        components: [
          {
            type: 'HEADER',
            format: 'TEXT',
            text: 'For {{1}}',
            example: { header_text: ['Ana'] },
          },
          BODY,
          { type: 'FOOTER', text: 'Reply STOP to unsubscribe' },
          {
            type: 'BUTTONS',
            buttons: [
              reply('Thanks'),
              reply('Help'),
              {
                type: 'URL',
                text: 'Follow',
                url: 'https://shop.example/orders/{{1}}',
                example: ['https://shop.example/orders/7'],
              },
              website('Shop'),
              call('Call us'),
              { type: 'COPY_CODE', example: 'SPRING25' },
            ],
          },
        ],
      },
    ],
    [
      'named variables',
      {
        parameterFormat: 'NAMED',
        components: [
          {
            type: 'BODY',
            text: 'Hello {{first_name}}, welcome.',
            example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] },
          },
        ],
      },
    ],
    [
      'a code to sign in with',
      {
        category: 'AUTHENTICATION',
        components: [
          { type: 'BODY', add_security_recommendation: true },
          { type: 'FOOTER', code_expiration_minutes: 10 },
          { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
        ],
      },
    ],
    [
      'a file above the text',
      { components: [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW'] } }, BODY] },
    ],
  ] satisfies [string, Partial<WrittenTemplate>][])('has nothing against it: %s', (_, change) => {
    expect(validateTemplate(templateWith(change))).toEqual([]);
  });
});

describe('a template that Meta would refuse', () => {
  it.each([
    ['no name', { name: '' }, ['name']],
    ['capitals in the name', { name: 'Order' }, ['name']],
    ['a name that is too long', { name: 'a'.repeat(513) }, ['name']],
    ['a language that is none', { language: 'Portuguese' }, ['language']],
    ['no body', { components: [{ type: 'FOOTER', text: 'Bye' }] }, ['body.text']],
    ['an empty body', { components: [bodyWith('  ')] }, ['body.text']],
    ['a body that is too long', { components: [bodyWith('a'.repeat(1_025))] }, ['body.text']],
    ['two bodies', { components: [BODY, BODY] }, ['body.text']],
    ['a variable first', { components: [bodyWith('{{1}}, hello there', ['Ana'])] }, ['body.text']],
    ['a variable last', { components: [bodyWith('Hello {{1}}', ['Ana'])] }, ['body.text']],
    ['two variables side by side', { components: [bodyWith('Hi {{1}} {{2}}.', ['a', 'b'])] }, ['body.text']],
    [
      'a gap in the numbers',
      { components: [bodyWith('Hi {{1}} and {{3}}.', ['a', 'b', 'c'])] },
      ['body.text'],
    ],
    ['numbers from 0', { components: [bodyWith('Hi {{0}}, well.', ['a'])] }, ['body.text', 'body.samples.0']],
    ['braces that are no variable', { components: [bodyWith('Hi {{ 1 }} there.', ['a'])] }, ['body.text']],
    ['an open brace', { components: [bodyWith('Hi {{1 there.')] }, ['body.text']],
    ['a name among numbers', { components: [bodyWith('Hi {{name}} there.', ['a'])] }, ['body.text']],
    [
      'a capital in a named variable',
      { parameterFormat: 'NAMED', components: [bodyWith('Hi {{Name}} there.', ['a'])] },
      ['body.text'],
    ],
    ['a missing sample', { components: [bodyWith('Hi {{1}} and {{2}}.', ['a'])] }, ['body.samples.2']],
    [
      'a header that is too long',
      { components: [{ type: 'HEADER', format: 'TEXT', text: 'a'.repeat(61) }, BODY] },
      ['header.text'],
    ],
    [
      'two variables in the header',
      {
        components: [
          {
            type: 'HEADER',
            format: 'TEXT',
            text: 'For {{1}} and {{2}}',
            example: { header_text: ['a', 'b'] },
          },
          BODY,
        ],
      },
      ['header.text'],
    ],
    [
      'a header of two lines',
      { components: [{ type: 'HEADER', format: 'TEXT', text: 'One\nTwo' }, BODY] },
      ['header.text'],
    ],
    ['no sample file', { components: [{ type: 'HEADER', format: 'VIDEO' }, BODY] }, ['header.file']],
    [
      'a footer that is too long',
      { components: [BODY, { type: 'FOOTER', text: 'a'.repeat(61) }] },
      ['footer.text'],
    ],
    [
      'a variable in the footer',
      { components: [BODY, { type: 'FOOTER', text: 'For {{1}} only' }] },
      ['footer.text'],
    ],
    [
      'eleven buttons',
      withButtons(...Array.from({ length: 11 }, (_, n) => reply(`Reply ${n}`))),
      ['buttons'],
    ],
    ['three websites', withButtons(website('A'), website('B'), website('C')), ['buttons']],
    ['two numbers to call', withButtons(call('A'), call('B')), ['buttons']],
    [
      'two codes to copy',
      withButtons({ type: 'COPY_CODE', example: 'A' }, { type: 'COPY_CODE', example: 'B' }),
      ['buttons'],
    ],
    ['replies apart from each other', withButtons(reply('A'), website('B'), reply('C')), ['buttons']],
    ['a long button', withButtons(reply('a'.repeat(26))), ['buttons.0.text']],
    ['the same button twice', withButtons(reply('A'), reply('A')), ['buttons.1.text']],
    ['an address without a scheme', withButtons(website('A', 'shop.example')), ['buttons.0.url']],
    [
      'a variable inside the address',
      withButtons(website('A', 'https://a.example/{{1}}/b')),
      ['buttons.0.url', 'buttons.0.sample'],
    ],
    [
      'an address without a sample',
      withButtons(website('A', 'https://a.example/{{1}}')),
      ['buttons.0.sample'],
    ],
    [
      'a number that is none',
      withButtons({ type: 'PHONE_NUMBER', text: 'Call', phone_number: 'call me' }),
      ['buttons.0.phone_number'],
    ],
    ['a long code', withButtons({ type: 'COPY_CODE', example: 'a'.repeat(16) }), ['buttons.0.sample']],
    ['no code', withButtons({ type: 'COPY_CODE', example: '' }), ['buttons.0.sample']],
    ['an authentication template with a text', { category: 'AUTHENTICATION' }, ['body.text', 'buttons']],
  ] satisfies [string, Partial<WrittenTemplate>, string[]][])('names the field: %s', (_, change, paths) => {
    expect(pathsOf(change)).toEqual(paths);
  });
});
