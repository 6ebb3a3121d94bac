import { z } from 'zod';
import { limits } from '../limits.ts';
import { httpUrl, imageSchema, videoSchema } from './media-content.ts';

const text = (max: number) => z.string().min(1).max(max);

const cardIndex = z
  .int()
  .min(0)
  .max(limits.carouselCardsMax - 1);

const cardHeader = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('image'), image: imageSchema }),
  z.strictObject({ type: z.literal('video'), video: videoSchema }),
]);

const linkCard = z.strictObject({
  card_index: cardIndex,
  type: z.literal('cta_url'),
  header: cardHeader,
  body: z.strictObject({ text: text(limits.carouselCardBody) }).optional(),
  action: z.strictObject({
    name: z.literal('cta_url'),
    parameters: z.strictObject({ display_text: text(limits.ctaUrlText), url: httpUrl }),
  }),
});

const replyCard = z.strictObject({
  card_index: cardIndex,
  type: z.literal('button'),
  header: cardHeader,
  body: z.strictObject({ text: text(limits.carouselCardBody) }).optional(),
  action: z.strictObject({
    buttons: z
      .array(
        z.strictObject({
          type: z.literal('quick_reply'),
          quick_reply: z.strictObject({
            id: text(limits.replyButtonId),
            title: text(limits.replyButtonTitle),
          }),
        }),
      )
      .min(1)
      .max(limits.replyButtons),
  }),
});

const productCard = z.strictObject({
  card_index: cardIndex,
  type: z.literal('product'),
  action: z.strictObject({ catalog_id: text(64), product_retailer_id: text(200) }),
});

export const carouselAction = z.strictObject({
  cards: z
    .array(z.discriminatedUnion('type', [linkCard, replyCard, productCard]))
    .min(limits.carouselCardsMin)
    .max(limits.carouselCardsMax)
    .refine((cards) => new Set(cards.map((card) => card.card_index)).size === cards.length, {
      error: 'repeats a card_index',
    })
    .refine((cards) => new Set(cards.map((card) => card.type)).size === 1, {
      error: 'mixes cards of several types',
    })
    .refine(
      (cards) =>
        new Set(cards.flatMap((card) => (card.type === 'product' ? [card.action.catalog_id] : []))).size <= 1,
      { error: 'names products of several catalogs' },
    ),
});
