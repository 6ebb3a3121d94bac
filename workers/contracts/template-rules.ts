import type {
  ParameterFormat,
  TemplateCategory,
  TemplateComponent,
  WrittenComponent,
} from './api/templates.ts';
import { buttonFaults } from './template-button-rules.ts';
import { TEMPLATE_LIMITS as LIMITS } from './template-limits.ts';
import { templateVariables, variablesIn } from './template-variables.ts';

/**
 * What Meta would refuse, and where: `name`, `language`, `header.text`, `header.samples.1`, `header.file`, `body.text`,
 * `body.samples.first_name`, `footer.text`, `footer.minutes`, `buttons`, `buttons.0.text`, `buttons.0.url`, …
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

/** The same for what an edit can change. */
export function validateComponents({
  category,
  parameterFormat,
  components,
}: Pick<WrittenTemplate, 'category' | 'parameterFormat' | 'components'>): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const only = <Type extends WrittenComponent['type']>(type: Type) => {
    const found = components.filter(
      (one): one is Extract<WrittenComponent, { type: Type }> => one.type === type,
    );
    if (found.length > 1) faults.push(fault(pathOf(type), 'There can be only one of these.'));
    return found[0];
  };
  const header = only('HEADER');
  const body = only('BODY');
  const footer = only('FOOTER');
  const buttons = only('BUTTONS');
  if (body === undefined) return [...faults, fault('body.text', 'A template needs a body.')];
  if (category === 'AUTHENTICATION') {
    return [...faults, ...authenticationFaults({ header, body, footer, buttons })];
  }
  const samples = sampleFaults(components);
  return [
    ...faults,
    ...(header === undefined ? [] : headerFaults(header, parameterFormat)),
    ...textFaults('body.text', body.text, LIMITS.bodyCharacters),
    ...variableFaults('body.text', body.text ?? '', parameterFormat),
    ...edgeFaults(body.text ?? ''),
    ...('add_security_recommendation' in body
      ? [fault('body.text', 'Only an authentication template has a security recommendation.')]
      : []),
    ...(footer === undefined ? [] : footerFaults(footer)),
    ...(buttons === undefined ? [] : buttonFaults(buttons.buttons)),
    ...samples,
  ];
}

type Part<Type extends WrittenComponent['type']> = Extract<WrittenComponent, { type: Type }>;

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
    ...(/\{\{|\}\}/.test(text) ? [fault('footer.text', 'A footer has no variables.')] : []),
    ...(footer.code_expiration_minutes === undefined
      ? []
      : [fault('footer.minutes', 'Only an authentication template has a time limit.')]),
  ];
}

function authenticationFaults(parts: {
  header: Part<'HEADER'> | undefined;
  body: Part<'BODY'>;
  footer: Part<'FOOTER'> | undefined;
  buttons: Part<'BUTTONS'> | undefined;
}): TemplateFault[] {
  const { header, body, footer, buttons } = parts;
  const minutes = footer?.code_expiration_minutes ?? LIMITS.minCodeMinutes;
  const isOneCodeButton = buttons?.buttons.length === 1 && buttons.buttons[0]?.type === 'OTP';
  return [
    ...(header === undefined ? [] : [fault('header.text', 'An authentication template has no header.')]),
    ...((body.text ?? '') === ''
      ? []
      : [fault('body.text', 'Meta writes the text of authentication templates.')]),
    ...((footer?.text ?? '') === ''
      ? []
      : [fault('footer.text', 'Meta writes the footer of authentication templates.')]),
    ...(minutes >= LIMITS.minCodeMinutes && minutes <= LIMITS.maxCodeMinutes
      ? []
      : [fault('footer.minutes', `Between ${LIMITS.minCodeMinutes} and ${LIMITS.maxCodeMinutes} minutes.`)]),
    ...(isOneCodeButton
      ? []
      : [fault('buttons', 'An authentication template has one button, which copies the code.')]),
  ];
}

function textFaults(path: string, text: string | undefined, characters: number): TemplateFault[] {
  if (text === undefined || text.trim() === '') {
    return [
      fault(path, path === 'body.text' ? 'Write the message.' : 'Write something here, or take it out.'),
    ];
  }
  return text.length > characters
    ? [fault(path, `At most ${characters} characters; these are ${text.length}.`)]
    : [];
}

function lineFaults(path: string, text: string): TemplateFault[] {
  return /[\n\r]/.test(text) ? [fault(path, 'This is one line only.')] : [];
}

/** Says when not every pair of braces is a variable of the template's format, numbered without gaps. */
function variableFaults(path: string, text: string, format: ParameterFormat): TemplateFault[] {
  const rest = text.replaceAll(/\{\{[A-Za-z0-9_]+\}\}/g, '');
  if (/\{\{|\}\}/.test(rest)) {
    const example = format === 'NAMED' ? '{{first_name}}' : '{{1}}';
    return [fault(path, `Write each variable like ${example}, without spaces.`)];
  }
  const names = variablesIn(text);
  if (format === 'NAMED') {
    const wrong = names.find(
      (name) => !/^[a-z][a-z0-9_]*$/.test(name) || name.length > LIMITS.variableCharacters,
    );
    return wrong === undefined
      ? []
      : [
          fault(
            path,
            `{{${wrong}}}: a name has at most ${LIMITS.variableCharacters} small letters, digits and underscores, and begins with a letter.`,
          ),
        ];
  }
  const isInOrder = names.every((name, index) => name === String(index + 1));
  return isInOrder
    ? []
    : [fault(path, 'Number the variables in order and without gaps: {{1}}, {{2}}, {{3}} …')];
}

function edgeFaults(text: string): TemplateFault[] {
  if (/^\s*\{\{|\}\}\s*$/.test(text)) {
    return [fault('body.text', 'A variable can be neither the first nor the last thing in the text.')];
  }
  return /\}\}\s*\{\{/.test(text) ? [fault('body.text', 'Put some words between two variables.')] : [];
}

/** Meta's reviewers want to see a sample of every variable. */
function sampleFaults(components: readonly WrittenComponent[]): TemplateFault[] {
  const readable: readonly TemplateComponent[] = components;
  return templateVariables(readable)
    .filter(({ sample }) => sample === null || sample.trim() === '')
    .map(({ place, index, name }) => {
      const path = place === 'button' ? `buttons.${index}.sample` : `${place}.samples.${name}`;
      return fault(path, 'Give a sample, so that Meta’s reviewers see what it will be.');
    });
}

function pathOf(type: WrittenComponent['type']): string {
  return type === 'BUTTONS' ? 'buttons' : `${type.toLowerCase()}.text`;
}

function fault(path: string, message: string): TemplateFault {
  return { path, message };
}
