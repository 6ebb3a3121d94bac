import { z } from 'zod';

/** When a fault strikes: at every chance, or for `count` chances, each with `probability`. */
const switchFields = {
  count: z.int().min(1).max(100_000).nullable().default(null),
  probability: z.number().gt(0).max(1).default(1),
};

const aboutNumber = { phoneNumberId: z.string().min(1).max(64).optional() };

/** Whom and what it strikes; all where nothing is said. */
const aboutMessage = {
  ...aboutNumber,
  /** A customer's id, phone number or user id, or a group's id. */
  customer: z.string().min(1).max(200).optional(),
  /** Type of a message or kind of a file: text, template, image, … */
  type: z.string().min(1).max(40).optional(),
};

/** Which Graph calls a fault of the API strikes. */
const apiFields = {
  ...switchFields,
  ...aboutMessage,
  on: z.enum(['messages', 'media', 'templates', 'account', 'any']).default('messages'),
};

const mediaFields = {
  ...switchFields,
  ...aboutNumber,
  /** Kind of the file: image, video, audio, document, sticker. */
  type: aboutMessage.type,
};

const metaErrorCode = z.int().min(0).max(10_000_000);
const delayMs = z.int().min(1).max(600_000).default(3000);
const details = z.string().max(1000).optional();

export const faultSchemas = {
  slow: z.strictObject({ ...apiFields, delayMs }),
  'rate-limited': z.strictObject(apiFields),
  'server-error': z.strictObject({ ...apiFields, body: z.enum(['json', 'empty']).default('json') }),
  'accept-then-hang': z.strictObject(apiFields),
  'accept-then-cut': z.strictObject(apiFields),
  reset: z.strictObject(apiFields),
  'accept-without-id': z.strictObject({ ...switchFields, ...aboutMessage }),
  refuse: z.strictObject({ ...apiFields, code: metaErrorCode.default(131000), details }),
  'fail-later': z.strictObject({
    ...switchFields,
    ...aboutMessage,
    code: metaErrorCode.default(131026),
    details,
    /** The last status before it fails. */
    after: z.enum(['accepted', 'sent', 'delivered']).default('accepted'),
  }),
  'hold-template': z.strictObject({
    ...switchFields,
    ...aboutNumber,
    customer: aboutMessage.customer,
    /** What the answer says of it. */
    answer: z.enum(['held_for_quality_assessment', 'paused']).default('held_for_quality_assessment'),
    /** How long it is held, and whether it goes out then or fails with 132015. */
    delayMs: z.int().min(1).max(3_600_000).default(60_000),
    ends: z.enum(['sent', 'dropped']).default('sent'),
  }),
  'media-gone': z.strictObject(mediaFields),
  'media-url-expired': z.strictObject(mediaFields),
  'media-slow': z.strictObject({ ...mediaFields, delayMs }),
  'media-error': z.strictObject({ ...mediaFields, status: z.int().min(400).max(599).default(500) }),
  'media-cut': z.strictObject(mediaFields),
  'media-wrong-bytes': z.strictObject(mediaFields),
  'media-larger': z.strictObject({
    ...mediaFields,
    extraBytes: z
      .int()
      .min(1)
      .max(200 * 1024 * 1024)
      .default(1024),
    /** Without a content-length nobody sees it coming. */
    isLengthHidden: z.boolean().default(false),
  }),
  'media-wrong-type': z.strictObject({
    ...mediaFields,
    contentType: z.string().min(1).max(200).default('text/html'),
  }),
  'media-redirect': z.strictObject({
    ...mediaFields,
    location: z.url({ protocol: /^https?$/ }).default('https://elsewhere.example/file'),
  }),
  'duplicate-webhooks': z.strictObject({ ...switchFields, times: z.int().min(2).max(20).default(2) }),
  'shuffle-webhooks': z.strictObject(switchFields),
  'hold-webhooks': z.strictObject(switchFields),
  'lose-webhooks': z.strictObject(switchFields),
  'bad-signature': z.strictObject(switchFields),
} as const;

export type FaultKind = keyof typeof faultSchemas;

export type FaultOf<Kind extends FaultKind> = z.infer<(typeof faultSchemas)[Kind]>;

export const faultKinds = Object.keys(faultSchemas).filter(isFaultKind);

export function isFaultKind(name: string): name is FaultKind {
  return Object.hasOwn(faultSchemas, name);
}

/** Several faults of one kind stand beside each other under labels: `refuse`, `refuse.ana`, `refuse.second`. */
export function kindOfName(name: string): FaultKind | undefined {
  const kind = /^([a-z-]+)(?:\.[A-Za-z0-9_-]{1,60})?$/.exec(name)?.[1];
  return kind !== undefined && isFaultKind(kind) ? kind : undefined;
}
