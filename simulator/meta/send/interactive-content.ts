import { z } from 'zod';
import { limits } from '../limits.ts';
import { carouselAction } from './carousel-action.ts';
import { orderDetails, orderStatus } from './order-content.ts';
import { documentSchema, httpUrl, imageSchema, videoSchema } from './media-content.ts';

const text = (max: number) => z.string().min(1).max(max);
const looseObject = z.record(z.string(), z.unknown());

const textHeader = z.strictObject({ type: z.literal('text'), text: text(limits.interactiveHeaderText) });
const header = z.discriminatedUnion('type', [
  textHeader,
  z.strictObject({ type: z.literal('image'), image: imageSchema }),
  z.strictObject({ type: z.literal('video'), video: videoSchema }),
  z.strictObject({ type: z.literal('document'), document: documentSchema }),
]);
const body = z.strictObject({ text: text(limits.interactiveBody) });
const footer = z.strictObject({ text: text(limits.interactiveFooter) }).optional();

const buttons = z.strictObject({
  buttons: z
    .array(
      z.strictObject({
        type: z.literal('reply'),
        reply: z.strictObject({ id: text(limits.replyButtonId), title: text(limits.replyButtonTitle) }),
      }),
    )
    .min(1)
    .max(limits.replyButtons),
});

const list = z.strictObject({
  button: text(limits.listButton),
  sections: z
    .array(
      z.strictObject({
        title: text(limits.listSectionTitle).optional(),
        rows: z
          .array(
            z.strictObject({
              id: text(limits.listRowId),
              title: text(limits.listRowTitle),
              description: z.string().max(limits.listRowDescription).optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1)
    .max(limits.listSections)
    .refine(
      (sections) => sections.reduce((sum, section) => sum + section.rows.length, 0) <= limits.listRowsTotal,
      {
        error: `has more than ${limits.listRowsTotal} rows in total`,
      },
    )
    .refine((sections) => sections.length === 1 || sections.every((section) => section.title !== undefined), {
      error: 'needs a title in every section when there are several',
      params: { isMissing: true },
    }),
});

const flowParameters = z
  .strictObject({
    flow_message_version: z.union([z.literal('3'), z.literal(3)]),
    flow_id: text(64).optional(),
    flow_name: text(200).optional(),
    flow_cta: text(100),
    flow_token: text(1000).optional(),
    flow_action: z.enum(['navigate', 'data_exchange']).optional(),
    flow_action_payload: z.strictObject({ screen: text(1000), data: looseObject.optional() }).optional(),
    mode: z.enum(['draft', 'published']).optional(),
  })
  .refine((flow) => (flow.flow_id === undefined) !== (flow.flow_name === undefined), {
    error: 'needs exactly one of flow_id and flow_name',
    params: { isMissing: true },
  })
  // A draft shows no button of its own; Meta's own draft example has a longer text.
  .refine((flow) => flow.mode === 'draft' || flow.flow_cta.length <= limits.flowCallToAction, {
    error: `flow_cta is longer than ${limits.flowCallToAction} characters`,
  });

const productList = z.strictObject({
  catalog_id: text(64),
  sections: z
    .array(
      z.strictObject({
        title: text(limits.listSectionTitle).optional(),
        product_items: z.array(z.strictObject({ product_retailer_id: text(200) })).min(1),
      }),
    )
    .min(1)
    .max(limits.productSections)
    .refine(
      (sections) =>
        sections.reduce((sum, section) => sum + section.product_items.length, 0) <= limits.productItems,
      { error: `has more than ${limits.productItems} products in total` },
    ),
});

const named = <Name extends string>(name: Name) => z.strictObject({ name: z.literal(name) });

export const interactiveSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('button'), header: header.optional(), body, footer, action: buttons }),
  z.strictObject({
    type: z.literal('list'),
    header: textHeader.optional(),
    body: z.strictObject({ text: text(limits.listBody) }),
    footer,
    action: list,
  }),
  z.strictObject({
    type: z.literal('cta_url'),
    header: header.optional(),
    body,
    footer,
    action: z.strictObject({
      name: z.literal('cta_url'),
      parameters: z.strictObject({ display_text: text(limits.ctaUrlText), url: httpUrl }),
    }),
  }),
  z.strictObject({ type: z.literal('location_request_message'), body, action: named('send_location') }),
  z.strictObject({ type: z.literal('contact_request'), body, action: named('request_contact_info') }),
  z.strictObject({
    type: z.literal('call_permission_request'),
    body: body.optional(),
    action: named('call_permission_request'),
  }),
  z.strictObject({
    type: z.literal('address_message'),
    header: header.optional(),
    body,
    footer,
    action: z.strictObject({
      name: z.literal('address_message'),
      parameters: z.looseObject({ country: z.enum(['IN', 'SG']) }),
    }),
  }),
  z.strictObject({
    type: z.literal('flow'),
    header: header.optional(),
    body,
    footer,
    action: z.strictObject({ name: z.literal('flow'), parameters: flowParameters }),
  }),
  z.strictObject({
    type: z.literal('product'),
    body: body.optional(),
    footer,
    action: z.strictObject({ catalog_id: text(64), product_retailer_id: text(200) }),
  }),
  z.strictObject({ type: z.literal('product_list'), header: textHeader, body, footer, action: productList }),
  z.strictObject({
    type: z.literal('catalog_message'),
    body,
    footer,
    action: z.strictObject({
      name: z.literal('catalog_message'),
      parameters: z.strictObject({ thumbnail_product_retailer_id: text(200).optional() }).optional(),
    }),
  }),
  z.strictObject({ type: z.literal('carousel'), body, action: carouselAction }),
  z.strictObject({
    type: z.literal('voice_call'),
    header: header.optional(),
    body,
    footer,
    action: z.strictObject({
      name: z.literal('voice_call'),
      parameters: z
        .strictObject({
          display_text: text(limits.ctaUrlText).optional(),
          ttl_minutes: z.int().min(1).max(limits.callButtonMinutes).optional(),
          payload: text(limits.callButtonPayload).optional(),
        })
        .optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('order_details'),
    header: header.optional(),
    body,
    footer,
    action: z.strictObject({ name: z.literal('review_and_pay'), parameters: orderDetails }),
  }),
  z.strictObject({
    type: z.literal('order_status'),
    header: header.optional(),
    body,
    footer,
    action: z.strictObject({ name: z.literal('review_order'), parameters: orderStatus }),
  }),
]);

export type InteractiveContent = z.infer<typeof interactiveSchema>;
