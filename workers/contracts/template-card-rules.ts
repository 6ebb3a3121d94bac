import type { ParameterFormat, WrittenComponent } from './api/templates.ts';
import { buttonFaults } from './template-button-rules.ts';
import { TEMPLATE_LIMITS as LIMITS } from './template-limits.ts';
import type { TemplateFault, TemplateParts } from './template-rules.ts';
import { bodyFaults, fault, sampleFaults, within } from './template-text-rules.ts';

type Card = Extract<WrittenComponent, { type: 'CAROUSEL' }>['cards'][number];

/**
 * What Meta has against a carousel: 2 to 10 cards, each with a picture or film, all alike, below a body and nothing else.
 * Source: Meta, media card carousel templates (2026-06).
 */
export function carouselFaults(
  cards: readonly Card[],
  { header, footer, buttons }: TemplateParts,
  format: ParameterFormat,
): TemplateFault[] {
  const isCount = cards.length >= LIMITS.carouselCardsAtLeast && cards.length <= LIMITS.carouselCards;
  return [
    ...(header === undefined ? [] : [fault('header.text', 'Above cards stands a text and no header.')]),
    ...(footer === undefined ? [] : [fault('footer.text', 'A template with cards has no footer.')]),
    ...(buttons === undefined ? [] : [fault('buttons', 'The buttons belong to the cards.')]),
    ...(isCount
      ? []
      : [fault('cards', `Between ${LIMITS.carouselCardsAtLeast} and ${LIMITS.carouselCards} cards.`)]),
    ...cards.flatMap((card, at) =>
      within(`cards.${at}`, [...cardFaults(card, format), ...unlikeness(card, cards[0])]),
    ),
  ];
}

const NO_CARD_TEXT = 'Write what the card says, or take the texts off every card.';

function cardFaults({ components }: Card, format: ParameterFormat): TemplateFault[] {
  const { header, body, buttons } = partsOfCard({ components });
  const handle = header?.example?.header_handle?.[0] ?? '';
  const isRepeated = new Set(components.map(({ type }) => type)).size < components.length;
  return [
    ...(isRepeated ? [fault('header.file', 'A card has each part once.')] : []),
    ...(header?.format === 'IMAGE' || header?.format === 'VIDEO'
      ? handle === ''
        ? [fault('header.file', 'Meta wants to see a sample file: upload one.')]
        : []
      : [fault('header.file', 'A card begins with an image or a video.')]),
    ...(body === undefined ? [] : bodyFaults(body.text, LIMITS.cardBodyCharacters, format, NO_CARD_TEXT)),
    ...(buttons === undefined ? [] : cardButtonFaults(buttons.buttons)),
    ...sampleFaults(components),
  ];
}

const CARD_BUTTONS: readonly string[] = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'];

function cardButtonFaults(
  buttons: Extract<WrittenComponent, { type: 'BUTTONS' }>['buttons'],
): TemplateFault[] {
  const strange = buttons.find(({ type }) => !CARD_BUTTONS.includes(type));
  return [
    ...(strange === undefined
      ? []
      : [fault('buttons', 'The buttons of a card reply, open a website or call.')]),
    ...(buttons.length > LIMITS.cardButtons
      ? [fault('buttons', `At most ${LIMITS.cardButtons} buttons on a card.`)]
      : []),
    ...buttonFaults(buttons),
  ];
}

/** How a card is not made like the first one. */
function unlikeness(card: Card, model: Card | undefined): TemplateFault[] {
  if (model === undefined || model === card) return [];
  const [mine, first] = [partsOfCard(card), partsOfCard(model)];
  const kindsOf = (parts: ReturnType<typeof partsOfCard>) =>
    (parts.buttons?.buttons ?? []).map(({ type }) => type).join(' ');
  return [
    ...(mine.header?.format === first.header?.format
      ? []
      : [fault('header.file', 'Every card begins alike: all with an image, or all with a video.')]),
    ...((mine.body === undefined) === (first.body === undefined)
      ? []
      : [fault('body.text', 'Give every card a text, or none.')]),
    ...(kindsOf(mine) === kindsOf(first)
      ? []
      : [fault('buttons', 'Every card has the same kinds of buttons, in the same order.')]),
  ];
}

function partsOfCard({ components }: Card) {
  return {
    header: components.find((one) => one.type === 'HEADER'),
    body: components.find((one) => one.type === 'BODY'),
    buttons: components.find((one) => one.type === 'BUTTONS'),
  };
}
