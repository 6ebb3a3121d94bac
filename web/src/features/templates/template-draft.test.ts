import { describe, expect, it } from 'vitest';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { validateTemplate } from '../../../../workers/contracts/template-rules.ts';
import { sampleTemplate } from '../../testing/sample-template.ts';
import { newButton, type DraftButton } from './button-draft.rules.ts';
import {
  withCard,
  withCardButton,
  withMovedCardButton,
  withoutCardButton,
  type DraftCards,
} from './card-draft.rules.ts';
import {
  componentsOfDraft,
  copyOf,
  draftOf,
  EMPTY_DRAFT,
  withCategory,
  withKind,
  withOfferEnds,
  type TemplateDraft,
} from './template-draft.rules.ts';
import { withVariable } from './text-draft.rules.ts';

const COMPONENTS = [
  { type: 'HEADER', format: 'TEXT', text: 'For {{1}}', example: { header_text: ['Ana'] } },
  { type: 'BODY', text: 'Your order {{1}} leaves {{2}} today.', example: { body_text: [['A-1', 'us']] } },
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
      { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100000' },
    ],
  },
];

const template = (change: Partial<Template> = {}): Template => ({
  ...sampleTemplate,
  id: '1',
  wabaId: '2',
  name: 'order_update',
  language: 'pt_BR',
  components: COMPONENTS,
  ...change,
});

const written = (one: Template) => {
  const draft = draftOf(one);
  return draft === null ? null : componentsOfDraft(draft);
};

describe('a draft', () => {
  it('of a template gives the same template again', () => {
    expect(written(template())).toEqual(COMPONENTS);
    const named = [
      {
        type: 'BODY',
        text: 'Hello {{first_name}}, welcome.',
        example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] },
      },
    ];
    expect(written(template({ parameterFormat: 'NAMED', components: named }))).toEqual(named);
    const file = [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW'] } },
      { type: 'BODY', text: 'Look' },
    ];
    expect(written(template({ components: file }))).toEqual(file);
  });

  it('of an authentication template keeps its choices', () => {
    const components = [
      { type: 'BODY', add_security_recommendation: true, text: '{{1}} is your verification code.' },
      { type: 'FOOTER', code_expiration_minutes: 5 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
    ];
    expect(written(template({ category: 'AUTHENTICATION', components }))).toEqual([
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 5 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
    ]);
  });

  it('is not made of parts that cannot be written here', () => {
    const body = { type: 'BODY', text: 'Look' };
    const product = { components: [{ type: 'header', format: 'product' }] };
    const strange = [{ type: 'CAROUSEL', cards: [product, product] }, { type: 'ORDER_STATUS' }];
    for (const part of strange) expect(draftOf(template({ components: [body, part] }))).toBeNull();
    const flow = { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Book' }] };
    expect(draftOf(template({ components: [body, flow] }))).toBeNull();
  });

  it('says which samples are missing', () => {
    const draft = {
      ...EMPTY_DRAFT,
      name: 'hello',
      bodyText: 'Hi {{1}} there',
      buttons: [{ ...newButton('URL'), text: 'Go', url: 'https://a.example/{{1}}' }],
    };
    const faults = validateTemplate({ ...draft, components: componentsOfDraft(draft) });
    expect(faults.map(({ path }) => path)).toEqual(['body.samples.1', 'buttons.0.sample']);
  });
});

describe('a draft of a kind', () => {
  const marketing = (components: Template['components']) => template({ category: 'MARKETING', components });
  const body = { type: 'BODY', text: 'Look at this' };
  const card = (handle: string, text: string) => ({
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } },
      { type: 'BODY', text, example: { body_text: [['R$ 9']] } },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'More' },
          { type: 'URL', text: 'Buy', url: 'https://a.example/{{1}}', example: ['https://a.example/7'] },
        ],
      },
    ],
  });
  const carousel = [
    body,
    { type: 'CAROUSEL', cards: [card('4::aW', 'For {{1}} only'), card('4::bW', 'Now {{1}} each')] },
  ];
  const offer = [
    { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Spring sale', has_expiration: true } },
    body,
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'COPY_CODE', example: 'SPRING' },
        { type: 'URL', text: 'Buy', url: 'https://a.example' },
      ],
    },
  ];

  it.each([
    ['a carousel', marketing(carousel)],
    ['an offer', marketing(offer)],
    ['a request to call', template({ components: [body, { type: 'CALL_PERMISSION_REQUEST' }] })],
    [
      'a code that takes no tap',
      template({
        category: 'AUTHENTICATION',
        components: [
          { type: 'BODY', add_security_recommendation: false },
          {
            type: 'BUTTONS',
            buttons: [
              {
                type: 'OTP',
                otp_type: 'ZERO_TAP',
                text: 'Copy',
                autofill_text: 'Fill in',
                zero_tap_terms_accepted: true,
                supported_apps: [{ package_name: 'com.example.shop', signature_hash: 'K8a/AINcGX7' }],
              },
            ],
          },
        ],
      }),
    ],
  ])('gives the same template again: %s', (_, one) => {
    const components = written(one) ?? [];
    expect(components).toEqual(one.components);
    const faults = validateTemplate({
      ...one,
      name: 'x',
      category: draftOf(one)?.category ?? 'UTILITY',
      components,
    });
    expect(faults).toEqual([]);
  });

  it('wants other samples where Meta shows the old ones by address', () => {
    const shown = marketing([
      body,
      {
        type: 'CAROUSEL',
        cards: [1, 2].map(() => ({
          components: [{ type: 'header', format: 'video', example: { header_handle: ['https://a.test/1'] } }],
        })),
      },
    ]);
    const draft = draftOf(shown);
    expect(draft?.cards).toMatchObject({ format: 'VIDEO', haveText: false, list: [{ handle: '' }, {}] });
  });

  it('keeps its cards alike while they change', () => {
    const kindsIn = (cards: DraftCards) => cards.list.map(({ buttons }) => buttons.map(({ type }) => type));
    const { cards } = EMPTY_DRAFT;
    const three = withCard(withCardButton(cards, 'QUICK_REPLY'));
    const moved = withMovedCardButton(three, 1, 0);
    expect([kindsIn(three), kindsIn(moved), kindsIn(withoutCardButton(moved, 1))]).toEqual(
      [['URL', 'QUICK_REPLY'], ['QUICK_REPLY', 'URL'], ['QUICK_REPLY']].map((kinds) => [kinds, kinds, kinds]),
    );
  });

  it('has no more of its kind than its category has, and the buttons that an offer needs', () => {
    const sale = { ...EMPTY_DRAFT, category: 'MARKETING' as const, headerFormat: 'TEXT' as const };
    const made = { ...sale, ...withKind(sale, 'OFFER') };
    const kinds = (draft: TemplateDraft) => draft.buttons.map(({ type }) => type);
    expect([made.headerFormat, kinds(made), kinds({ ...made, ...withOfferEnds(made, false) })]).toEqual([
      'NONE',
      ['COPY_CODE', 'URL'],
      ['COPY_CODE', 'URL'],
    ]);
    expect(withCategory(made, 'UTILITY')).toEqual({ category: 'UTILITY', kind: 'STANDARD' });
    expect(withCategory({ ...made, kind: 'CALL_PERMISSION' }, 'UTILITY')).toEqual({ category: 'UTILITY' });
  });
});

it('the next variable continues the count', () => {
  expect(withVariable('', 'POSITIONAL')).toBe('{{1}}');
  expect(withVariable('Hi {{1}},', 'POSITIONAL')).toBe('Hi {{1}}, {{2}}');
  expect(withVariable('Hi ', 'NAMED')).toBe('Hi {{name}}');
});

it('a copy has a name of its own, however often it is copied, and nothing else that differs', () => {
  const draft = { ...EMPTY_DRAFT, name: 'order', bodyText: 'Hi' };
  const copy = copyOf(draft);
  expect(copy).toEqual({ ...draft, name: 'order_copy' });
  expect([copyOf(copy).name, copyOf(copyOf(copy)).name]).toEqual(['order_copy_2', 'order_copy_3']);
  const longest = 'x'.repeat(512);
  expect(copyOf({ ...draft, name: longest }).name).toBe(`${'x'.repeat(507)}_copy`);
});

it('a form and a catalogue are written, read again, and missed where they are not named', () => {
  const form = { ...newButton('FLOW'), text: 'Book', flowId: '90210', flowScreen: 'DATES' };
  const draft = {
    ...EMPTY_DRAFT,
    category: 'MARKETING' as const,
    name: 'visit',
    bodyText: 'Choose a day.',
    buttons: [form],
  };
  const written = componentsOfDraft(draft);
  expect(written.at(-1)).toEqual({
    type: 'BUTTONS',
    buttons: [
      { type: 'FLOW', text: 'Book', flow_id: '90210', flow_action: 'navigate', navigate_screen: 'DATES' },
    ],
  });
  expect(draftOf(template({ components: written }))?.buttons).toMatchObject([
    { type: 'FLOW', text: 'Book', flowId: '90210', flowScreen: 'DATES' },
  ]);
  const faultsOf = (...buttons: DraftButton[]) =>
    validateTemplate({ ...draft, components: componentsOfDraft({ ...draft, buttons }) }).map(
      ({ path }) => path,
    );
  const catalogue = { ...newButton('CATALOG'), text: 'View all' };
  expect([
    faultsOf(form),
    faultsOf(catalogue),
    faultsOf({ ...form, flowId: '' }),
    faultsOf(form, form),
  ]).toEqual([[], [], ['buttons.0.flow_id'], ['buttons', 'buttons.1.text']]);
});
