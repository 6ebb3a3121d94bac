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

const picture = { type: 'header', format: 'image', example: { header_handle: ['4::aW'] } };
const website = { type: 'url', text: 'Shop', url: 'https://garden.example/{{1}}', example: ['7'] };
const copied = { type: 'copy_code', example: 'SPRING25' };
const more = { type: 'quick_reply', text: 'More' };
const cardWith = (...buttons: object[]) => ({ components: [picture, { type: 'buttons', buttons }] });
const card = cardWith(more, website);
const marketing = (...components: object[]) => ({ ...template, category: 'MARKETING', components });
const carousel = (...cards: object[]) => marketing(body, { type: 'carousel', cards });
const offer = (text: string, has_expiration: boolean, ...buttons: object[]) =>
  marketing({ type: 'limited_time_offer', limited_time_offer: { text, has_expiration } }, body, {
    type: 'buttons',
    buttons,
  });
const signIn = (button: object, minutes = 5) => ({
  ...template,
  category: 'AUTHENTICATION',
  components: [
    { type: 'body', add_security_recommendation: true },
    { type: 'footer', code_expiration_minutes: minutes },
    { type: 'buttons', buttons: [{ type: 'otp', ...button }] },
  ],
});
const app = { package_name: 'com.garden.shop', signature_hash: 'K8a/AINcGX7' };
const callRequest = { type: 'call_permission_request' };
const catalog = { type: 'CATALOG', text: 'View catalog' };

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
    ['a carousel of two cards', carousel(card, card)],
    ['an offer that ends', offer('Expiring offer!', true, copied, website)],
    ['an offer without a code', offer('Sale', false, website)],
    ['a request to call', { ...template, components: [body, callRequest] }],
    [
      'a code by one tap',
      signIn({ otp_type: 'one_tap', text: 'Copy', autofill_text: 'Autofill', supported_apps: [app] }),
    ],
    [
      'a code by no tap',
      signIn({ otp_type: 'zero_tap', zero_tap_terms_accepted: true, supported_apps: [app] }, 90),
    ],
    ['the catalog', marketing(body, { type: 'BUTTONS', buttons: [catalog] })],
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
    ['two forms', withButtons({ type: 'FLOW', text: 'A' }, { type: 'FLOW', text: 'B' }), 2388043],
    [
      'a form that begins nowhere',
      withButtons({ type: 'FLOW', text: 'A', flow_action: 'navigate' }),
      2388043,
    ],
    [
      'the catalog beside a website',
      marketing(body, { type: 'BUTTONS', buttons: [catalog, website] }),
      2388043,
    ],
    ['the catalog as utility', withButtons(catalog), 2388043],
    ['one card', carousel(card), undefined],
    ['eleven cards', carousel(...Array.from({ length: 11 }, () => card)), undefined],
    ['cards that differ', carousel(card, cardWith(website, more)), 2388043],
    ['three buttons on a card', carousel(...[1, 2].map(() => cardWith(more, website, website))), 2388043],
    ['a card without a picture', carousel(...[1, 2].map(() => ({ components: [body] }))), 2388043],
    [
      'a card of 161 characters',
      carousel(...[1, 2].map(() => ({ components: [picture, { ...body, text: 'x'.repeat(161) }] }))),
      2388040,
    ],
    [
      'cards above a footer',
      marketing(body, { type: 'carousel', cards: [card, card] }, { type: 'FOOTER', text: 'x' }),
      2388043,
    ],
    ['cards as utility', { ...carousel(card, card), category: 'UTILITY' }, 2388043],
    ['an offer of 17 characters', offer('x'.repeat(17), false, website), undefined],
    ['an offer that ends without a code', offer('Sale', true, website), 2388043],
    ['an offer whose code is second', offer('Sale', true, website, copied), 2388043],
    ['an offer without a website', offer('Sale', true, copied), 2388043],
    ['an offer as utility', { ...offer('Sale', false, website), category: 'UTILITY' }, 2388043],
    [
      'an offer of 601 characters',
      marketing(
        { type: 'limited_time_offer', limited_time_offer: { text: 'Sale' } },
        { type: 'body', text: 'x'.repeat(601) },
        { type: 'buttons', buttons: [website] },
      ),
      2388040,
    ],
    [
      'a request to call with buttons',
      { ...template, components: [body, callRequest, { type: 'BUTTONS', buttons: [more] }] },
      2388043,
    ],
    ['a code of 91 minutes', signIn({ otp_type: 'COPY_CODE' }, 91), undefined],
    ['one tap into no app', signIn({ otp_type: 'ONE_TAP' }), 2388043],
    [
      'six apps',
      signIn({ otp_type: 'ONE_TAP', supported_apps: Array.from({ length: 6 }, () => app) }),
      undefined,
    ],
    [
      'a hash of ten characters',
      signIn({ otp_type: 'ONE_TAP', supported_apps: [{ ...app, signature_hash: 'K8a/AINcGX' }] }),
      2388043,
    ],
    ['terms not accepted', signIn({ otp_type: 'ZERO_TAP', supported_apps: [app] }), 2388043],
    ['a code among other templates', withButtons({ type: 'OTP', otp_type: 'COPY_CODE' }), 2388043],
  ])('%s', (_name, value, subcode) => {
    expect(subcodeOf(value)).toBe(subcode);
  });
});
