const MEGABYTE = 1024 * 1024;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Lengths are characters unless the name says otherwise. Sources: Meta's reference page of each message type. */
export const limits = {
  // Sending messages: text, media, contacts, callback data (messages reference)
  textBody: 4096,
  mediaCaption: 1024,
  contactsPerMessage: 257,
  callbackData: 512,
  wamid: 128,

  // Interactive messages: reply buttons, lists, call-to-action, carousel references
  interactiveHeaderText: 60,
  interactiveBody: 1024,
  interactiveFooter: 60,
  replyButtons: 3,
  replyButtonId: 256,
  replyButtonTitle: 20,
  // The list page says 4096, the OpenAPI document 1024; the page is what the service was seen to follow.
  listBody: 4096,
  listButton: 20,
  listSections: 10,
  listRowsTotal: 10,
  listRowId: 200,
  listRowTitle: 24,
  listRowDescription: 72,
  listSectionTitle: 24,
  ctaUrlText: 20,
  flowCallToAction: 20,
  carouselCardsMin: 2,
  carouselCardsMax: 10,
  carouselCardBody: 160,
  productSections: 10,
  productItems: 30,

  productId: 100,
  callButtonMinutes: 43_200,
  callButtonPayload: 512,

  // Orders (payments pages: order details, order status)
  orderReference: 35,
  orderItemName: 60,
  orderDescription: 120,
  orderCharge: 60,
  orderAmountOffset: 100,

  // Templates: components and buttons (template management page)
  templateName: 512,
  templateBody: 1024,
  templateHeaderText: 60,
  templateFooter: 60,
  templateButtons: 10,
  templateUrlButtons: 2,
  templatePhoneButtons: 1,
  templateCopyCodeButtons: 1,
  templateButtonText: 25,
  templateCopyCode: 15,
  templateParameterText: 1024,
  // What WhatsApp Manager allows; the page names no number for forms.
  templateFlowButtons: 1,

  // Media card carousel templates page
  templateCardBody: 160,
  templateCardButtons: 2,
  // Limited-time offer templates page
  templateOfferText: 16,
  templateOfferBody: 600,
  // Copy-code, one-tap and zero-tap authentication templates pages
  codeMinutesMin: 1,
  codeMinutesMax: 90,
  codeApps: 5,
  appPackage: 224,
  appSignature: 11,

  // Windows and ages (pricing, media, mark-as-read and reaction pages)
  customerServiceWindowMs: 24 * HOUR_MS,
  reactionTargetAgeMs: 30 * DAY_MS,
  readTargetAgeMs: 30 * DAY_MS,
  typingIndicatorMs: 25 * SECOND_MS,
  mediaUrlMs: 5 * MINUTE_MS,
  uploadedMediaMs: 30 * DAY_MS,
  receivedMediaMs: 7 * DAY_MS,
  registerWindowMs: 72 * HOUR_MS,
  registersPerWindow: 10,
  pinGuesses: 5,
  uploadSessionBytes: 100 * MEGABYTE,
  signupCodeMs: 30 * SECOND_MS,
  /** History names older files without giving them. */
  historyMediaMs: 14 * DAY_MS,
  historyDays: 180,
  firstSyncMs: 24 * HOUR_MS,

  // Pacing (throughput and overview pages)
  messagesPerSecond: 80,
  pairIntervalMs: 6 * SECOND_MS,
  pairBurst: 45,

  // Webhooks ("Create a webhook endpoint" and webhooks overview)
  webhookUpdatesPerPost: 1000,
  webhookPostBytes: 3 * MEGABYTE,
} as const;

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

type MediaRule = { mimeTypes: readonly string[]; maxBytes: number };

/** Supported types and sizes of the media reference. */
export const mediaRules: Record<MediaKind, MediaRule> = {
  audio: {
    mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
    maxBytes: 16 * MEGABYTE,
  },
  document: {
    mimeTypes: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    maxBytes: 100 * MEGABYTE,
  },
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MEGABYTE },
  // 500 KB is the animated limit; 100 KB holds for static ones, which the bytes alone do not tell apart here.
  sticker: { mimeTypes: ['image/webp'], maxBytes: 500 * 1024 },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MEGABYTE },
};

export const INBOUND_MEDIA_MAX_BYTES = 100 * MEGABYTE;
