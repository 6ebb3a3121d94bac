import type { NumberHealth } from './number-health.ts';

export type JsonObject = { [key: string]: unknown };

export type CallbackOverride = { callbackUrl: string; verifyToken: string };

/** A WhatsApp business number as its owner set it up at Meta. */
export type BusinessNumber = {
  phoneNumberId: string;
  wabaId: string;
  displayPhoneNumber: string;
  verifiedName: string;
  accessToken: string;
  appId: string;
  appSecret: string;
  /** Null: the app has no webhook configured, updates are dropped as Meta drops them. */
  callbackUrl: string | null;
  verifyToken: string;
  /** POST /{waba}/subscribed_apps sets it; without it no webhooks are sent. */
  isSubscribed: boolean;
  isRegistered: boolean;
  /** What the business set for its account or this number instead of the app's callback. */
  accountOverride?: CallbackOverride | null;
  numberOverride?: CallbackOverride | null;
  /** The PIN of two-step verification; set by the first registration. */
  pin?: string;
  registerAttemptsMs?: number[];
  /** When the phone app's owner let the API in; null: a moment ago. */
  onboardedAtMs?: number | null;
  /** Synchronizations of the phone app that were asked for: each is given once. */
  askedSyncs?: string[];
  /** Where it is not in the best of health. */
  health?: Partial<NumberHealth>;
};

export type Customer = {
  id: string;
  name: string;
  /** Digits with country code. */
  phone: string;
  /** Business-scoped user id. */
  userId: string;
  username: string | null;
  /** True once the user adopted a username: webhooks then omit the number. */
  isPhoneHidden: boolean;
  /** The user id within a group of portfolios; most businesses have none. */
  parentUserId?: string | null;
  /** Numbers whose marketing this customer has stopped. */
  stoppedMarketingOf?: string[];
  /** Numbers whose thread with this customer another app has: messages go there, and to the business as standby. */
  handedOverBy?: string[];
};

/** A group that the business made; its messages are one thread, whose author varies. */
export type Group = {
  id: string;
  phoneNumberId: string;
  subject: string;
  description: string;
  /** Absent in groups of before it could be. */
  isSuspended?: boolean;
  memberIds: string[];
};

export type SentStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'played' | 'failed';
export type WrittenStatus = 'sending' | 'accepted' | 'read' | 'undelivered';

export type MessageStatus = SentStatus | WrittenStatus;

export type StatusChange = { status: string; atMs: number; error?: { code: number; details?: string } };

/** One bubble of a thread between a customer and a business number. */
export type Message = {
  id: string;
  /** Position in the simulator, rising with every message. */
  seq: number;
  /** The author, or who is written to; the group itself where the business writes to one. */
  customerId: string;
  /** The thread is this group's, not the author's own. */
  groupId?: string;
  /** Written with the business's phone app, beside the API. */
  isFromPhoneApp?: boolean;
  phoneNumberId: string;
  direction: 'from-customer' | 'from-business';
  type: string;
  /** What Meta's message object carries under the key of its type. */
  content: unknown;
  /** Id of the message that this one answers. */
  replyTo: string | null;
  isForwarded: boolean;
  atMs: number;
  status: MessageStatus;
  statusHistory: StatusChange[];
  callbackData: string | null;
  /** What the phone shows of a template: its text with the variables filled in. */
  rendered: RenderedTemplate | null;
  pricingCategory: string | null;
  hasPricingBeenReported: boolean;
  /** The error that it is going to fail with, although it was accepted. */
  failure: { code: number; details?: string; after?: 'accepted' | 'sent' | 'delivered' } | null;
  /** Deleted for everyone by the customer. */
  isRevoked: boolean;
};

export type RenderedTemplate = {
  header: string | null;
  headerMedia: string | null;
  body: string;
  footer: string | null;
  buttons: { type: string; text: string; payload: string | null }[];
  /** Of a carousel. */
  cards?: RenderedTemplate[];
  /** Of a limited-time offer. */
  offer?: { text: string; endsAtMs: number | null };
};

export type Media = {
  id: string;
  phoneNumberId: string;
  mimeType: string;
  sha256Hex: string;
  sizeBytes: number;
  filename: string | null;
  origin: 'uploaded' | 'received';
  createdAtMs: number;
};

export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED';

export type Template = {
  id: string;
  wabaId: string;
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  status: TemplateStatus;
  parameterFormat: 'POSITIONAL' | 'NAMED';
  components: JsonObject[];
  rejectedReason: string;
  qualityScore: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
};

export type DeliveryAttempt = {
  atMs: number;
  latencyMs: number;
  status: number | null;
  error: string | null;
};

export type DeliveryState = 'waiting' | 'delivered' | 'given-up' | 'held' | 'lost';

/** One webhook POST with everything that happened to it. */
export type Delivery = {
  seq: number;
  url: string;
  phoneNumberId: string;
  createdAtMs: number;
  body: string;
  sizeBytes: number;
  signature: string | null;
  updates: number;
  /** Readable: "message text", "status read", "message_template_status_update". */
  summary: string;
  /** Messages written by customers that this POST carries: they get their tick when it is accepted. */
  messageIds: string[];
  state: DeliveryState;
  attempts: DeliveryAttempt[];
};

/** One call to the Graph API as the simulator saw and answered it. */
export type GraphCall = {
  seq: number;
  atMs: number;
  method: string;
  path: string;
  requestBody: string;
  /** Null: no answer was given. */
  status: number | null;
  responseBody: string;
  latencyMs: number;
  faults: string[];
};
