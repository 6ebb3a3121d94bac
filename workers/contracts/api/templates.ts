import * as z from 'zod/mini';
import { channelId, timeMs, uploadId } from '../ids.ts';
import { TEMPLATE_LIMITS as LIMITS } from '../template-limits.ts';
import { MAX_PAGE_ROWS } from './list.ts';

export const TEMPLATE_CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
export const PARAMETER_FORMATS = ['POSITIONAL', 'NAMED'] as const;
export const HEADER_FORMATS = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'] as const;
/** How a sign-in code gets from the message into an app: copied, by one tap, or by itself. */
export const CODE_DELIVERIES = ['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'] as const;
export type CodeDelivery = (typeof CODE_DELIVERIES)[number];
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];
export type ParameterFormat = (typeof PARAMETER_FORMATS)[number];
export type HeaderFormat = (typeof HEADER_FORMATS)[number];

/** Meta's id of one language variant. */
export const templateId = z.string().check(z.regex(/^\w{1,64}$/));

/**
 * Bounds only: what is too long for Meta but fits here is answered by the rules, which know the field. Half a
 * surrogate pair and NUL are no text.
 */
const text = (characters: number) =>
  z.string().check(
    z.maxLength(characters * 2),
    z.refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'This is no readable text.'),
  );
const sample = text(LIMITS.sampleCharacters);
const namedSample = z.strictObject({ param_name: text(LIMITS.variableCharacters), example: sample });

const header = z.strictObject({
  type: z.literal('HEADER'),
  format: z.enum(HEADER_FORMATS),
  text: z.optional(text(LIMITS.headerCharacters)),
  example: z.optional(
    z.strictObject({
      header_text: z.optional(z.array(sample).check(z.maxLength(10))),
      header_text_named_params: z.optional(z.array(namedSample).check(z.maxLength(10))),
      /** Of a file uploaded at Meta (resumable upload). */
      header_handle: z.optional(z.array(text(4_096)).check(z.maxLength(1))),
    }),
  ),
});

const body = z.strictObject({
  type: z.literal('BODY'),
  text: z.optional(text(LIMITS.bodyCharacters)),
  example: z.optional(
    z.strictObject({
      body_text: z.optional(z.array(z.array(sample).check(z.maxLength(300))).check(z.maxLength(1))),
      body_text_named_params: z.optional(z.array(namedSample).check(z.maxLength(300))),
    }),
  ),
  /** Authentication only: Meta writes the text itself. */
  add_security_recommendation: z.optional(z.boolean()),
});

const footer = z.strictObject({
  type: z.literal('FOOTER'),
  text: z.optional(text(LIMITS.footerCharacters)),
  /** Authentication only. */
  code_expiration_minutes: z.optional(z.int()),
});

const title = text(LIMITS.buttonCharacters);
/** An Android app that may get a code, by its package and the hash of the key that it is signed with. */
const codeApp = z.strictObject({
  package_name: text(LIMITS.packageCharacters),
  signature_hash: text(LIMITS.signatureCharacters),
});
const button = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('QUICK_REPLY'), text: title }),
  z.strictObject({
    type: z.literal('URL'),
    text: title,
    url: text(LIMITS.urlCharacters),
    example: z.optional(z.array(text(LIMITS.urlCharacters)).check(z.maxLength(1))),
  }),
  z.strictObject({
    type: z.literal('PHONE_NUMBER'),
    text: title,
    phone_number: text(LIMITS.phoneCharacters),
  }),
  z.strictObject({
    type: z.literal('COPY_CODE'),
    text: z.optional(title),
    /** Meta takes a text and gives back a list. */
    example: z.union([sample, z.array(sample).check(z.maxLength(1))]),
  }),
  z.strictObject({
    type: z.literal('OTP'),
    otp_type: z.enum(CODE_DELIVERIES),
    text: z.optional(title),
    /** What the button says where the code can be handed to the app; Meta writes it where it is left out. */
    autofill_text: z.optional(title),
    /** That whoever gets a code without a tap was told so: Meta wants it accepted. */
    zero_tap_terms_accepted: z.optional(z.boolean()),
    supported_apps: z.optional(z.array(codeApp).check(z.maxLength(LIMITS.codeApps * 2))),
  }),
  z.strictObject({
    type: z.literal('FLOW'),
    text: title,
    flow_id: z.string().check(z.regex(/^\w{1,64}$/)),
    flow_action: z.optional(z.enum(['navigate', 'data_exchange'])),
    navigate_screen: z.optional(text(200)),
  }),
  z.strictObject({ type: z.literal('CATALOG'), text: title }),
]);
export type TemplateButton = z.infer<typeof button>;

const buttons = z.strictObject({
  type: z.literal('BUTTONS'),
  buttons: z.array(button).check(z.minLength(1), z.maxLength(LIMITS.buttons * 2)),
});

const limitedTimeOffer = z.strictObject({
  type: z.literal('LIMITED_TIME_OFFER'),
  limited_time_offer: z.strictObject({
    text: text(LIMITS.offerCharacters),
    /** Whether the message counts down to an end, which is given when it is sent. */
    has_expiration: z.optional(z.boolean()),
  }),
});

const carousel = z.strictObject({
  type: z.literal('CAROUSEL'),
  cards: z
    .array(
      z.strictObject({
        components: z
          .array(z.discriminatedUnion('type', [header, body, buttons]))
          .check(z.minLength(1), z.maxLength(6)),
      }),
    )
    .check(z.maxLength(LIMITS.carouselCards * 2)),
});

/** Asks whether the company may call. */
const callPermission = z.strictObject({ type: z.literal('CALL_PERMISSION_REQUEST') });

/** A part of a template that Recado writes, in Meta's own shape. */
export const writtenComponent = z.discriminatedUnion('type', [
  header,
  body,
  footer,
  buttons,
  limitedTimeOffer,
  carousel,
  callPermission,
]);
export type WrittenComponent = z.infer<typeof writtenComponent>;
const writtenComponents = z.array(writtenComponent).check(z.minLength(1), z.maxLength(8));

/** A part of a template as Meta gives it: it knows more kinds than can be written here. */
export const templateComponent = z.looseObject({ type: z.string() });
export type TemplateComponent = z.infer<typeof templateComponent>;

export const template = z.object({
  id: templateId,
  wabaId: z.string(),
  name: z.string(),
  language: z.string(),
  /** Meta's words: APPROVED, PENDING, REJECTED, PAUSED, DISABLED, … */
  status: z.string(),
  /** Meta's word for why it was rejected, paused or disabled, for example `INVALID_FORMAT`. */
  statusReason: z.nullable(z.string()),
  /** The same as Meta's sentence, where it gave one. */
  statusDetail: z.nullable(z.string()),
  category: z.string(),
  /** What Meta will make of the category by itself, and when. */
  nextCategory: z.nullable(z.string()),
  nextCategoryAtMs: z.nullable(timeMs),
  /** GREEN, YELLOW, RED or UNKNOWN. */
  quality: z.string(),
  parameterFormat: z.enum(PARAMETER_FORMATS),
  components: z.array(templateComponent),
  /** Whether Meta lets it be edited as it stands. */
  canEdit: z.boolean(),
});
export type Template = z.infer<typeof template>;

/** Ordered by account, name and language. */
export const templateList = z.object({
  items: z.array(template),
  nextCursor: z.nullable(z.string()),
  /** When all of it was last compared with Meta; null when a part of it never was. */
  syncedAtMs: z.nullable(timeMs),
});
export type TemplateList = z.infer<typeof templateList>;

export const templateQuery = z.strictObject({
  /** Only of this channel's account. */
  channelId: z.optional(channelId),
  status: z.optional(z.string().check(z.regex(/^[A-Z_]{1,32}$/))),
  /** Only what Meta lets be sent as it stands. */
  sendable: z.optional(z.literal('true')),
  category: z.optional(z.string().check(z.regex(/^[A-Z_]{1,32}$/))),
  /** As Meta writes it: `pt_BR`. */
  language: z.optional(z.string().check(z.regex(/^[A-Za-z_]{2,16}$/))),
  /** The whole name, for the languages of one template. */
  name: z.optional(z.string().check(z.maxLength(LIMITS.nameCharacters))),
  /** A part of the name, or of what the template says. */
  q: z.optional(z.string().check(z.trim(), z.maxLength(80))),
  /** Holds a name, which may be long. */
  cursor: z.optional(z.string().check(z.maxLength(700))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(MAX_PAGE_ROWS)), 50),
});
export type TemplateQuery = z.infer<typeof templateQuery>;

/** An upload that shows what a template's header will be like. */
export const templateSampleRequest = z.strictObject({ channelId, uploadId });
export type TemplateSampleRequest = z.infer<typeof templateSampleRequest>;
export const templateSample = z.object({ handle: z.string() });
export type TemplateSample = z.infer<typeof templateSample>;

export const syncTemplatesRequest = z.strictObject({ channelId });
export const templateSync = z.object({
  /** How many the account has. */
  total: z.int(),
  /** How many were new or different here. */
  changed: z.int(),
  /** How many Meta no longer has. */
  removed: z.int(),
  syncedAtMs: timeMs,
});
export type TemplateSync = z.infer<typeof templateSync>;

export const createTemplateRequest = z.strictObject({
  channelId,
  name: z.string().check(z.maxLength(LIMITS.nameCharacters * 2)),
  language: z.string().check(z.maxLength(16)),
  category: z.enum(TEMPLATE_CATEGORIES),
  parameterFormat: z._default(z.enum(PARAMETER_FORMATS), 'POSITIONAL'),
  components: writtenComponents,
});
export type CreateTemplateRequest = z.infer<typeof createTemplateRequest>;

export const editTemplateRequest = z.strictObject({
  /** Of an approved template Meta does not change it. */
  category: z.optional(z.enum(TEMPLATE_CATEGORIES)),
  components: writtenComponents,
});
export type EditTemplateRequest = z.infer<typeof editTemplateRequest>;

export const deleteTemplatesQuery = z.strictObject({
  channelId,
  name: z.string().check(z.minLength(1), z.maxLength(LIMITS.nameCharacters)),
});
