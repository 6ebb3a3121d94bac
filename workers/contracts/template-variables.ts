import type { TemplateComponent } from './api/templates.ts';

/** Where a variable stands, and what Meta's reviewers were shown for it. */
export interface TemplateVariable {
  place: 'header' | 'body' | 'button';
  /** Which button, from 0; 0 elsewhere. */
  index: number;
  /** `1` or `first_name`. */
  name: string;
  sample: string | null;
}

/** What goes into the variables, by place and name; buttons by their index. */
export interface TemplateValues {
  header: Readonly<Record<string, string>>;
  body: Readonly<Record<string, string>>;
  buttons: Readonly<Record<number, string>>;
  /** Of a carousel, by its cards in their order. */
  cards?: readonly TemplateValues[];
}

export const NO_VALUES: TemplateValues = { header: {}, body: {}, buttons: {} };

const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

/** `{{1}}` or `{{first_name}}`, each once, in the order of their first appearance. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name]) => name ?? ''))];
}

/** The text with its variables filled in; one without a value stays as it is written. */
export function fillVariables(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(VARIABLE, (whole, name: string) =>
    Object.hasOwn(values, name) && values[name] !== '' ? (values[name] ?? whole) : whole,
  );
}

/** Every variable that a message has to fill, with its sample; those of a carousel's cards are the cards' own. */
export function templateVariables(components: readonly TemplateComponent[]): TemplateVariable[] {
  return components.flatMap((component): TemplateVariable[] => {
    switch (component.type) {
      case 'HEADER':
        return ofText('header', component, 'header_text');
      case 'BODY':
        return ofText('body', component, 'body_text');
      case 'BUTTONS':
        return listOf(component['buttons']).flatMap(ofButton);
      default:
        return [];
    }
  });
}

/** The components of each card, where the template is a carousel. */
export function cardsOf(components: readonly TemplateComponent[]): TemplateComponent[][] {
  return listOf(components.find(({ type }) => type === 'CAROUSEL')?.['cards']).map((card) =>
    listOf(objectOf(card)['components'])
      .map(objectOf)
      // Meta gives the types of cards' components in lower case.
      .map((one) => ({ ...one, type: textOf(one['type']).toUpperCase() })),
  );
}

/** The samples as values, for a preview. */
export function sampleValues(components: readonly TemplateComponent[]): TemplateValues {
  const header: Record<string, string> = {};
  const body: Record<string, string> = {};
  const buttons: Record<number, string> = {};
  for (const { place, index, name, sample } of templateVariables(components)) {
    if (sample === null) continue;
    if (place === 'header') header[name] = sample;
    if (place === 'body') body[name] = sample;
    if (place === 'button') buttons[index] = sample;
  }
  const cards = cardsOf(components);
  return { header, body, buttons, ...(cards.length === 0 ? {} : { cards: cards.map(sampleValues) }) };
}

const AUTHENTICATION_BODY = '{{1}} is your verification code.';
const SECURITY_ADVICE = ' For your security, do not share this code.';

/** The text of a component; of an authentication template's body, which Meta writes, the text that it writes. */
export function componentText(component: TemplateComponent): string {
  const text = textOf(component['text']);
  if (text !== '' || component.type !== 'BODY' || !('add_security_recommendation' in component)) return text;
  return `${AUTHENTICATION_BODY}${component['add_security_recommendation'] === true ? SECURITY_ADVICE : ''}`;
}

function ofText(place: 'header' | 'body', component: TemplateComponent, key: string): TemplateVariable[] {
  const example = objectOf(component['example']);
  // Meta writes the body's samples as a list of lists and the header's as a list.
  const inOrder = listOf(example[key]).flat();
  const named = listOf(example[`${key}_named_params`]).map(objectOf);
  return variablesIn(componentText(component)).map((name, position) => {
    const byName = named.find((one) => one['param_name'] === name)?.['example'];
    const number = Number(name);
    const sample = byName ?? inOrder[Number.isInteger(number) ? number - 1 : position];
    return { place, index: 0, name, sample: typeof sample === 'string' && sample !== '' ? sample : null };
  });
}

function ofButton(value: unknown, index: number): TemplateVariable[] {
  const button = objectOf(value);
  const example = listOf(button['example'])[0] ?? button['example'];
  const sample = typeof example === 'string' && example !== '' ? example : null;
  if (button['type'] === 'COPY_CODE') return [{ place: 'button', index, name: 'code', sample }];
  const [name] = button['type'] === 'URL' ? variablesIn(textOf(button['url'])) : [];
  return name === undefined
    ? []
    : [{ place: 'button', index, name, sample: valueOfUrl(textOf(button['url']), sample) }];
}

/** Meta's sample of an address is the whole address, or only what stands for the variable. */
function valueOfUrl(url: string, sample: string | null): string | null {
  const base = url.replace(VARIABLE, '');
  return sample?.startsWith(base) === true && sample.length > base.length
    ? sample.slice(base.length)
    : sample;
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
