import { describe, expect, it } from 'vitest';
import type { TemplateButton, WrittenComponent } from './api/templates.ts';
import { validateTemplate, type WrittenTemplate } from './template-rules.ts';

const BODY: WrittenComponent = { type: 'BODY', text: 'Our new lamps are here.' };
const FOOTER: WrittenComponent = { type: 'FOOTER', text: 'Until Sunday' };
const picture = (format: 'IMAGE' | 'VIDEO' | 'DOCUMENT' = 'IMAGE'): WrittenComponent => ({
  type: 'HEADER',
  format,
  example: { header_handle: ['4::aW'] },
});
const buttons = (...list: TemplateButton[]): WrittenComponent => ({ type: 'BUTTONS', buttons: list });
const reply = (text: string): TemplateButton => ({ type: 'QUICK_REPLY', text });
const website: TemplateButton = { type: 'URL', text: 'Buy', url: 'https://shop.example' };
const code: TemplateButton = { type: 'COPY_CODE', example: 'SPRING25' };
const call: TemplateButton = { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100000' };

type Cards = Extract<WrittenComponent, { type: 'CAROUSEL' }>['cards'];
type CardPart = Cards[number]['components'][number];
const cardOf = (...parts: WrittenComponent[]): Cards[number] => ({
  components: parts.filter(
    (one): one is CardPart => one.type === 'HEADER' || one.type === 'BODY' || one.type === 'BUTTONS',
  ),
});
const card = cardOf(picture(), buttons(reply('More'), website));
const carousel = (...cards: Cards): WrittenComponent => ({ type: 'CAROUSEL', cards });
const offer = (text: string, has_expiration = false): WrittenComponent => ({
  type: 'LIMITED_TIME_OFFER',
  limited_time_offer: { text, has_expiration },
});
const CALL: WrittenComponent = { type: 'CALL_PERMISSION_REQUEST' };

const pathsOf = (components: WrittenComponent[], change: Partial<WrittenTemplate> = {}) =>
  validateTemplate({
    name: 'lamps',
    language: 'en_US',
    category: 'MARKETING',
    parameterFormat: 'POSITIONAL',
    components,
    ...change,
  }).map(({ path }) => path);

describe('a carousel', () => {
  it.each<[string, Cards]>([
    ['of two cards', [card, card]],
    ['of ten cards', Array.from({ length: 10 }, () => card)],
    ['of films with nothing below', [cardOf(picture('VIDEO')), cardOf(picture('VIDEO'))]],
    [
      'of cards that say as much as fits, with variables of their own',
      [1, 2].map(() =>
        cardOf(
          picture(),
          {
            type: 'BODY',
            text: `Only {{1}} each.${'x'.repeat(144)}`,
            example: { body_text: [['R$ 9']] },
          },
          buttons(call),
        ),
      ),
    ],
  ])('is taken %s', (_, cards) => {
    expect(pathsOf([BODY, carousel(...cards)])).toEqual([]);
  });

  it.each<[string, WrittenComponent[], string[]]>([
    ['of one card', [BODY, carousel(card)], ['cards']],
    ['of eleven cards', [BODY, carousel(...Array.from({ length: 11 }, () => card))], ['cards']],
    ['without a body', [carousel(card, card)], ['body.text']],
    ['below a header', [picture(), BODY, carousel(card, card)], ['header.text']],
    ['above a footer', [BODY, FOOTER, carousel(card, card)], ['footer.text']],
    ['with buttons beside the cards', [BODY, carousel(card, card), buttons(reply('A'))], ['buttons']],
    [
      'without a sample picture',
      [BODY, carousel(card, cardOf({ type: 'HEADER', format: 'IMAGE' }, buttons(reply('More'), website)))],
      ['cards.1.header.file'],
    ],
    [
      'with a document',
      [BODY, carousel(...[1, 2].map(() => cardOf(picture('DOCUMENT'))))],
      ['cards.0.header.file', 'cards.1.header.file'],
    ],
    [
      'of an image and a video',
      [BODY, carousel(card, cardOf(picture('VIDEO'), buttons(reply('More'), website)))],
      ['cards.1.header.file'],
    ],
    [
      'of which one card says something',
      [BODY, carousel(card, cardOf(picture(), BODY, buttons(reply('More'), website)))],
      ['cards.1.body.text'],
    ],
    [
      'whose buttons differ',
      [BODY, carousel(card, cardOf(picture(), buttons(website, reply('More'))))],
      ['cards.1.buttons'],
    ],
    [
      'with three buttons on its cards',
      [BODY, carousel(...[1, 2].map(() => cardOf(picture(), buttons(reply('A'), reply('B'), reply('C')))))],
      ['cards.0.buttons', 'cards.1.buttons'],
    ],
    [
      'whose button opens the catalogue',
      [BODY, carousel(...[1, 2].map(() => cardOf(picture(), buttons({ type: 'CATALOG', text: 'All' }))))],
      ['cards.0.buttons', 'cards.1.buttons'],
    ],
    [
      'that says too much, with a variable that has no sample and one at its end',
      [
        BODY,
        carousel(
          cardOf(picture(), { type: 'BODY', text: 'x'.repeat(161) }),
          cardOf(picture(), { type: 'BODY', text: 'For {{1}}' }),
        ),
      ],
      ['cards.0.body.text', 'cards.1.body.text', 'cards.1.body.samples.1'],
    ],
  ])('is refused %s', (_, components, paths) => {
    expect(pathsOf(components)).toEqual(paths);
  });

  it('is marketing', () => {
    expect(pathsOf([BODY, carousel(card, card)], { category: 'UTILITY' })).toEqual(['category']);
  });
});

describe('a limited-time offer', () => {
  it.each<[string, WrittenComponent[]]>([
    ['that ends, with a code', [picture(), offer('x'.repeat(16), true), BODY, buttons(code, website)]],
    ['that ends never, without a code', [offer('Expiring offer!'), BODY, buttons(website)]],
    ['with the longest text', [offer('Sale'), { type: 'BODY', text: 'x'.repeat(600) }, buttons(website)]],
  ])('is taken %s', (_, components) => {
    expect(pathsOf(components)).toEqual([]);
  });

  it.each<[string, WrittenComponent[], string[]]>([
    ['of 17 characters', [offer('x'.repeat(17)), BODY, buttons(website)], ['offer.text']],
    ['that is called nothing', [offer(' '), BODY, buttons(website)], ['offer.text']],
    ['with a variable', [offer('For {{1}}'), BODY, buttons(website)], ['offer.text']],
    [
      'with a text of 601 characters',
      [offer('Sale'), { type: 'BODY', text: 'x'.repeat(601) }, buttons(website)],
      ['body.text'],
    ],
    ['with a footer', [offer('Sale'), BODY, FOOTER, buttons(website)], ['footer.text']],
    [
      'below a text',
      [{ type: 'HEADER', format: 'TEXT', text: 'Sale' }, offer('Sale'), BODY, buttons(website)],
      ['header.text'],
    ],
    ['without a website', [offer('Sale'), BODY, buttons(code)], ['buttons']],
    ['that ends without a code', [offer('Sale', true), BODY, buttons(website)], ['buttons']],
    ['whose code comes second', [offer('Sale', true), BODY, buttons(website, code)], ['buttons']],
    ['that is answered', [offer('Sale'), BODY, buttons(website, reply('No'))], ['buttons']],
    ['beside cards', [offer('Sale'), BODY, buttons(website), carousel(card, card)], ['cards', 'buttons']],
  ])('is refused %s', (_, components, paths) => {
    expect(pathsOf(components)).toEqual(paths);
  });

  it('is marketing', () => {
    const components = [offer('Sale'), BODY, buttons(website)];
    expect(pathsOf(components, { category: 'UTILITY' })).toEqual(['category']);
  });
});

describe('a request to call', () => {
  it('is a body and the request, of marketing or utility', () => {
    expect([pathsOf([BODY, CALL]), pathsOf([BODY, CALL], { category: 'UTILITY' })]).toEqual([[], []]);
  });

  it.each<[string, WrittenComponent[], string[]]>([
    ['without a text', [CALL], ['body.text']],
    ['twice', [BODY, CALL, CALL], ['body.text']],
    ['with buttons', [BODY, CALL, buttons(reply('A'))], ['buttons']],
    ['with cards', [BODY, CALL, carousel(card, card)], ['cards']],
    ['with an offer', [BODY, CALL, offer('Sale'), buttons(website)], ['offer.text', 'buttons']],
  ])('is refused %s', (_, components, paths) => {
    expect(pathsOf(components).toSorted()).toEqual(paths.toSorted());
  });
});

describe('a code to sign in with', () => {
  type Code = Omit<Extract<TemplateButton, { type: 'OTP' }>, 'type'>;
  const app = { package_name: 'com.example.shop', signature_hash: 'K8a/AINcGX7' };
  const faultsOf = (button: Code, minutes = 10) =>
    pathsOf(
      [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: minutes },
        buttons({ type: 'OTP', ...button }),
      ],
      { category: 'AUTHENTICATION' },
    );

  it.each<[string, Code]>([
    ['is copied', { otp_type: 'COPY_CODE', text: 'x'.repeat(25) }],
    ['takes one tap', { otp_type: 'ONE_TAP', autofill_text: 'Fill in', supported_apps: [app] }],
    [
      'takes no tap, into five apps',
      {
        otp_type: 'ZERO_TAP',
        zero_tap_terms_accepted: true,
        supported_apps: Array.from({ length: 5 }, () => app),
      },
    ],
  ])('%s', (_, button) => {
    expect([faultsOf(button, 1), faultsOf(button, 90)]).toEqual([[], []]);
  });

  const tap = (change: Partial<typeof app>): Code => ({
    otp_type: 'ONE_TAP',
    supported_apps: [{ ...app, ...change }],
  });
  it.each<[string, Code, string[]]>([
    ['one tap into no app', { otp_type: 'ONE_TAP' }, ['buttons.0.apps']],
    [
      'six apps',
      { otp_type: 'ONE_TAP', supported_apps: Array.from({ length: 6 }, () => app) },
      ['buttons.0.apps'],
    ],
    [
      'terms that are not accepted',
      { otp_type: 'ZERO_TAP', supported_apps: [app], zero_tap_terms_accepted: false },
      ['buttons.0.zero_tap_terms_accepted'],
    ],
    ['a package of one part', tap({ package_name: 'shop' }), ['buttons.0.apps.0.package_name']],
    [
      'a part that begins with a digit',
      tap({ package_name: 'com.1shop' }),
      ['buttons.0.apps.0.package_name'],
    ],
    [
      'a package that is too long',
      tap({ package_name: `com.${'x'.repeat(221)}` }),
      ['buttons.0.apps.0.package_name'],
    ],
    ['a hash of ten characters', tap({ signature_hash: 'K8a/AINcGX' }), ['buttons.0.apps.0.signature_hash']],
    ['a hash with a dash', tap({ signature_hash: 'K8a-AINcGX7' }), ['buttons.0.apps.0.signature_hash']],
    ['a long label', { otp_type: 'COPY_CODE', text: 'x'.repeat(26) }, ['buttons.0.text']],
    [
      'an app for a code that is copied',
      { otp_type: 'COPY_CODE', supported_apps: [app] },
      ['buttons.0.otp_type'],
    ],
  ])('is refused with %s', (_, button, paths) => {
    expect(faultsOf(button)).toEqual(paths);
  });

  it('lasts between 1 and 90 minutes, and has no cards', () => {
    const copied: Code = { otp_type: 'COPY_CODE' };
    expect([faultsOf(copied, 0), faultsOf(copied, 91)]).toEqual([['footer.minutes'], ['footer.minutes']]);
    const components = [{ type: 'BODY' as const }, buttons({ type: 'OTP', ...copied }), carousel(card, card)];
    expect(pathsOf(components, { category: 'AUTHENTICATION' })).toEqual(['category']);
  });
});

describe('a button that opens', () => {
  const catalog: TemplateButton = { type: 'CATALOG', text: 'View catalog' };
  const form: TemplateButton = { type: 'FLOW', text: 'Book', flow_id: '9' };

  it('the catalogue stands alone, below a body, in a marketing template', () => {
    expect(pathsOf([BODY, FOOTER, buttons(catalog)])).toEqual([]);
    expect([
      pathsOf([BODY, buttons(catalog)], { category: 'UTILITY' }),
      pathsOf([picture(), BODY, buttons(catalog)]),
      pathsOf([BODY, buttons(catalog, website)]),
    ]).toEqual([['category'], ['header.text'], ['buttons']]);
  });

  it('a form stands once, beside others, and says where it begins if it goes somewhere', () => {
    expect(pathsOf([BODY, buttons(form, website)])).toEqual([]);
    expect([
      pathsOf([BODY, buttons(form, { ...form, text: 'Again' })]),
      pathsOf([BODY, buttons({ ...form, flow_action: 'navigate' })]),
    ]).toEqual([['buttons'], ['buttons.0.navigate_screen']]);
  });
});
