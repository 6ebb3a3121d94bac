import {
  HEADER_FORMATS,
  TEMPLATE_CATEGORIES,
  type HeaderFormat,
  type ParameterFormat,
  type Template,
  type TemplateCategory,
  type WrittenComponent,
} from '../../../../workers/contracts/api/templates.ts';
import { TEMPLATE_LIMITS } from '../../../../workers/contracts/template-limits.ts';
import {
  listOf,
  objectOf,
  templateVariables,
  textOf,
} from '../../../../workers/contracts/template-variables.ts';
import { buttonOfDraft, draftOfButtons, newButton, type DraftButton } from './button-draft.rules.ts';
import { carouselOfDraft, draftOfCards, newCards, type DraftCards } from './card-draft.rules.ts';
import { codeComponents, draftOfCode, EMPTY_CODE, type DraftCode } from './code-draft.rules.ts';
import { bodyExample, handleIn, headerExample, samplesAt } from './text-draft.rules.ts';

/** What a marketing or utility template is made of. */
export const TEMPLATE_KINDS = ['STANDARD', 'CAROUSEL', 'OFFER', 'CALL_PERMISSION'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** A template as a person writes it. What its kind has no place for is kept, and not sent. */
export interface TemplateDraft {
  name: string;
  language: string;
  category: TemplateCategory;
  kind: TemplateKind;
  parameterFormat: ParameterFormat;
  headerFormat: HeaderFormat | 'NONE';
  headerText: string;
  headerHandle: string;
  headerSamples: Record<string, string>;
  bodyText: string;
  bodySamples: Record<string, string>;
  footerText: string;
  buttons: readonly DraftButton[];
  cards: DraftCards;
  /** What a limited-time offer is called, and whether the message counts down to its end. */
  offerText: string;
  offerEnds: boolean;
  /** Authentication only. */
  code: DraftCode;
}

export const EMPTY_DRAFT: TemplateDraft = {
  name: '',
  language: 'en_US',
  category: 'UTILITY',
  kind: 'STANDARD',
  parameterFormat: 'POSITIONAL',
  headerFormat: 'NONE',
  headerText: '',
  headerHandle: '',
  headerSamples: {},
  bodyText: '',
  bodySamples: {},
  footerText: '',
  buttons: [],
  cards: newCards(),
  offerText: '',
  offerEnds: true,
  code: EMPTY_CODE,
};

/** The kinds that a category can be of. */
export const kindsOf = (category: TemplateCategory): readonly TemplateKind[] => {
  switch (category) {
    case 'MARKETING':
      return TEMPLATE_KINDS;
    case 'UTILITY':
      return ['STANDARD', 'CALL_PERMISSION'];
    default:
      return ['STANDARD'];
  }
};

/** What a header of a kind can be. */
export const headersOf = (kind: TemplateKind): readonly HeaderFormat[] => {
  switch (kind) {
    case 'STANDARD':
      return HEADER_FORMATS;
    case 'OFFER':
      return ['IMAGE', 'VIDEO'];
    default:
      return [];
  }
};

/** The change that another category makes. */
export const withCategory = (
  { kind }: TemplateDraft,
  category: TemplateCategory,
): Partial<TemplateDraft> => ({
  category,
  ...(kindsOf(category).includes(kind) ? {} : { kind: 'STANDARD' }),
});

/** The change that another kind makes: an offer has the buttons that Meta wants of it. */
export const withKind = (draft: TemplateDraft, kind: TemplateKind): Partial<TemplateDraft> => ({
  kind,
  ...(headersOf(kind).some((format) => format === draft.headerFormat)
    ? {}
    : { headerFormat: 'NONE', headerHandle: '' }),
  ...(kind === 'OFFER' ? { buttons: offerButtons(draft.buttons, draft.offerEnds) } : {}),
});

/** The change that an offer's end makes: only one that ends needs a code. */
export const withOfferEnds = ({ buttons }: TemplateDraft, offerEnds: boolean): Partial<TemplateDraft> => ({
  offerEnds,
  buttons: offerButtons(buttons, offerEnds),
});

const offerButtons = (buttons: readonly DraftButton[], ends: boolean): DraftButton[] => {
  const of = (type: DraftButton['type']) => buttons.filter((one) => one.type === type);
  const [code, website] = [of('COPY_CODE'), of('URL')];
  return [
    ...(code.length === 0 && ends ? [newButton('COPY_CODE')] : code),
    ...(website.length === 0 ? [newButton('URL')] : website),
  ];
};

/** The draft in Meta's shape. */
export const componentsOfDraft = (draft: TemplateDraft): WrittenComponent[] => {
  if (draft.category === 'AUTHENTICATION') return codeComponents(draft.code);
  const { kind, parameterFormat } = draft;
  const text = draft.bodyText.trim();
  const body: WrittenComponent = {
    type: 'BODY',
    text,
    ...bodyExample(parameterFormat, text, draft.bodySamples),
  };
  const buttons: WrittenComponent[] =
    draft.buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: draft.buttons.map(buttonOfDraft) }];
  switch (kind) {
    case 'CAROUSEL':
      return [body, carouselOfDraft(draft.cards, parameterFormat)];
    case 'CALL_PERMISSION':
      return [body, { type: 'CALL_PERMISSION_REQUEST' }];
    case 'OFFER':
      return [
        ...headerParts(draft),
        {
          type: 'LIMITED_TIME_OFFER',
          limited_time_offer: { text: draft.offerText.trim(), has_expiration: draft.offerEnds },
        },
        body,
        ...buttons,
      ];
    default:
      return [
        ...headerParts(draft),
        body,
        ...(draft.footerText.trim() === ''
          ? []
          : [{ type: 'FOOTER' as const, text: draft.footerText.trim() }]),
        ...buttons,
      ];
  }
};

const headerParts = (draft: TemplateDraft): WrittenComponent[] => {
  const { headerFormat: format } = draft;
  if (format === 'NONE') return [];
  if (format === 'LOCATION') return [{ type: 'HEADER', format }];
  if (format !== 'TEXT') {
    const handle = draft.headerHandle.trim();
    return [{ type: 'HEADER', format, ...(handle === '' ? {} : { example: { header_handle: [handle] } }) }];
  }
  const text = draft.headerText.trim();
  return [
    { type: 'HEADER', format, text, ...headerExample(draft.parameterFormat, text, draft.headerSamples) },
  ];
};

/** The parts that each kind is written with. */
const PARTS: Readonly<Record<TemplateKind, readonly string[]>> = {
  STANDARD: ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'],
  CAROUSEL: ['BODY', 'CAROUSEL'],
  OFFER: ['HEADER', 'LIMITED_TIME_OFFER', 'BODY', 'BUTTONS'],
  CALL_PERMISSION: ['BODY', 'CALL_PERMISSION_REQUEST'],
};

const kindOf = ({ components }: Pick<Template, 'components'>): TemplateKind => {
  const has = (type: string) => components.some((one) => one.type === type);
  if (has('CAROUSEL')) return 'CAROUSEL';
  if (has('LIMITED_TIME_OFFER')) return 'OFFER';
  return has('CALL_PERMISSION_REQUEST') ? 'CALL_PERMISSION' : 'STANDARD';
};

/** A template to be changed, or to be written in another language; null when it has parts that cannot be written here. */
export const draftOf = (template: Template): TemplateDraft | null => {
  const { components } = template;
  const part = (type: string) => components.find((one) => one.type === type);
  const category = TEMPLATE_CATEGORIES.find((known) => known === template.category);
  const kind = kindOf(template);
  if (category === undefined || components.some(({ type }) => !PARTS[kind].includes(type))) return null;
  const isCode = category === 'AUTHENTICATION';
  const variables = templateVariables(components);
  const buttons = isCode ? [] : draftOfButtons(listOf(part('BUTTONS')?.['buttons']), variables);
  const cards = kind === 'CAROUSEL' ? draftOfCards(components) : newCards();
  if (buttons === null || cards === null) return null;
  const header = part('HEADER');
  const format = textOf(header?.['format']) || 'TEXT';
  const headerFormat = header === undefined ? 'NONE' : HEADER_FORMATS.find((known) => known === format);
  if (headerFormat === undefined) return null;
  const offer = objectOf(part('LIMITED_TIME_OFFER')?.['limited_time_offer']);
  return {
    ...EMPTY_DRAFT,
    name: template.name,
    language: template.language,
    category,
    kind,
    parameterFormat: template.parameterFormat,
    headerFormat,
    headerText: textOf(header?.['text']),
    headerHandle: handleIn(listOf(objectOf(header?.['example'])['header_handle'])[0]),
    headerSamples: samplesAt('header', variables),
    bodyText: textOf(part('BODY')?.['text']),
    bodySamples: samplesAt('body', variables),
    footerText: textOf(part('FOOTER')?.['text']),
    buttons,
    cards,
    ...(kind === 'OFFER'
      ? { offerText: textOf(offer['text']), offerEnds: offer['has_expiration'] === true }
      : {}),
    code: isCode ? draftOfCode(part) : EMPTY_CODE,
  };
};

/** The same in a language that is still to be chosen; the words that Meta wrote on a code's buttons are not. */
export const inAnotherLanguage = (draft: TemplateDraft): TemplateDraft => ({
  ...draft,
  language: '',
  code: { ...draft.code, copyText: '', autofillText: '' },
});

/** A new template that begins as another one, under a name of its own. */
export const copyOf = (draft: TemplateDraft): TemplateDraft => {
  const base = draft.name.replace(/_copy(_\d+)?$/, '');
  const copy = /_copy(?:_(\d+))?$/.exec(draft.name);
  const ending = copy === null ? '_copy' : `_copy_${Number(copy[1] ?? 1) + 1}`;
  return { ...draft, name: `${base.slice(0, TEMPLATE_LIMITS.nameCharacters - ending.length)}${ending}` };
};
