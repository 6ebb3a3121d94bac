import { describe, expect, it } from 'vitest';
import type { TemplateMessageComponent } from './api/template-message.ts';
import type { TemplateComponent } from './api/templates.ts';
import { templateMisfits } from './template-fit.ts';

const words = (...texts: string[]) => texts.map((text) => ({ type: 'text' as const, text }));
const body = (...texts: string[]): TemplateMessageComponent => ({
  type: 'body',
  parameters: words(...texts),
});
const url = (index: number): TemplateMessageComponent => ({
  type: 'button',
  sub_type: 'url',
  index,
  parameters: [{ type: 'text', text: '9' }],
});
const photo: TemplateMessageComponent = {
  type: 'header',
  parameters: [{ type: 'image', image: { link: 'https://files.test/l.jpg' } }],
};
const template = (...components: TemplateComponent[]) => components;
const buttons = (...list: unknown[]) => ({ type: 'BUTTONS', buttons: list });
const said = (components: TemplateComponent[], sent: TemplateMessageComponent[]) =>
  templateMisfits(components, sent).map(({ message }) => message);

const GREETING = { type: 'BODY', text: 'Hi {{1}}, your {{2}} is ready.' };
const card = {
  components: [
    { type: 'header', format: 'image' },
    { type: 'body', text: 'For {{1}}' },
    { type: 'buttons', buttons: [{ type: 'URL', text: 'Look', url: 'https://lamps.test/{{1}}' }] },
  ],
};
const sentCard = (index: number) => ({
  card_index: index,
  components: [photo, body('Rui'), url(0)] as never,
});

describe('a message fits its template', () => {
  it.each<[string, TemplateComponent[], TemplateMessageComponent[]]>([
    ['with every place filled', template(GREETING), [body('Rui', 'lamp')]],
    [
      'with the header’s file',
      template({ type: 'HEADER', format: 'IMAGE' }, GREETING),
      [photo, body('a', 'b')],
    ],
    ['with no parameters where it has no places', template({ type: 'BODY', text: 'Hi' }), []],
    [
      'with a payload for a reply, or without',
      template({ type: 'BODY', text: 'Hi' }, buttons({ type: 'QUICK_REPLY', text: 'Yes' })),
      [
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: '0',
          parameters: [{ type: 'payload', payload: 'y' }],
        },
      ],
    ],
    [
      'with every card',
      template({ type: 'BODY', text: 'Hi' }, { type: 'CAROUSEL', cards: [card, card] }),
      [{ type: 'carousel', cards: [sentCard(1), sentCard(0)] }],
    ],
  ])('%s', (_, components, sent) => {
    expect(templateMisfits(components, sent)).toEqual([]);
  });
});

describe('what Meta would refuse is said', () => {
  it.each<[string, TemplateComponent[], TemplateMessageComponent[], string[]]>([
    ['a place that is empty', template(GREETING), [body('Rui')], ['Fill in body {{2}}.']],
    ['a value without a place', template(GREETING), [body('a', 'b', 'c')], ['The body has no place {{3}}.']],
    ['a missing file', template({ type: 'HEADER', format: 'VIDEO' }), [], ['Fill in header (video).']],
    [
      'another file',
      template({ type: 'HEADER', format: 'VIDEO' }),
      [photo],
      ['The header is video, not image.'],
    ],
    [
      'a header that is none',
      template({ type: 'BODY', text: 'Hi' }),
      [photo],
      ['The template has no header to fill.'],
    ],
    [
      'a button that is none',
      template(buttons({ type: 'QUICK_REPLY', text: 'Yes' })),
      [url(3)],
      ['The template has no button 4.'],
    ],
    [
      'a button of another kind',
      template(buttons({ type: 'QUICK_REPLY', text: 'Yes' })),
      [url(0)],
      ['The template’s button 1 is quick_reply, not url.'],
    ],
    [
      'the end of an address that is whole',
      template(buttons({ type: 'URL', text: 'Look', url: 'https://lamps.test' })),
      [url(0)],
      ['The address of the button 1 has no place.'],
    ],
    ['no products', template(buttons({ type: 'MPM', text: 'View items' })), [], ['Fill in button 1.']],
    [
      'no end of an offer',
      template({ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Sale', has_expiration: true } }),
      [],
      ['Fill in the offer’s end.'],
    ],
    [
      'a card that is empty',
      template({ type: 'CAROUSEL', cards: [card, card] }),
      [{ type: 'carousel', cards: [sentCard(0), { card_index: 1, components: [photo as never] }] }],
      ['Fill in card 2, body {{1}}.', 'Fill in card 2, button 1.'],
    ],
    [
      'a card too many',
      template({ type: 'CAROUSEL', cards: [card] }),
      [{ type: 'carousel', cards: [sentCard(0), sentCard(1)] }],
      ['The template has no card 2.'],
    ],
    [
      'a carousel that is none',
      template(GREETING),
      [body('a', 'b'), { type: 'carousel', cards: [sentCard(0), sentCard(1)] }],
      ['The template has no carousel.'],
    ],
  ])('%s', (_, components, sent, expected) => {
    expect(said(components, sent)).toEqual(expected);
  });
});
