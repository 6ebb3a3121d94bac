import { listOf, objectOf, textOf, type TemplateValues } from './template-variables.ts';

/** What a message puts into a template's places, from the components that it is sent with (Meta's shape). */
export function sentValues(components: readonly unknown[]): TemplateValues {
  let header: Record<string, string> = {};
  let body: Record<string, string> = {};
  const buttons: Record<number, string> = {};
  let cards: TemplateValues[] | null = null;
  for (const value of components) {
    const component = objectOf(value);
    const parameters = listOf(component['parameters']);
    const type = textOf(component['type']).toLowerCase();
    if (type === 'header') header = namedTexts(parameters);
    if (type === 'body') body = namedTexts(parameters);
    if (type === 'button') buttons[Number(component['index'])] = parameterText(parameters[0]);
    if (type === 'carousel')
      cards = listOf(component['cards']).map(objectOf).toSorted(byPlace).map(cardValues);
  }
  return { header, body, buttons, ...(cards === null ? {} : { cards }) };
}

const byPlace = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  Number(a['card_index']) - Number(b['card_index']);
const cardValues = (card: Record<string, unknown>) => sentValues(listOf(card['components']));

function namedTexts(parameters: readonly unknown[]): Record<string, string> {
  return Object.fromEntries(
    parameters.map((parameter, index) => [
      textOf(objectOf(parameter)['parameter_name']) || String(index + 1),
      parameterText(parameter),
    ]),
  );
}

/** The text of a parameter; of an amount or a date what Meta shows where it cannot do better. */
function parameterText(value: unknown): string {
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
}
