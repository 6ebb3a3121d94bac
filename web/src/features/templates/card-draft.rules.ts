import type { ParameterFormat, WrittenComponent } from '../../../../workers/contracts/api/templates.ts';
import { TEMPLATE_LIMITS as LIMITS } from '../../../../workers/contracts/template-limits.ts';
import {
  cardsOf,
  listOf,
  objectOf,
  templateVariables,
  textOf,
} from '../../../../workers/contracts/template-variables.ts';
import {
  buttonOfDraft,
  draftOfButtons,
  newButton,
  newKey,
  type DraftButton,
  type DraftButtonType,
} from './button-draft.rules.ts';
import { bodyExample, handleIn, samplesAt, type ChosenSample } from './text-draft.rules.ts';

/** One card; its buttons are of the same kinds as those of every other. */
export interface DraftCard {
  /** Tells the cards apart while they move. */
  key: number;
  handle: string;
  /** The sample's file, where this page has it. */
  sample: ChosenSample | null;
  text: string;
  samples: Readonly<Record<string, string>>;
  buttons: readonly DraftButton[];
}

export interface DraftCards {
  format: 'IMAGE' | 'VIDEO';
  /** Either every card says something, or none does. */
  haveText: boolean;
  list: readonly DraftCard[];
}

export const CARD_BUTTONS = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'] as const satisfies DraftButtonType[];

const newCard = (types: readonly DraftButtonType[]): DraftCard => ({
  key: newKey(),
  handle: '',
  sample: null,
  text: '',
  samples: {},
  buttons: types.map(newButton),
});

export const newCards = (): DraftCards => ({
  format: 'IMAGE',
  haveText: true,
  list: [newCard(['URL']), newCard(['URL'])],
});

const withList = (cards: DraftCards, list: readonly DraftCard[]): DraftCards => ({ ...cards, list });

/** Another card, made like the others. */
export const withCard = (cards: DraftCards): DraftCards =>
  withList(cards, [...cards.list, newCard((cards.list[0]?.buttons ?? []).map(({ type }) => type))]);

export const withoutCard = (cards: DraftCards, at: number): DraftCards =>
  withList(cards, cards.list.toSpliced(at, 1));

export const withMovedCard = (cards: DraftCards, from: number, to: number): DraftCards => {
  const moved = cards.list[from];
  return moved === undefined ? cards : withList(cards, cards.list.toSpliced(from, 1).toSpliced(to, 0, moved));
};

export const withChangedCard = (cards: DraftCards, at: number, change: Partial<DraftCard>): DraftCards =>
  withList(
    cards,
    cards.list.map((card, index) => (index === at ? { ...card, ...change } : card)),
  );

/** The samples were made for another app or another kind of file. */
export const withoutSamples = (cards: DraftCards): DraftCards =>
  withList(
    cards,
    cards.list.map((card) => ({ ...card, handle: '', sample: null })),
  );

/** The same change to the buttons of every card. */
const withButtons = (cards: DraftCards, of: (buttons: readonly DraftButton[]) => readonly DraftButton[]) =>
  withList(
    cards,
    cards.list.map((card) => ({ ...card, buttons: of(card.buttons) })),
  );

export const withCardButton = (cards: DraftCards, type: DraftButtonType): DraftCards =>
  withButtons(cards, (buttons) => [...buttons, newButton(type)]);

export const withoutCardButton = (cards: DraftCards, at: number): DraftCards =>
  withButtons(cards, (buttons) => buttons.toSpliced(at, 1));

export const withMovedCardButton = (cards: DraftCards, from: number, to: number): DraftCards =>
  withButtons(cards, (buttons) => {
    const moved = buttons[from];
    return moved === undefined ? buttons : buttons.toSpliced(from, 1).toSpliced(to, 0, moved);
  });

export const canAddCard = ({ list }: DraftCards): boolean => list.length < LIMITS.carouselCards;
export const canRemoveCard = ({ list }: DraftCards): boolean => list.length > LIMITS.carouselCardsAtLeast;

/** In Meta's shape. */
export const carouselOfDraft = (cards: DraftCards, parameters: ParameterFormat): WrittenComponent => ({
  type: 'CAROUSEL',
  cards: cards.list.map(({ handle, text, samples, buttons }) => {
    const body = text.trim();
    return {
      components: [
        {
          type: 'HEADER',
          format: cards.format,
          ...(handle.trim() === '' ? {} : { example: { header_handle: [handle.trim()] } }),
        },
        ...(cards.haveText
          ? [{ type: 'BODY' as const, text: body, ...bodyExample(parameters, body, samples) }]
          : []),
        ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS' as const, buttons: buttons.map(buttonOfDraft) }]),
      ],
    };
  }),
});

/** A carousel to be changed; null when its cards cannot be written here, as those of products. */
export const draftOfCards = (components: Parameters<typeof cardsOf>[0]): DraftCards | null => {
  const list: DraftCard[] = [];
  const formats = new Set<string>();
  let haveText = false;
  for (const card of cardsOf(components)) {
    const part = (type: string) => card.find((one) => one.type === type);
    const variables = templateVariables(card);
    const buttons = draftOfButtons(listOf(part('BUTTONS')?.['buttons']), variables);
    const isKnown = buttons?.every(({ type }) => CARD_BUTTONS.some((known) => known === type)) ?? false;
    if (buttons === null || !isKnown) return null;
    const header = part('HEADER');
    formats.add(textOf(header?.['format']).toUpperCase());
    haveText ||= part('BODY') !== undefined;
    list.push({
      key: newKey(),
      handle: handleIn(listOf(objectOf(header?.['example'])['header_handle'])[0]),
      sample: null,
      text: textOf(part('BODY')?.['text']),
      samples: samplesAt('body', variables),
      buttons,
    });
  }
  const [format] = formats;
  return formats.size === 1 && (format === 'IMAGE' || format === 'VIDEO') ? { format, haveText, list } : null;
};
