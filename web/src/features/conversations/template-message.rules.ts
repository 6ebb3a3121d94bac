import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { renderTemplate, type TemplatePreview } from '../../../../workers/contracts/template-preview.ts';
import type { TemplateValues } from '../../../../workers/contracts/template-variables.ts';
import { listOf, objectOf, partOf, textOf } from './content.rules.ts';

export interface SentTemplate {
  name: string;
  language: string;
}

/** By which template a message was written; null where it does not say. */
export const sentTemplateOf = (message: Message): SentTemplate | null => {
  const part = partOf(message);
  const name = textOf(part['name']);
  return name === '' ? null : { name, language: textOf(objectOf(part['language'])['code']) };
};

/** The text of a parameter; of an amount or a date what Meta shows where it cannot do better. */
const parameterText = (value: unknown): string => {
  const parameter = objectOf(value);
  switch (parameter['type']) {
    case 'currency':
      return textOf(objectOf(parameter['currency'])['fallback_value']);
    case 'date_time':
      return textOf(objectOf(parameter['date_time'])['fallback_value']);
    case 'coupon_code':
      return textOf(parameter['coupon_code']);
    case 'payload':
      return textOf(parameter['payload']);
    default:
      return textOf(parameter['text']);
  }
};

const namedTexts = (parameters: readonly unknown[]): Record<string, string> =>
  Object.fromEntries(
    parameters.map((parameter, index) => [
      textOf(objectOf(parameter)['parameter_name']) || String(index + 1),
      parameterText(parameter),
    ]),
  );

const valuesOf = (components: readonly unknown[]): TemplateValues => {
  let header: Record<string, string> = {};
  let body: Record<string, string> = {};
  const buttons: Record<number, string> = {};
  for (const value of components) {
    const component = objectOf(value);
    const parameters = listOf(component['parameters']);
    const type = textOf(component['type']).toLowerCase();
    if (type === 'header') header = namedTexts(parameters);
    if (type === 'body') body = namedTexts(parameters);
    if (type === 'button') buttons[Number(component['index'])] = parameterText(parameters[0]);
  }
  return { header, body, buttons };
};

const headerLinkOf = (components: readonly unknown[]): string => {
  const header = components.map(objectOf).find((one) => textOf(one['type']).toLowerCase() === 'header');
  const parameter = objectOf(listOf(header?.['parameters'])[0]);
  return textOf(objectOf(parameter[textOf(parameter['type'])])['link']);
};

export interface TemplateCard {
  preview: TemplatePreview;
  headerLink: string;
}

/** A template with this message's values in it: the main part, and the cards of a carousel. */
export const renderSentTemplate = (
  message: Message,
  template: Pick<Template, 'components'>,
): { main: TemplateCard; cards: TemplateCard[]; offer: string } => {
  const sent = listOf(partOf(message)['components']);
  const carousel = template.components.find(({ type }) => type === 'CAROUSEL');
  const offer = template.components.find(({ type }) => type === 'LIMITED_TIME_OFFER');
  const sentCards = listOf(
    objectOf(sent.map(objectOf).find((one) => textOf(one['type']).toLowerCase() === 'carousel'))['cards'],
  ).map(objectOf);
  return {
    main: {
      preview: renderTemplate(template.components, valuesOf(sent)),
      headerLink: headerLinkOf(sent),
    },
    offer: textOf(objectOf(offer?.['limited_time_offer'])['text']),
    cards: listOf(carousel?.['cards']).map((card, index) => {
      const values = listOf(
        (sentCards.find((one) => Number(one['card_index']) === index) ?? sentCards[index])?.['components'],
      );
      const components = listOf(objectOf(card)['components'])
        .map(objectOf)
        .map((one) => ({ ...one, type: textOf(one['type']) }));
      return { preview: renderTemplate(components, valuesOf(values)), headerLink: headerLinkOf(values) };
    }),
  };
};
