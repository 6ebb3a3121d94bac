/**
 * What Meta refuses beyond, in characters (Unicode code points) unless the name says otherwise. Checked before the
 * call, so that a person learns it at once. Source: Meta, Cloud API message types (interactive lists, reply buttons,
 * calls to action, media, contacts, templates), 2026-09.
 */
export const META_LIMITS = {
  textCharacters: 4_096,
  captionCharacters: 1_024,
  bodyCharacters: 1_024,
  /** Of a list message; Meta's own description and its OpenAPI file disagree (4096, 1024): the smaller is safe. */
  listBodyCharacters: 1_024,
  headerCharacters: 60,
  footerCharacters: 60,
  replyButtons: 3,
  buttonIdCharacters: 256,
  buttonTitleCharacters: 20,
  listButtonCharacters: 20,
  listSections: 10,
  listRows: 10,
  listRowIdCharacters: 200,
  listRowTitleCharacters: 24,
  listRowDescriptionCharacters: 72,
  listSectionTitleCharacters: 24,
  callToActionCharacters: 20,
  carouselCardsAtLeast: 2,
  carouselCards: 10,
  carouselCardBodyCharacters: 160,
  productItems: 30,
  productSections: 10,
  contacts: 257,
  filenameCharacters: 240,
  templateNameCharacters: 512,
  /** What fills one place; a body alone may have more by Meta's reference, its servers stop at the body's limit. */
  templateTextCharacters: 1_024,
  /** Places of a body. Ours: no body of 1,024 characters has more. */
  templateParameters: 200,
  /** Of one send: every kind once, and ten buttons. */
  templateComponents: 15,
  /** What a quick reply or a call button gives back. Source: Meta, calling API, call button messages. */
  templatePayloadCharacters: 512,
  /** Of one card of a template's carousel. Source: Meta, media card carousel templates. */
  carouselCardButtons: 2,
  /** Ours; Meta documents none. */
  flowTokenCharacters: 200,
  /** Ours; Meta documents none. */
  flowScreenCharacters: 200,
  /** How long a button that calls can be pressed, in minutes. Source: Meta, calling API, call button messages. */
  callButtonMinutes: 43_200,
  /** Orders. Source: Meta, payments API, order details and order status messages (2026-05). */
  orderReferenceCharacters: 35,
  orderItemNameCharacters: 60,
  orderDescriptionCharacters: 120,
  orderChargeDescriptionCharacters: 60,
  /** An amount is so many times the currency's unit. */
  orderAmountOffset: 100,
  /** Ours; Meta documents none. */
  orderItems: 100,
  productIdCharacters: 100,
  /** A message older than this can be neither reacted to nor marked as read, in days. */
  reactionDays: 30,
} as const;

const KILOBYTE = 1_024;
const MEGABYTE = 1_024 * KILOBYTE;

/**
 * What can be sent as which kind of file, and how large, in bytes. Checked when it is uploaded, by what the bytes are.
 * Source: Meta, Cloud API media reference, supported media types, 2026-09.
 */
export const SENDABLE_MEDIA = {
  image: { maxBytes: 5 * MEGABYTE, mimeTypes: ['image/jpeg', 'image/png'] },
  video: { maxBytes: 16 * MEGABYTE, mimeTypes: ['video/mp4', 'video/3gpp'] },
  audio: {
    maxBytes: 16 * MEGABYTE,
    mimeTypes: ['audio/ogg', 'audio/mp4', 'audio/mpeg', 'audio/aac', 'audio/amr'],
  },
  document: {
    maxBytes: 100 * MEGABYTE,
    mimeTypes: [
      'application/pdf',
      'text/plain',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      // Sent as a document, the same bytes arrive unchanged.
      'image/jpeg',
      'image/png',
      'video/mp4',
      'video/3gpp',
      'audio/ogg',
      'audio/mp4',
      'audio/mpeg',
      'audio/aac',
      'audio/amr',
    ],
  },
  sticker: { maxBytes: 500 * KILOBYTE, mimeTypes: ['image/webp'] },
} as const;
/** A sticker that does not move is smaller, in bytes. The same source. */
export const STILL_STICKER_MAX_BYTES = 100 * KILOBYTE;

/**
 * The largest file that is fetched of a customer's message, in bytes. Meta takes 100 MB from customers (error 131052
 * beyond). Images and stickers are held in memory to take the location out, so their limit is ours: WhatsApp itself
 * sends images of far less.
 */
export const RECEIVED_MEDIA_MAX_BYTES = {
  image: 10 * MEGABYTE,
  sticker: 2 * MEGABYTE,
  video: 100 * MEGABYTE,
  audio: 100 * MEGABYTE,
  document: 100 * MEGABYTE,
} as const;

/** Addresses that a company tells of events. Ours: each costs a row per event. */
export const MAX_WEBHOOKS_PER_COMPANY = 20;
/** The longest address of a webhook, in characters. Ours: what browsers and proxies are sure to take. */
export const MAX_WEBHOOK_URL_CHARACTERS = 2_000;

/** Shops and forms that post events to a company. Ours. */
export const MAX_EVENT_SOURCES_PER_COMPANY = 20;
/** The largest event that is taken, in bytes. Ours: shops post a few kilobytes. */
export const MAX_INCOMING_EVENT_BYTES = 128 * KILOBYTE;
/** Templates that a source sends, one per type of event. Ours. */
export const MAX_EVENT_ACTIONS = 50;
/** The longest text that stands in for a missing value, in characters. Ours. */
export const MAX_EVENT_FALLBACK_CHARACTERS = 200;
