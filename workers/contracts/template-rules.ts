import type { ParameterFormat, TemplateCategory, WrittenComponent } from './api/templates.ts';
import { buttonFaults } from './template-button-rules.ts';
import { carouselFaults } from './template-card-rules.ts';
import { authenticationFaults } from './template-code-rules.ts';
import { callPermissionFaults, catalogFaults, offerFaults } from './template-kind-rules.ts';
import { TEMPLATE_LIMITS as LIMITS } from './template-limits.ts';
import {
  bodyFaults,
  fault,
  isWithBraces,
  lineFaults,
  sampleFaults,
  textFaults,
  variableFaults,
} from './template-text-rules.ts';
import { variablesIn } from './template-variables.ts';

/**
 * What Meta would refuse, and where: `name`, `language`, `header.text`, `header.samples.1`, `header.file`, `body.text`,
 * `body.samples.first_name`, `footer.text`, `footer.minutes`, `buttons`, `buttons.0.text`, `buttons.0.url`, `offer.text`,
 * `cards`, `cards.0.body.text`, `cards.0.buttons.1.url`, …
 */
export interface TemplateFault {
  path: string;
  message: string;
}

export interface WrittenTemplate {
  name: string;
  language: string;
  category: TemplateCategory;
  parameterFormat: ParameterFormat;
  components: readonly WrittenComponent[];
}

/** Everything that Meta's documented rules have against the template; empty when it can be sent for review. */
export function validateTemplate(template: WrittenTemplate): TemplateFault[] {
  return [
    ...nameFaults(template.name),
    ...(/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(template.language)
      ? []
      : [fault('language', 'Write the language as Meta does, for example en or pt_BR.')]),
    ...validateComponents(template),
  ];
}

type Part<Type extends WrittenComponent['type']> = Extract<WrittenComponent, { type: Type }>;

/** The parts that most templates are made of. */
export interface TemplateParts {
  header: Part<'HEADER'> | undefined;
  body: Part<'BODY'> | undefined;
  footer: Part<'FOOTER'> | undefined;
  buttons: Part<'BUTTONS'> | undefined;
}

/** The same for what an edit can change. */
export function validateComponents({
  category,
  parameterFormat,
  components,
}: Pick<WrittenTemplate, 'category' | 'parameterFormat' | 'components'>): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const only = <Type extends WrittenComponent['type']>(type: Type) => {
    const found = components.filter((one): one is Part<Type> => one.type === type);
    if (found.length > 1) faults.push(fault(pathOf(type), 'There can be only one of these.'));
    return found[0];
  };
  const parts: TemplateParts = {
    header: only('HEADER'),
    body: only('BODY'),
    footer: only('FOOTER'),
    buttons: only('BUTTONS'),
  };
  const offer = only('LIMITED_TIME_OFFER');
  const carousel = only('CAROUSEL');
  const callPermission = only('CALL_PERMISSION_REQUEST');
  const { header, body, footer, buttons } = parts;
  if (body === undefined) return [...faults, fault('body.text', 'A template needs a body.')];
  if (category === 'AUTHENTICATION') return [...faults, ...authenticationFaults(parts, components)];
  const bodyCharacters = offer === undefined ? LIMITS.bodyCharacters : LIMITS.offerBodyCharacters;
  return [
    ...faults,
    ...(carousel === undefined || category === 'MARKETING'
      ? []
      : [fault('category', 'Only a marketing template has cards.')]),
    ...(header === undefined ? [] : headerFaults(header, parameterFormat)),
    ...(offer === undefined ? [] : offerFaults(offer.limited_time_offer, parts, category)),
    ...bodyFaults(body.text, bodyCharacters, parameterFormat),
    ...('add_security_recommendation' in body
      ? [fault('body.text', 'Only an authentication template has a security recommendation.')]
      : []),
    ...(footer === undefined ? [] : footerFaults(footer)),
    ...(buttons === undefined ? [] : buttonFaults(buttons.buttons)),
    ...catalogFaults(parts, category),
    ...(callPermission === undefined ? [] : callPermissionFaults(components, category)),
    ...(carousel === undefined || offer === undefined
      ? []
      : [fault('cards', 'A template has either cards or a limited-time offer.')]),
    ...(carousel === undefined ? [] : carouselFaults(carousel.cards, parts, parameterFormat)),
    ...sampleFaults(components),
  ];
}

function nameFaults(name: string): TemplateFault[] {
  if (name === '') return [fault('name', 'Give the template a name.')];
  if (name.length > LIMITS.nameCharacters) {
    return [fault('name', `At most ${LIMITS.nameCharacters} characters.`)];
  }
  return /^[a-z0-9_]+$/.test(name)
    ? []
    : [fault('name', 'Use only small letters a to z, digits and underscores.')];
}

function headerFaults(header: Part<'HEADER'>, format: ParameterFormat): TemplateFault[] {
  if (header.format === 'LOCATION') return [];
  if (header.format !== 'TEXT') {
    return (header.example?.header_handle?.[0] ?? '') === ''
      ? [fault('header.file', 'Meta wants to see a sample file: upload one.')]
      : [];
  }
  const count = variablesIn(header.text ?? '').length;
  return [
    ...textFaults('header.text', header.text, LIMITS.headerCharacters),
    ...lineFaults('header.text', header.text ?? ''),
    ...variableFaults('header.text', header.text ?? '', format),
    ...(count > LIMITS.headerVariables ? [fault('header.text', 'A header has at most one variable.')] : []),
  ];
}

function footerFaults(footer: Part<'FOOTER'>): TemplateFault[] {
  const text = footer.text ?? '';
  return [
    ...textFaults('footer.text', text, LIMITS.footerCharacters),
    ...lineFaults('footer.text', text),
    ...(isWithBraces(text) ? [fault('footer.text', 'A footer has no variables.')] : []),
    ...(footer.code_expiration_minutes === undefined
      ? []
      : [fault('footer.minutes', 'Only an authentication template has a time limit.')]),
  ];
}

const PATHS: Readonly<Record<WrittenComponent['type'], string>> = {
  HEADER: 'header.text',
  BODY: 'body.text',
  FOOTER: 'footer.text',
  BUTTONS: 'buttons',
  LIMITED_TIME_OFFER: 'offer.text',
  CAROUSEL: 'cards',
  CALL_PERMISSION_REQUEST: 'body.text',
};

function pathOf(type: WrittenComponent['type']): string {
  return PATHS[type];
}
