import type { TemplateMessageComponent } from './api/template-message.ts';
import type { ParameterFormat, TemplateComponent } from './api/templates.ts';
import { renderTemplate } from './template-preview.ts';
import { listOf, objectOf, templateVariables, type TemplateValues } from './template-variables.ts';

/** The file that a header is: an address, or an upload with its name. */
export type HeaderFile = { link: string; filename?: string } | { uploadId: string; filename?: string };

/** The parameters of a message, in Meta's shape for `template.components`. Buttons without a variable need none. */
export function messageParameters(
  template: { components: readonly TemplateComponent[]; parameterFormat: ParameterFormat },
  values: TemplateValues,
  headerFile?: HeaderFile,
): TemplateMessageComponent[] {
  const variables = templateVariables(template.components);
  const textParameters = (place: 'header' | 'body') =>
    variables
      .filter((one) => one.place === place)
      .toSorted((a, b) => Number(a.name) - Number(b.name) || 0)
      .map(({ name }) => ({
        type: 'text' as const,
        text: values[place][name] ?? '',
        ...(template.parameterFormat === 'NAMED' ? { parameter_name: name } : {}),
      }));
  const file = headerFile === undefined ? null : fileHeader(template.components, headerFile);
  const header = textParameters('header');
  const body = textParameters('body');
  return [
    ...(file === null ? [] : [file]),
    ...(file !== null || header.length === 0 ? [] : [{ type: 'header' as const, parameters: header }]),
    ...(body.length === 0 ? [] : [{ type: 'body' as const, parameters: body }]),
    ...listOf(template.components.find(({ type }) => type === 'BUTTONS')?.['buttons']).flatMap(
      (button, index) =>
        // The code of an authentication template goes into its button too.
        objectOf(button)['type'] === 'OTP' ? [urlParameter(index, body[0]?.text ?? '')] : [],
    ),
    ...variables
      .filter((one) => one.place === 'button')
      .map(({ index, name }): TemplateMessageComponent => {
        const value = values.buttons[index] ?? '';
        if (name !== 'code') return urlParameter(index, value);
        return {
          type: 'button',
          sub_type: 'copy_code',
          index: String(index),
          parameters: [{ type: 'coupon_code', coupon_code: value }],
        };
      }),
  ];
}

function fileHeader(
  components: readonly TemplateComponent[],
  { filename, ...source }: HeaderFile,
): TemplateMessageComponent | null {
  switch (renderTemplate(components).header?.format) {
    case 'IMAGE':
      return { type: 'header', parameters: [{ type: 'image', image: source }] };
    case 'VIDEO':
      return { type: 'header', parameters: [{ type: 'video', video: source }] };
    case 'DOCUMENT': {
      const document = filename === undefined ? source : { ...source, filename };
      return { type: 'header', parameters: [{ type: 'document', document }] };
    }
    default:
      return null;
  }
}

function urlParameter(index: number, text: string): TemplateMessageComponent {
  return { type: 'button', sub_type: 'url', index: String(index), parameters: [{ type: 'text', text }] };
}
