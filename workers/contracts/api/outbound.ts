import * as z from 'zod/mini';
import { messageId } from '../ids.ts';
import { META_LIMITS as LIMITS } from '../limits.ts';
import { carousel } from './carousel.ts';
import { file, hasNoRepeats, httpsUrl, id, isOneFile, text } from './outbound-fields.ts';

const caption = z.optional(text(LIMITS.captionCharacters));

const headerMedia = z.strictObject(file).check(isOneFile);
const header = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: text(LIMITS.headerCharacters) }),
  z.strictObject({ type: z.literal('image'), image: headerMedia }),
  z.strictObject({ type: z.literal('video'), video: headerMedia }),
  z.strictObject({
    type: z.literal('document'),
    document: z
      .strictObject({ ...file, filename: z.optional(text(LIMITS.filenameCharacters)) })
      .check(isOneFile),
  }),
]);
const body = z.strictObject({ text: text(LIMITS.bodyCharacters) });
const footer = z.strictObject({ text: text(LIMITS.footerCharacters) });
const around = { header: z.optional(header), body, footer: z.optional(footer) };
const textHeader = z.strictObject({ type: z.literal('text'), text: text(LIMITS.headerCharacters) });

const buttons = z.strictObject({
  type: z.literal('button'),
  ...around,
  action: z.strictObject({
    buttons: z
      .array(
        z.strictObject({
          type: z.literal('reply'),
          reply: z.strictObject({
            id: text(LIMITS.buttonIdCharacters),
            title: text(LIMITS.buttonTitleCharacters),
          }),
        }),
      )
      .check(
        z.minLength(1),
        z.maxLength(LIMITS.replyButtons),
        z.refine(
          (list) => hasNoRepeats(list.map(({ reply }) => reply.id)),
          'Every button needs an id of its own.',
        ),
        z.refine(
          (list) => hasNoRepeats(list.map(({ reply }) => reply.title)),
          'Every button needs a title of its own.',
        ),
      ),
  }),
});

const list = z.strictObject({
  type: z.literal('list'),
  header: z.optional(textHeader),
  body: z.strictObject({ text: text(LIMITS.listBodyCharacters) }),
  footer: z.optional(footer),
  action: z.strictObject({
    button: text(LIMITS.listButtonCharacters),
    sections: z
      .array(
        z.strictObject({
          title: z.optional(text(LIMITS.listSectionTitleCharacters)),
          rows: z
            .array(
              z.strictObject({
                id: text(LIMITS.listRowIdCharacters),
                title: text(LIMITS.listRowTitleCharacters),
                description: z.optional(text(LIMITS.listRowDescriptionCharacters)),
              }),
            )
            .check(z.minLength(1), z.maxLength(LIMITS.listRows)),
        }),
      )
      .check(
        z.minLength(1),
        z.maxLength(LIMITS.listSections),
        z.refine(
          (sections) => sections.flatMap(({ rows }) => rows).length <= LIMITS.listRows,
          `At most ${LIMITS.listRows} rows in all sections together.`,
        ),
        z.refine(
          (sections) => hasNoRepeats(sections.flatMap(({ rows }) => rows.map((row) => row.id))),
          'Every row needs an id of its own.',
        ),
        z.refine(
          (sections) => sections.length === 1 || sections.every(({ title }) => title !== undefined),
          'With several sections, each needs a title.',
        ),
      ),
  }),
});

const callToAction = z.strictObject({
  type: z.literal('cta_url'),
  ...around,
  action: z.strictObject({
    name: z.literal('cta_url'),
    parameters: z.strictObject({ display_text: text(LIMITS.callToActionCharacters), url: httpsUrl }),
  }),
});

const locationRequest = z.strictObject({
  type: z.literal('location_request_message'),
  body,
  action: z.strictObject({ name: z.literal('send_location') }),
});

const json = z.record(z.string().check(z.maxLength(256)), z.unknown());

const flow = z.strictObject({
  type: z.literal('flow'),
  ...around,
  action: z.strictObject({
    name: z.literal('flow'),
    parameters: z
      .strictObject({
        flow_message_version: z.literal('3'),
        flow_id: z.optional(id),
        flow_name: z.optional(text(200)),
        flow_cta: text(LIMITS.callToActionCharacters),
        flow_token: z.optional(text(200)),
        flow_action: z.optional(z.enum(['navigate', 'data_exchange'])),
        flow_action_payload: z.optional(json),
        mode: z.optional(z.enum(['draft', 'published'])),
      })
      .check(
        z.refine(
          (parameters) => (parameters.flow_id === undefined) !== (parameters.flow_name === undefined),
          'Name the flow by its id or by its name.',
        ),
      ),
  }),
});

const product = z.strictObject({
  type: z.literal('product'),
  body: z.optional(body),
  footer: z.optional(footer),
  action: z.strictObject({ catalog_id: id, product_retailer_id: text(100) }),
});

const productList = z.strictObject({
  type: z.literal('product_list'),
  header: textHeader,
  body,
  footer: z.optional(footer),
  action: z.strictObject({
    catalog_id: id,
    sections: z
      .array(
        z.strictObject({
          title: text(LIMITS.listSectionTitleCharacters),
          product_items: z
            .array(z.strictObject({ product_retailer_id: text(100) }))
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
      ),
  }),
});

const catalog = z.strictObject({
  type: z.literal('catalog_message'),
  body,
  footer: z.optional(footer),
  action: z.strictObject({
    name: z.literal('catalog_message'),
    parameters: z.optional(z.strictObject({ thumbnail_product_retailer_id: text(100) })),
  }),
});

const contactRequest = z.strictObject({
  type: z.literal('contact_request'),
  body,
  action: z.strictObject({ name: z.literal('request_contact_info') }),
});

const callPermission = z.strictObject({
  type: z.literal('call_permission_request'),
  body: z.optional(body),
  action: z.strictObject({ name: z.literal('call_permission_request') }),
});

/** Only where Meta knows how addresses are written. */
const address = z.strictObject({
  type: z.literal('address_message'),
  ...around,
  action: z.strictObject({
    name: z.literal('address_message'),
    parameters: z.strictObject({ country: z.enum(['IN', 'SG']), values: z.optional(json) }),
  }),
});

/** Meta's own shape, checked as Meta checks it. */
export const interactive = z.discriminatedUnion('type', [
  buttons,
  list,
  callToAction,
  locationRequest,
  flow,
  product,
  productList,
  catalog,
  contactRequest,
  callPermission,
  address,
  carousel,
]);
export type Interactive = z.infer<typeof interactive>;

const location = z.strictObject({
  latitude: z.number().check(z.minimum(-90), z.maximum(90)),
  longitude: z.number().check(z.minimum(-180), z.maximum(180)),
  name: z.optional(text(1_000)),
  address: z.optional(text(1_000)),
});

const word = z.optional(z.string().check(z.maxLength(200)));
const contactCard = z.strictObject({
  name: z.strictObject({
    formatted_name: text(200),
    first_name: word,
    last_name: word,
    middle_name: word,
    suffix: word,
    prefix: word,
  }),
  phones: z.optional(
    z.array(z.strictObject({ phone: word, wa_id: word, type: word })).check(z.maxLength(20)),
  ),
  emails: z.optional(z.array(z.strictObject({ email: word, type: word })).check(z.maxLength(20))),
  addresses: z.optional(
    z
      .array(
        z.strictObject({
          street: word,
          city: word,
          state: word,
          zip: word,
          country: word,
          country_code: word,
          type: word,
        }),
      )
      .check(z.maxLength(20)),
  ),
  urls: z.optional(z.array(z.strictObject({ url: word, type: word })).check(z.maxLength(20))),
  org: z.optional(z.strictObject({ company: word, department: word, title: word })),
  birthday: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))),
});

/** What goes into a template's places. Meta's own shape; whether it fits the template is checked against it. */
export const templateMessage = z.strictObject({
  name: z.string().check(z.regex(/^[a-z0-9_]{1,512}$/)),
  language: z.strictObject({ code: z.string().check(z.regex(/^[a-z]{2,3}(_[A-Z]{2})?$/)) }),
  components: z.optional(z.array(json).check(z.maxLength(20))),
});
export type TemplateMessage = z.infer<typeof templateMessage>;

/** The message that is answered; of the same conversation. */
const replyTo = { replyTo: z.optional(messageId) };

/** Everything that can be sent. Inside `type` it is Meta's own shape. */
export const outboundContent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: text(LIMITS.textCharacters), ...replyTo }),
  z.strictObject({
    type: z.literal('image'),
    image: z.strictObject({ ...file, caption }).check(isOneFile),
    ...replyTo,
  }),
  z.strictObject({
    type: z.literal('video'),
    video: z.strictObject({ ...file, caption }).check(isOneFile),
    ...replyTo,
  }),
  z.strictObject({
    type: z.literal('audio'),
    audio: z.strictObject({ ...file, voice: z.optional(z.boolean()) }).check(isOneFile),
    ...replyTo,
  }),
  z.strictObject({
    type: z.literal('document'),
    document: z
      .strictObject({ ...file, caption, filename: z.optional(text(LIMITS.filenameCharacters)) })
      .check(isOneFile),
    ...replyTo,
  }),
  z.strictObject({ type: z.literal('sticker'), sticker: z.strictObject(file).check(isOneFile), ...replyTo }),
  z.strictObject({ type: z.literal('location'), location, ...replyTo }),
  z.strictObject({
    type: z.literal('contacts'),
    contacts: z.array(contactCard).check(z.minLength(1), z.maxLength(LIMITS.contacts)),
    ...replyTo,
  }),
  z.strictObject({
    type: z.literal('reaction'),
    /** An empty emoji takes the reaction back. */
    reaction: z.strictObject({ messageId, emoji: z.string().check(z.maxLength(32)) }),
  }),
  z.strictObject({ type: z.literal('interactive'), interactive, ...replyTo }),
  z.strictObject({ type: z.literal('template'), template: templateMessage }),
]);
export type OutboundContent = z.infer<typeof outboundContent>;
