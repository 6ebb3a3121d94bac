import * as z from 'zod/mini';
import { META_LIMITS as LIMITS } from '../limits.ts';
import { file, hasNoRepeats, httpsUrl, isOneFile, text } from './outbound-fields.ts';
import { productRef } from './products.ts';

const media = z.strictObject(file).check(isOneFile);
/** Its place in the row, from 0. */
const place = { card_index: z.int().check(z.minimum(0), z.maximum(LIMITS.carouselCards - 1)) };
const card = {
  ...place,
  header: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('image'), image: media }),
    z.strictObject({ type: z.literal('video'), video: media }),
  ]),
  body: z.optional(z.strictObject({ text: text(LIMITS.carouselCardBodyCharacters) })),
};

const linkCard = z.strictObject({
  ...card,
  type: z.literal('cta_url'),
  action: z.strictObject({
    name: z.literal('cta_url'),
    parameters: z.strictObject({ display_text: text(LIMITS.callToActionCharacters), url: httpsUrl }),
  }),
});

const replyCard = z.strictObject({
  ...card,
  type: z.literal('button'),
  action: z.strictObject({
    buttons: z
      .array(
        z.strictObject({
          type: z.literal('quick_reply'),
          quick_reply: z.strictObject({
            id: text(LIMITS.buttonIdCharacters),
            title: text(LIMITS.buttonTitleCharacters),
          }),
        }),
      )
      .check(z.minLength(1), z.maxLength(LIMITS.replyButtons)),
  }),
});

/** Meta shows the product's picture, name and price. */
const productCard = z.strictObject({ ...place, type: z.literal('product'), action: productRef });

/**
 * Pictures, films or products side by side, each with what can be pressed. There is nothing above or below them but the
 * body. Source: Meta, interactive media carousel and interactive product carousel messages, 2026.
 */
export const carousel = z.strictObject({
  type: z.literal('carousel'),
  body: z.strictObject({ text: text(LIMITS.bodyCharacters) }),
  action: z.strictObject({
    cards: z.array(z.discriminatedUnion('type', [linkCard, replyCard, productCard])).check(
      z.minLength(LIMITS.carouselCardsAtLeast),
      z.maxLength(LIMITS.carouselCards),
      z.refine(
        (cards) => hasNoRepeats(cards.map((one) => one.card_index)),
        'Every card needs a card_index of its own.',
      ),
      z.refine(
        (cards) => new Set(cards.map((one) => one.type)).size <= 1,
        'All cards need buttons of the same kind.',
      ),
      z.refine(
        (cards) =>
          new Set(cards.flatMap((one) => (one.type === 'product' ? [one.action.catalog_id] : []))).size <= 1,
        'All products need to be of one catalogue.',
      ),
      z.refine(
        (cards) =>
          hasNoRepeats(
            cards.flatMap((one) =>
              one.type === 'button' ? one.action.buttons.map((button) => button.quick_reply.id) : [],
            ),
          ),
        'Every button needs an id of its own.',
      ),
    ),
  }),
});
