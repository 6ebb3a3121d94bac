import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { renderTemplate, type TemplatePreview } from '../../../../workers/contracts/template-preview.ts';
import { sentValues } from '../../../../workers/contracts/template-sent.ts';
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
      preview: renderTemplate(template.components, sentValues(sent)),
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
      return { preview: renderTemplate(components, sentValues(values)), headerLink: headerLinkOf(values) };
    }),
  };
};
