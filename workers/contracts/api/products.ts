import * as z from 'zod/mini';
import { META_LIMITS as LIMITS } from '../limits.ts';
import { id, text } from './outbound-fields.ts';
import { body, footer, textHeader } from './outbound-header.ts';

/** What the shop calls the product, in its catalogue at Meta. */
export const productId = text(LIMITS.productIdCharacters);
export const productRef = z.strictObject({ catalog_id: id, product_retailer_id: productId });

export const productSections = z
  .array(
    z.strictObject({
      title: text(LIMITS.listSectionTitleCharacters),
      product_items: z
        .array(z.strictObject({ product_retailer_id: productId }))
        .check(z.minLength(1), z.maxLength(LIMITS.productItems)),
    }),
  )
  .check(
    z.minLength(1),
    z.maxLength(LIMITS.productSections),
    z.refine(
      (sections) => sections.flatMap((section) => section.product_items).length <= LIMITS.productItems,
      `At most ${LIMITS.productItems} products.`,
    ),
  );

export const product = z.strictObject({
  type: z.literal('product'),
  body: z.optional(body),
  footer: z.optional(footer),
  action: productRef,
});

export const productList = z.strictObject({
  type: z.literal('product_list'),
  header: textHeader,
  body,
  footer: z.optional(footer),
  action: z.strictObject({ catalog_id: id, sections: productSections }),
});

export const catalog = z.strictObject({
  type: z.literal('catalog_message'),
  body,
  footer: z.optional(footer),
  action: z.strictObject({
    name: z.literal('catalog_message'),
    parameters: z.optional(z.strictObject({ thumbnail_product_retailer_id: productId })),
  }),
});
