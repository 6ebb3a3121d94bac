import type { ParameterFormat, TemplateComponent } from './api/templates.ts';
import {
  componentText,
  fillVariables,
  listOf,
  NO_VALUES,
  objectOf,
  templateVariables,
  textOf,
  type TemplateValues,
} from './template-variables.ts';

export interface PreviewButton {
  /** Meta's word: QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE, … */
  type: string;
  text: string;
  /** Where it leads: the address, the number, the code; null for a reply. */
  target: string | null;
}

/** A template as a phone shows it. */
export interface TemplatePreview {
  /** Meta's format (TEXT, IMAGE, …) and, of a TEXT, its text. */
  header: { format: string; text: string } | null;
  body: string;
  footer: string | null;
  buttons: PreviewButton[];
  /** Parts that are more than this can show, in Meta's words, for example CAROUSEL. */
  others: string[];
}

/** What the phone shows, with these values in the variables. */
export function renderTemplate(
  components: readonly TemplateComponent[],
  values: TemplateValues = NO_VALUES,
): TemplatePreview {
  const preview: TemplatePreview = { header: null, body: '', footer: null, buttons: [], others: [] };
  for (const component of components) {
    switch (component.type) {
      case 'HEADER':
        preview.header = {
          format: textOf(component['format']) || 'TEXT',
          text: fillVariables(textOf(component['text']), values.header),
        };
        break;
      case 'BODY':
        preview.body = fillVariables(componentText(component), values.body);
        break;
      case 'FOOTER':
        preview.footer = footerOf(component);
        break;
      case 'BUTTONS':
        preview.buttons = listOf(component['buttons']).map((button, index) =>
          buttonOf(objectOf(button), values.buttons[index]),
        );
        break;
      default:
        preview.others.push(component.type);
    }
  }
  return preview;
}

/** The filled-in body on its own: what a list or a thread says of the message. */
export function templateText(components: readonly TemplateComponent[], values: TemplateValues): string {
  return renderTemplate(components, values).body;
}

/**
 * The parameters of a message, in Meta's shape for `template.components`. `headerLink` is the address of the file
 * where the header is one. Buttons without a variable need none.
 */
export function messageParameters(
  template: { components: readonly TemplateComponent[]; parameterFormat: ParameterFormat },
  values: TemplateValues,
  headerLink?: string,
): Record<string, unknown>[] {
  const variables = templateVariables(template.components);
  const textParameters = (place: 'header' | 'body') =>
    variables
      .filter((one) => one.place === place)
      .toSorted((a, b) => Number(a.name) - Number(b.name) || 0)
      .map(({ name }) => ({
        type: 'text',
        text: values[place][name] ?? '',
        ...(template.parameterFormat === 'NAMED' ? { parameter_name: name } : {}),
      }));
  const format = renderTemplate(template.components).header?.format.toLowerCase();
  const isFile = format === 'image' || format === 'video' || format === 'document';
  const header =
    isFile && headerLink !== undefined
      ? [{ type: format, [format]: { link: headerLink } }]
      : textParameters('header');
  const body = textParameters('body');
  return [
    ...(header.length === 0 ? [] : [{ type: 'header', parameters: header }]),
    ...(body.length === 0 ? [] : [{ type: 'body', parameters: body }]),
    ...listOf(template.components.find(({ type }) => type === 'BUTTONS')?.['buttons']).flatMap(
      (button, index) =>
        // The code of an authentication template goes into its button too.
        objectOf(button)['type'] === 'OTP'
          ? [{ type: 'button', sub_type: 'url', index: String(index), parameters: body.slice(0, 1) }]
          : [],
    ),
    ...variables
      .filter((one) => one.place === 'button')
      .map(({ index, name }) => {
        const value = values.buttons[index] ?? '';
        return {
          type: 'button',
          sub_type: name === 'code' ? 'copy_code' : 'url',
          index: String(index),
          parameters: [
            name === 'code' ? { type: 'coupon_code', coupon_code: value } : { type: 'text', text: value },
          ],
        };
      }),
  ];
}

function footerOf(component: TemplateComponent): string | null {
  const minutes = component['code_expiration_minutes'];
  const text = textOf(component['text']);
  if (text !== '') return text;
  return typeof minutes === 'number' ? `This code expires in ${minutes} minutes.` : null;
}

function buttonOf(button: Record<string, unknown>, value: string | undefined): PreviewButton {
  const type = textOf(button['type']);
  const text = textOf(button['text']);
  const example = textOf(listOf(button['example'])[0] ?? button['example']);
  switch (type) {
    case 'URL': {
      const url = textOf(button['url']);
      return { type, text, target: value === undefined ? url : url.replace(/\{\{[^}]*\}\}/, value) };
    }
    case 'PHONE_NUMBER':
      return { type, text, target: textOf(button['phone_number']) };
    case 'COPY_CODE':
      return { type, text: text || 'Copy code', target: value ?? example };
    case 'OTP':
      return { type, text: text || 'Copy code', target: null };
    default:
      return { type, text, target: null };
  }
}
