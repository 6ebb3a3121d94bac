import type { TemplateMessageComponent } from './api/template-message.ts';
import type { ParameterFormat, TemplateComponent } from './api/templates.ts';
import { renderTemplate } from './template-preview.ts';
import {
  cardsOf,
  listOf,
  NO_VALUES,
  objectOf,
  templateVariables,
  type TemplateValues,
} from './template-variables.ts';

/** The file that a header is: an address, or an upload with its name. */
export type HeaderFile = { link: string; filename?: string } | { uploadId: string; filename?: string };

type CardComponent = Extract<
  TemplateMessageComponent,
  { type: 'carousel' }
>['cards'][number]['components'][number];

/** The parameters of a message, in Meta's shape for `template.components`. Buttons without a variable need none. */
export function messageParameters(
  template: FilledTemplate,
  values: TemplateValues,
  headerFile?: HeaderFile,
  /** The file of each card of a carousel. */
  cardFiles: readonly HeaderFile[] = [],
): TemplateMessageComponent[] {
  const variables = templateVariables(template.components);
  const file = headerFile === undefined ? null : fileHeader(template.components, headerFile);
  const header = textParameters(template, values, 'header');
  const body = textParameters(template, values, 'body');
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
    ...carouselParameters(template, values, cardFiles),
  ];
}

interface FilledTemplate {
  components: readonly TemplateComponent[];
  parameterFormat: ParameterFormat;
}

function textParameters(
  { components, parameterFormat }: FilledTemplate,
  values: TemplateValues,
  place: 'header' | 'body',
) {
  return templateVariables(components)
    .filter((one) => one.place === place)
    .toSorted((a, b) => Number(a.name) - Number(b.name) || 0)
    .map(({ name }) => ({
      type: 'text' as const,
      text: values[place][name] ?? '',
      ...(parameterFormat === 'NAMED' ? { parameter_name: name } : {}),
    }));
}

function carouselParameters(
  { components, parameterFormat }: FilledTemplate,
  { cards = [] }: TemplateValues,
  files: readonly HeaderFile[],
): TemplateMessageComponent[] {
  const known = cardsOf(components);
  if (known.length === 0) return [];
  return [
    {
      type: 'carousel',
      cards: known.map((card, index) => ({
        card_index: index,
        components: cardParameters(
          { components: card, parameterFormat },
          cards[index] ?? NO_VALUES,
          files[index],
        ),
      })),
    },
  ];
}

function cardParameters(
  card: FilledTemplate,
  values: TemplateValues,
  file: HeaderFile | undefined,
): CardComponent[] {
  const format = renderTemplate(card.components).header?.format;
  const header = file === undefined ? null : pictureHeader(format, file);
  const body = textParameters(card, values, 'body');
  return [
    ...(header === null ? [] : [header]),
    ...(body.length === 0 ? [] : [{ type: 'body' as const, parameters: body }]),
    ...templateVariables(card.components)
      .filter((one) => one.place === 'button')
      .map(({ index }) => urlParameter(index, values.buttons[index] ?? '')),
  ];
}

/** Of a picture or a film there is no name to show. */
function pictureHeader(format: string | undefined, file: HeaderFile) {
  const source = 'link' in file ? { link: file.link } : { uploadId: file.uploadId };
  switch (format) {
    case 'IMAGE':
      return { type: 'header' as const, parameters: [{ type: 'image' as const, image: source }] };
    case 'VIDEO':
      return { type: 'header' as const, parameters: [{ type: 'video' as const, video: source }] };
    default:
      return null;
  }
}

function fileHeader(
  components: readonly TemplateComponent[],
  file: HeaderFile,
): TemplateMessageComponent | null {
  const format = renderTemplate(components).header?.format;
  return format === 'DOCUMENT'
    ? { type: 'header', parameters: [{ type: 'document', document: file }] }
    : pictureHeader(format, file);
}

function urlParameter(index: number, text: string) {
  return {
    type: 'button' as const,
    sub_type: 'url' as const,
    index: String(index),
    parameters: [{ type: 'text' as const, text }],
  };
}
