import type {
  HeaderFormat,
  ParameterFormat,
  Template,
  TemplateButton,
  TemplateCategory,
  WrittenComponent,
} from '../../../../workers/contracts/api/templates.ts';
import { TEMPLATE_LIMITS } from '../../../../workers/contracts/template-limits.ts';
import {
  listOf,
  objectOf,
  templateVariables,
  textOf,
  variablesIn,
} from '../../../../workers/contracts/template-variables.ts';

export const BUTTON_TYPES = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'FLOW', 'CATALOG'] as const;
export type DraftButtonType = (typeof BUTTON_TYPES)[number];

export interface DraftButton {
  /** Tells the buttons apart while they move. */
  key: number;
  type: DraftButtonType;
  text: string;
  url: string;
  phone: string;
  sample: string;
  /** Of a form: Meta's id of it, and the screen that it begins with. */
  flowId: string;
  flowScreen: string;
}

/** A template as a person writes it. */
export interface TemplateDraft {
  name: string;
  language: string;
  category: TemplateCategory;
  parameterFormat: ParameterFormat;
  headerFormat: HeaderFormat | 'NONE';
  headerText: string;
  headerHandle: string;
  headerSamples: Record<string, string>;
  bodyText: string;
  bodySamples: Record<string, string>;
  footerText: string;
  buttons: readonly DraftButton[];
  /** Authentication only. */
  hasAdvice: boolean;
  codeMinutes: string;
}

export const EMPTY_DRAFT: TemplateDraft = {
  name: '',
  language: 'en_US',
  category: 'UTILITY',
  parameterFormat: 'POSITIONAL',
  headerFormat: 'NONE',
  headerText: '',
  headerHandle: '',
  headerSamples: {},
  bodyText: '',
  bodySamples: {},
  footerText: '',
  buttons: [],
  hasAdvice: true,
  codeMinutes: '10',
};

let lastKey = 0;
export const newButton = (type: DraftButtonType): DraftButton => {
  lastKey += 1;
  return { key: lastKey, type, text: '', url: '', phone: '', sample: '', flowId: '', flowScreen: '' };
};

/** The draft in Meta's shape. */
export const componentsOfDraft = (draft: TemplateDraft): WrittenComponent[] => {
  if (draft.category === 'AUTHENTICATION') return authenticationParts(draft);
  const body = draft.bodyText.trim();
  return [
    ...headerParts(draft),
    { type: 'BODY', text: body, ...bodyExample(draft, body) },
    ...(draft.footerText.trim() === '' ? [] : [{ type: 'FOOTER' as const, text: draft.footerText.trim() }]),
    ...(draft.buttons.length === 0
      ? []
      : [{ type: 'BUTTONS' as const, buttons: draft.buttons.map(buttonOfDraft) }]),
  ];
};

const authenticationParts = ({ hasAdvice, codeMinutes }: TemplateDraft): WrittenComponent[] => [
  { type: 'BODY', add_security_recommendation: hasAdvice },
  ...(codeMinutes.trim() === ''
    ? []
    : [{ type: 'FOOTER' as const, code_expiration_minutes: Math.trunc(Number(codeMinutes)) || 0 }]),
  { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
];

const headerParts = (draft: TemplateDraft): WrittenComponent[] => {
  const { headerFormat: format } = draft;
  if (format === 'NONE') return [];
  if (format === 'LOCATION') return [{ type: 'HEADER', format }];
  if (format !== 'TEXT') {
    const handle = draft.headerHandle.trim();
    return [{ type: 'HEADER', format, ...(handle === '' ? {} : { example: { header_handle: [handle] } }) }];
  }
  const text = draft.headerText.trim();
  const names = variablesIn(text);
  const samples = names.map((name) => draft.headerSamples[name] ?? '');
  return [
    {
      type: 'HEADER',
      format,
      text,
      ...(names.length === 0
        ? {}
        : {
            example:
              draft.parameterFormat === 'NAMED'
                ? { header_text_named_params: named(names, draft.headerSamples) }
                : { header_text: samples },
          }),
    },
  ];
};

const bodyExample = (draft: TemplateDraft, text: string) => {
  const names = variablesIn(text);
  if (names.length === 0) return {};
  return draft.parameterFormat === 'NAMED'
    ? { example: { body_text_named_params: named(names, draft.bodySamples) } }
    : { example: { body_text: [names.map((name) => draft.bodySamples[name] ?? '')] } };
};

const named = (names: readonly string[], samples: Readonly<Record<string, string>>) =>
  names.map((name) => ({ param_name: name, example: samples[name] ?? '' }));

const buttonOfDraft = (button: DraftButton): TemplateButton => {
  const { type, text, url, phone, sample } = button;
  switch (type) {
    case 'QUICK_REPLY':
      return { type, text: text.trim() };
    case 'URL':
      return {
        type,
        text: text.trim(),
        url: url.trim(),
        ...(variablesIn(url).length === 0 || sample.trim() === ''
          ? {}
          : { example: [wholeUrl(url, sample)] }),
      };
    case 'PHONE_NUMBER':
      return { type, text: text.trim(), phone_number: phone.trim() };
    case 'FLOW': {
      const screen = button.flowScreen.trim();
      return {
        type,
        text: text.trim(),
        flow_id: button.flowId.trim(),
        ...(screen === '' ? {} : { flow_action: 'navigate' as const, navigate_screen: screen }),
      };
    }
    case 'CATALOG':
      return { type, text: text.trim() };
    default:
      return { type, example: sample.trim() };
  }
};

/** Meta wants the whole address as a sample; people write what stands for the variable. */
const wholeUrl = (url: string, sample: string): string =>
  /^https?:\/\//i.test(sample.trim())
    ? sample.trim()
    : url.trim().replace(/\{\{[^}]*\}\}/, () => sample.trim());

/** Of a template that it has, Meta gives the address of the sample, and takes no address for a handle. */
const handleIn = (sample: unknown): string => (/^https?:/i.test(textOf(sample)) ? '' : textOf(sample));

/** A template to be changed, or to be written in another language; null when it has parts that cannot be written here. */
export const draftOf = (template: Template): TemplateDraft | null => {
  const part = (type: string) => template.components.find((one) => one.type === type);
  const known = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'];
  if (template.components.some(({ type }) => !known.includes(type))) return null;
  const category = template.category as TemplateCategory;
  const buttons = listOf(part('BUTTONS')?.['buttons']).map(objectOf);
  const isWritable = (button: Record<string, unknown>) =>
    button['type'] === 'FLOW'
      ? textOf(button['flow_id']) !== '' && /^(navigate)?$/i.test(textOf(button['flow_action']))
      : BUTTON_TYPES.some((type) => type === button['type']);
  if (category !== 'AUTHENTICATION' && !buttons.every(isWritable)) return null;
  const variables = templateVariables(template.components);
  const samplesAt = (place: 'header' | 'body') =>
    Object.fromEntries(
      variables.filter((one) => one.place === place).map((one) => [one.name, one.sample ?? '']),
    );
  const header = part('HEADER');
  const minutes = part('FOOTER')?.['code_expiration_minutes'];
  return {
    ...EMPTY_DRAFT,
    name: template.name,
    language: template.language,
    category,
    parameterFormat: template.parameterFormat,
    headerFormat: header === undefined ? 'NONE' : ((textOf(header['format']) || 'TEXT') as HeaderFormat),
    headerText: textOf(header?.['text']),
    headerHandle: handleIn(listOf(objectOf(header?.['example'])['header_handle'])[0]),
    headerSamples: samplesAt('header'),
    bodyText: textOf(part('BODY')?.['text']),
    bodySamples: samplesAt('body'),
    footerText: textOf(part('FOOTER')?.['text']),
    buttons:
      category === 'AUTHENTICATION'
        ? []
        : buttons.map((button, index) => ({
            ...newButton(button['type'] as DraftButtonType),
            text: textOf(button['text']),
            url: textOf(button['url']),
            phone: textOf(button['phone_number']),
            flowId: textOf(button['flow_id']),
            flowScreen: textOf(button['navigate_screen']),
            sample: variables.find((one) => one.place === 'button' && one.index === index)?.sample ?? '',
          })),
    hasAdvice: part('BODY')?.['add_security_recommendation'] === true,
    codeMinutes: typeof minutes === 'number' ? String(minutes) : '',
  };
};

/** A new template that begins as another one, under a name of its own. */
export const copyOf = (draft: TemplateDraft): TemplateDraft => {
  const base = draft.name.replace(/_copy(_\d+)?$/, '');
  const copy = /_copy(?:_(\d+))?$/.exec(draft.name);
  const ending = copy === null ? '_copy' : `_copy_${Number(copy[1] ?? 1) + 1}`;
  return { ...draft, name: `${base.slice(0, TEMPLATE_LIMITS.nameCharacters - ending.length)}${ending}` };
};

/** The text with the next variable at its end. */
export const withVariable = (text: string, format: ParameterFormat): string => {
  const names = variablesIn(text);
  const next =
    format === 'POSITIONAL'
      ? String(names.length + 1)
      : names.length === 0
        ? 'name'
        : `name_${names.length + 1}`;
  return `${text}${text === '' || /\s$/.test(text) ? '' : ' '}{{${next}}}`;
};
