import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { renderTemplate, type TemplatePreview } from '../../../../workers/contracts/template-preview.ts';
import { sentValues } from '../../../../workers/contracts/template-sent.ts';
import { listOf, numberOf, objectOf, partOf, textOf } from './content.rules.ts';

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

const componentOf = (components: readonly unknown[], type: string): Record<string, unknown> =>
  objectOf(components.map(objectOf).find((one) => textOf(one['type']).toLowerCase() === type));

const parameterOf = (components: readonly unknown[], type: string): Record<string, unknown> =>
  objectOf(listOf(componentOf(components, type)['parameters'])[0]);

/** What the header was filled with: its address where it is a file, its name where it is a place or a product. */
const headerOf = (components: readonly unknown[]): { headerLink: string; headerName: string } => {
  const parameter = parameterOf(components, 'header');
  const value = objectOf(parameter[textOf(parameter['type'])]);
  return {
    headerLink: textOf(value['link']),
    headerName: textOf(value['name']) || textOf(value['product_retailer_id']) || textOf(value['filename']),
  };
};

/** The order that a button of the message opens; null where none does. */
const orderOf = (components: readonly unknown[]): Record<string, unknown> | null => {
  const button = components.map(objectOf).find((one) => one['sub_type'] === 'order_details');
  if (button === undefined) return null;
  return objectOf(objectOf(objectOf(listOf(button['parameters'])[0])['action'])['order_details']);
};

export interface TemplateCard {
  preview: TemplatePreview;
  headerLink: string;
  headerName: string;
  order: Record<string, unknown> | null;
}

export interface RenderedMessage {
  main: TemplateCard;
  /** Of a carousel. */
  cards: TemplateCard[];
  offer: string;
  offerEndsAtMs: number | null;
  orderStatus: Record<string, unknown> | null;
}

/** A template with this message's values in it. */
export const renderSentTemplate = (
  message: Message,
  template: Pick<Template, 'components'>,
): RenderedMessage => {
  const sent = listOf(partOf(message)['components']);
  const offer = template.components.find(({ type }) => type === 'LIMITED_TIME_OFFER');
  const sentCards = listOf(componentOf(sent, 'carousel')['cards']).map(objectOf);
  const orderStatus = parameterOf(sent, 'order_status')['order_status'];
  const offerEnd = objectOf(parameterOf(sent, 'limited_time_offer')['limited_time_offer']);
  const preview = renderTemplate(template.components, sentValues(sent));
  return {
    main: {
      preview,
      ...headerOf(sent),
      order: orderOf(sent),
    },
    offer: textOf(objectOf(offer?.['limited_time_offer'])['text']),
    offerEndsAtMs: numberOf(offerEnd['expiration_time_ms']),
    orderStatus: orderStatus === undefined ? null : objectOf(orderStatus),
    cards: preview.cards.map((card, index) => {
      const own = sentCards.find((one) => Number(one['card_index']) === index) ?? sentCards[index];
      return { preview: card, ...headerOf(listOf(own?.['components'])), order: null };
    }),
  };
};
