import type { TemplateMessageComponent } from './api/template-message.ts';
import type { TemplateComponent } from './api/templates.ts';
import { sentValues } from './template-sent.ts';
import { cardsOf, listOf, objectOf, templateVariables, textOf, variablesIn } from './template-variables.ts';

/** Why a message does not fit its template, and where in the message that is. */
export interface TemplateMisfit {
  path: string;
  message: string;
  /** The place that nothing was given for; null where something else is wrong. */
  missing: string | null;
}

type Part = TemplateMessageComponent | CardPart;
type CardPart = Extract<
  TemplateMessageComponent,
  { type: 'carousel' }
>['cards'][number]['components'][number];

/** What Meta would refuse of it: places that are not filled, values that have no place (132000, 132012, 132018). */
export function templateMisfits(
  components: readonly TemplateComponent[],
  sent: readonly TemplateMessageComponent[],
): TemplateMisfit[] {
  return [
    ...misfitsOfPart(components, sent, '', 'template.components'),
    ...offerMisfits(components, sent),
    ...carouselMisfits(components, sent),
  ];
}

function misfitsOfPart(
  components: readonly TemplateComponent[],
  sent: readonly Part[],
  where: string,
  path: string,
): TemplateMisfit[] {
  const values = sentValues(sent);
  const variables = templateVariables(components);
  const unfilled = variables
    .filter(({ place, index, name }) =>
      place === 'button' ? values.buttons[index] === undefined : values[place][name] === undefined,
    )
    .map(({ place, index, name }) => (place === 'button' ? `button ${index + 1}` : `${place} {{${name}}}`));
  return [
    ...unfilled.map((place) => missing(path, `${where}${place}`)),
    ...headerMisfits(components, sent, where, path),
    ...(['header', 'body'] as const).flatMap((place) =>
      surplusOf(
        place,
        Object.keys(values[place]),
        variables.filter((one) => one.place === place).map(({ name }) => name),
        where,
        path,
      ),
    ),
    ...buttonMisfits(components, sent, where, path),
  ];
}

/** A header that is no text needs its file, place or product. */
function headerMisfits(
  components: readonly TemplateComponent[],
  sent: readonly Part[],
  where: string,
  path: string,
): TemplateMisfit[] {
  const header = components.find(({ type }) => type === 'HEADER');
  const given = sent.find((one) => one.type === 'header')?.parameters[0]?.type;
  const format = header === undefined ? null : textOf(header['format']).toLowerCase() || 'text';
  if (format === null)
    return given === undefined ? [] : [wrong(path, `The template has no ${where}header to fill.`)];
  const isText = given === 'text' || given === 'currency' || given === 'date_time';
  if (format === 'text')
    return given === undefined || isText ? [] : [wrong(path, `The ${where}header is a text, not ${given}.`)];
  if (given === undefined) return [missing(path, `${where}header (${format})`)];
  return given === format ? [] : [wrong(path, `The ${where}header is ${format}, not ${given}.`)];
}

function surplusOf(
  place: string,
  given: readonly string[],
  known: readonly string[],
  where: string,
  path: string,
): TemplateMisfit[] {
  // Of a header that is a file, `headerMisfits` tells.
  const surplus =
    place === 'header' && known.length === 0 ? [] : given.filter((name) => !known.includes(name));
  return surplus.map((name) => wrong(path, `The ${where}${place} has no place {{${name}}}.`));
}

/** By Meta's word for a template's button, what a message calls it. */
const SUB_TYPES: Readonly<Record<string, string>> = {
  QUICK_REPLY: 'quick_reply',
  URL: 'url',
  OTP: 'url',
  COPY_CODE: 'copy_code',
  FLOW: 'flow',
  CATALOG: 'catalog',
  MPM: 'mpm',
  VOICE_CALL: 'voice_call',
  ORDER_DETAILS: 'order_details',
};
/** Buttons that Meta sends only with their parameters, though they have no variable. */
const NEEDS_PARAMETERS: ReadonlySet<string> = new Set(['OTP', 'MPM', 'ORDER_DETAILS']);

function buttonMisfits(
  components: readonly TemplateComponent[],
  sent: readonly Part[],
  where: string,
  path: string,
): TemplateMisfit[] {
  const buttons = listOf(components.find(({ type }) => type === 'BUTTONS')?.['buttons']).map(objectOf);
  const given = sent.flatMap((one) => (one.type === 'button' ? [one] : []));
  const unfilled = buttons.flatMap((button, index) =>
    NEEDS_PARAMETERS.has(textOf(button['type'])) && !given.some((one) => Number(one.index) === index)
      ? [missing(path, `${where}button ${index + 1}`)]
      : [],
  );
  const misplaced = given.flatMap((one) => {
    const button = buttons[Number(one.index)];
    const which = `${where}button ${Number(one.index) + 1}`;
    if (button === undefined) return [wrong(path, `The template has no ${which}.`)];
    const type = textOf(button['type']);
    const expected = SUB_TYPES[type];
    if (type === 'URL' && one.sub_type === 'url' && variablesIn(textOf(button['url'])).length === 0)
      return [wrong(path, `The address of the ${which} has no place.`)];
    if (expected === undefined || expected === one.sub_type) return [];
    return [wrong(path, `The template’s ${which} is ${expected}, not ${one.sub_type}.`)];
  });
  return [...unfilled, ...misplaced];
}

function offerMisfits(
  components: readonly TemplateComponent[],
  sent: readonly TemplateMessageComponent[],
): TemplateMisfit[] {
  const offer = components.find(({ type }) => type === 'LIMITED_TIME_OFFER');
  const isSent = sent.some(({ type }) => type === 'limited_time_offer');
  const expires = objectOf(offer?.['limited_time_offer'])['has_expiration'] === true;
  if (expires && !isSent) return [missing('template.components', 'the offer’s end')];
  return isSent && offer === undefined
    ? [wrong('template.components', 'The template makes no limited-time offer.')]
    : [];
}

function carouselMisfits(
  components: readonly TemplateComponent[],
  sent: readonly TemplateMessageComponent[],
): TemplateMisfit[] {
  const carousel = components.find(({ type }) => type === 'CAROUSEL');
  const at = sent.findIndex(({ type }) => type === 'carousel');
  const given = sent[at];
  const cards = given?.type === 'carousel' ? given.cards : [];
  if (carousel === undefined)
    return at === -1 ? [] : [wrong(`template.components.${at}`, 'The template has no carousel.')];
  const known = cardsOf(components);
  const surplus = cards.filter((card) => Number(card.card_index) >= known.length);
  return [
    ...known.flatMap((card, index) => {
      const position = cards.findIndex((one) => Number(one.card_index) === index);
      const path =
        position === -1 ? 'template.components' : `template.components.${at}.cards.${position}.components`;
      return misfitsOfPart(card, cards[position]?.components ?? [], `card ${index + 1}, `, path);
    }),
    ...surplus.map((card) =>
      wrong(`template.components.${at}.cards`, `The template has no card ${Number(card.card_index) + 1}.`),
    ),
  ];
}

function missing(path: string, place: string): TemplateMisfit {
  return { path, message: `Fill in ${place}.`, missing: place };
}

function wrong(path: string, message: string): TemplateMisfit {
  return { path, message, missing: null };
}
