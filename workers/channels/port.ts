import type { AlertSeverity } from '../contracts/api/alerts.ts';
import type { ChannelFact } from '../contracts/api/channels.ts';
import type { StopScope } from '../contracts/api/breaker.ts';
import type { Referral } from '../contracts/api/conversations.ts';
import type { MediaKind } from '../contracts/api/media.ts';
import type {
  MESSAGE_ORIGINS,
  MessageError,
  MessagePricing,
  MessageStatus,
} from '../contracts/api/messages.ts';
import type { OutboundContent } from '../contracts/api/outbound.ts';
import type { ParameterFormat, TemplateComponent, WrittenComponent } from '../contracts/api/templates.ts';
import type { WrittenTemplate } from '../contracts/template-rules.ts';
import type { TroubleKind } from '../contracts/troubles.ts';

/** Who a WhatsApp user is, as far as the provider says. At least one of `phone` and `userId` is there. */
export interface Sender {
  /** Digits with country code, no plus sign. */
  phone: string | null;
  userId: string | null;
  /** The user id of the parent business portfolio. */
  parentUserId: string | null;
  /** For showing only: people change it. */
  username: string | null;
  profileName: string | null;
}

/** A file that the provider holds for us. Source: Meta, media messages. */
export interface InboundMedia {
  kind: MediaKind;
  /** Null when the provider could not take the file itself. */
  providerId: string | null;
  mimeType: string | null;
  /** As the provider spells it: base64, in imports of old messages hex. */
  sha256: string | null;
  filename: string | null;
  voice: boolean;
  animated: boolean;
}

/** What a message does to an earlier one, which it names by the provider's id. */
export type Amendment =
  /** Without emoji the reaction is taken back. */
  | { kind: 'reaction'; targetExternalId: string; emoji: string | null }
  | { kind: 'edit'; targetExternalId: string; type: string; text: string | null; content: string | null }
  | { kind: 'revoke'; targetExternalId: string };

/** A message of a thread that Recado did not send: a customer's, or one of the company's own phone app. */
export interface InboundMessage {
  kind: 'message';
  phoneNumberId: string;
  externalId: string;
  /** `outbound`: the company wrote it somewhere else. */
  direction: 'inbound' | 'outbound';
  origin: (typeof MESSAGE_ORIGINS)[number] | null;
  /** The customer: who wrote it, or to whom the company wrote. In a group, the member who wrote. */
  sender: Sender;
  /** Null outside groups. */
  groupId: string | null;
  /** Meta's word. */
  type: string;
  /** What a person reads, or null. */
  text: string | null;
  /** The type's own content as JSON text; null where there is none or it is too large to keep in the row. */
  content: string | null;
  media: InboundMedia | null;
  /** Null for messages that stand for themselves. */
  amends: Amendment | null;
  /** The message that this one answers. */
  answersExternalId: string | null;
  referral: Referral | null;
  error: MessageError | null;
  /** How far an outbound one has come, where the provider says so (imports of old messages). */
  status: Extract<MessageStatus, 'sent' | 'delivered' | 'read' | 'played' | 'failed'> | null;
  sentAtMs: number;
}

/** News of a voice call: each call comes in several. */
export interface CallUpdate {
  kind: 'call';
  phoneNumberId: string;
  externalId: string;
  direction: 'inbound' | 'outbound';
  /** The customer, on whichever side. */
  person: Sender;
  event: 'created' | 'ringing' | 'connected' | 'accepted' | 'rejected' | 'ended';
  /** Only when it ended: whether anybody talked. */
  outcome: 'answered' | 'missed' | 'rejected' | 'failed' | null;
  durationSeconds: number | null;
  atMs: number;
}

/** The provider says that a person is now known by something else. */
export interface IdentityChange {
  kind: 'identity';
  phoneNumberId: string;
  before: Pick<Sender, 'phone' | 'userId' | 'parentUserId'>;
  after: Pick<Sender, 'phone' | 'userId' | 'parentUserId'>;
  atMs: number;
}

/** A person stops or resumes marketing messages from the company. */
export interface MarketingPreference {
  kind: 'preference';
  phoneNumberId: string;
  person: Sender;
  wantsMarketing: boolean;
  atMs: number;
}

/** The address book of the company's phone app says who somebody is. */
export interface AddressBookEntry {
  kind: 'address_book';
  phoneNumberId: string;
  person: Sender;
  /** Null when the entry was removed. */
  name: string | null;
  atMs: number;
}

/** Another app of the company took the thread with a person, or gave it back. */
export interface HandoverChange {
  kind: 'handover';
  phoneNumberId: string;
  person: Sender;
  /** Null when the thread is ours again. */
  takenBy: { app: string | null } | null;
  atMs: number;
}

/** What a group is called now. */
export interface GroupChange {
  kind: 'group';
  phoneNumberId: string;
  groupId: string;
  /** Null where the news does not say. */
  subject: string | null;
  atMs: number;
}

/** What became of a message that was sent. */
export interface StatusUpdate {
  kind: 'status';
  phoneNumberId: string;
  externalId: string;
  status: Extract<MessageStatus, 'sent' | 'delivered' | 'read' | 'played' | 'failed'>;
  atMs: number;
  error: MessageError | null;
  pricing: MessagePricing | null;
  /** The message that our own callback data names; null when the provider gave none of ours. */
  ours: { conversationId: string; messageId: string } | null;
  /** Tells the copies of one group status apart. */
  participant: string | null;
  payload: string | null;
}

/** Something about the account or the number, or something that Recado does not know. */
export interface ChannelNotice {
  kind: 'notice';
  /** By which channels it concerns: the number's, or all of the WABA's when no number is named. */
  phoneNumberId: string | null;
  wabaId: string;
  eventKind: 'account' | 'unknown' | 'status';
  field: string;
  name: string | null;
  externalId: string | null;
  occurredAtMs: number;
  /** The same for every delivery of the same thing. */
  dedupeKey: string;
  payload: string | null;
}

/** What a notice says of the state of an account or one of its numbers. */
export interface AccountNews {
  /** Digits of the number that it names; null where it names none. */
  number: string | null;
  facts: { fact: ChannelFact; value: unknown }[];
  /** `about` tells apart what is not the same trouble; `said` is the provider's own reason. */
  raise: { kind: TroubleKind; about: string | null; said: string | null; severity?: AlertSeverity }[];
  /** Troubles that are over; `about` as they were raised. */
  over: { kind: TroubleKind; about: string | null }[];
  /** It says that much is another, and not what: the provider has to be asked how its numbers are. */
  mustBeAskedAbout?: true;
}

/** Signed, but of no use: kept for inspection, nothing else is done. */
export interface Rejection {
  kind: 'rejection';
  reason: RejectionReason;
  phoneNumberId: string | null;
  content: string;
}

export type RejectionReason =
  | 'not_json'
  | 'wrong_object'
  | 'malformed'
  | 'unknown_number'
  | 'unknown_account'
  | 'wrong_app'
  | 'unstorable';

/** What is about one number and one person, beside messages and statuses. */
export type PersonNews =
  CallUpdate | IdentityChange | MarketingPreference | AddressBookEntry | HandoverChange | GroupChange;

export type InboundItem = InboundMessage | StatusUpdate | PersonNews | ChannelNotice | Rejection;

/** A message to be sent. */
export interface OutboundMessage {
  conversationId: string;
  messageId: string;
  to: { phone: string | null; userId: string | null; groupId: string | null };
  content: OutboundContent;
  /** What the provider calls the uploads that the content names. */
  fileIds?: ReadonlyMap<string, string>;
  /** What the provider calls the message that this one answers or reacts to. */
  answersExternalId: string | null;
}

/** What a channel needs to know of itself to send. */
export interface SendingChannel {
  phoneNumberId: string;
  accessToken: string;
}

/** How long sending stops, and for whom. */
export interface SendingStop {
  scope: StopScope;
  /** The first time; null: until a person says that it may go on. */
  firstSeconds: number | null;
  /** By how much it grows each time that the message let through to see meets the same. */
  growth: number;
  maxSeconds: number;
}

/** What an error means beyond the message that it came for. */
export interface Consequences {
  stop: SendingStop | null;
  /** The person wants no marketing from the company. */
  optsOut: boolean;
  /** Free text may not be sent, whatever we believed. */
  closesWindow: boolean;
}

/** How a send ended. `accepted` means that the provider took it, not that it was delivered. */
export type SendOutcome =
  | { kind: 'accepted'; externalId: string }
  | ({ consequences: Consequences; error: MessageError } & (
      | { kind: 'rejected'; retryable: boolean }
      | { kind: 'deferred'; retryAfterSeconds: number }
      | { kind: 'unknown' }
    ));

/** Whether a number and its token belong together. */
export type Verification =
  | { kind: 'right' }
  | { kind: 'wrong_token' }
  | { kind: 'wrong_number' }
  | { kind: 'wrong_account' }
  | { kind: 'unreachable'; cause: unknown };

/** What every kind of channel can do. */
export interface ChannelAdapter {
  /** Asks the provider whether the token can use the number, and the number is the account's. Never throws. */
  verify(channel: SendingChannel & { wabaId: string }): Promise<Verification>;
  /** Sends once. Never throws: every way it can end is an outcome. */
  send(channel: SendingChannel, message: OutboundMessage): Promise<SendOutcome>;
  /** What an error of the provider's, by its code, means beyond the message that it came for. */
  consequencesOf(code: number): Consequences;
  /**
   * Tells the customer that their message, and those before it, were read, and with `isTyping` that an answer is being
   * written. Says whether the provider took it. Never throws: nothing depends on it.
   */
  markRead(channel: SendingChannel, externalId: string, isTyping: boolean): Promise<boolean>;
}

/** How a call about an account or a number ended. `unreachable`: nobody knows whether it was done. */
export type AccountAnswer<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'refused'; code: number; message: string; isTokenRefused: boolean }
  | { kind: 'unreachable'; cause: unknown };

/** What a token is good for. */
export interface TokenState {
  isValid: boolean;
  /** Null: it does not end by itself. */
  expiresAtMs: number | null;
  missingScopes: string[];
  /** The accounts that it may use; null where the provider does not say. */
  accountIds: string[] | null;
  problem: string | null;
}

/** What a number says of itself, in the provider's words; null where it says nothing. */
export interface NumberState {
  id: string;
  displayPhoneNumber: string | null;
  verifiedName: string | null;
  quality: string | null;
  throughput: { level: string; messagesPerSecond: number | null } | null;
  messagingLimit: { tier: string; peoplePerDay: number | null } | null;
  nameStatus: string | null;
  status: string | null;
  codeVerification: string | null;
  platform: string | null;
  /** Whether the number is used in the phone app too. */
  isOnPhoneApp: boolean | null;
}

/** Accounts, numbers and tokens at the provider. Never throws. */
export interface AccountAdapter {
  /** `caller` asks in place of the token itself: an app sees every token that was made for it. */
  readToken(accessToken: string, caller?: string): Promise<AccountAnswer<TokenState>>;
  readNumber(channel: SendingChannel): Promise<AccountAnswer<NumberState>>;
  /** The ids of the account's numbers. */
  listNumbers(account: TemplateAccount): Promise<AccountAnswer<string[]>>;
  readAccount(
    account: TemplateAccount,
  ): Promise<AccountAnswer<{ name: string | null; reviewStatus: string | null }>>;
  /** Whether any app receives the account's webhooks. */
  isSubscribed(account: TemplateAccount): Promise<AccountAnswer<boolean>>;
  subscribe(account: TemplateAccount): Promise<AccountAnswer<null>>;
  unsubscribe(account: TemplateAccount): Promise<AccountAnswer<null>>;
  /** Makes the number usable; `pin` is its two-step PIN, which is set where there is none. */
  register(channel: SendingChannel, pin: string): Promise<AccountAnswer<null>>;
  /** Asks for the phone app's contacts or history, once each within a day of connecting. */
  syncPhoneApp(channel: SendingChannel, what: 'smb_app_state_sync' | 'history'): Promise<AccountAnswer<null>>;
  /** The token for a code that Embedded Signup gave to a browser. */
  exchangeCode(input: { appId: string; appSecret: string; code: string }): Promise<AccountAnswer<string>>;
}

/**
 * What came of asking for the bytes of a file. `gone`: the provider no longer has it. `missing`: it says it has it, and
 * gives nothing. `no_access`: the token may not. `untrusted`: the bytes are said to lie where the provider's are not.
 */
export type MediaOpening =
  | {
      kind: 'open';
      mimeType: string | null;
      /** Base64 or hex, as the provider spells it. */
      sha256: string | null;
      sizeBytes: number | null;
      chunks: AsyncIterable<Uint8Array>;
    }
  | { kind: 'gone' }
  | { kind: 'missing' }
  | { kind: 'no_access' }
  | { kind: 'untrusted' }
  | { kind: 'too_large' }
  | { kind: 'unreachable'; cause: unknown };

/** A file that is handed to the provider; its bytes are read while they are sent. */
export interface OutboundFile {
  mimeType: string;
  filename: string;
  sizeBytes: number;
  body: ReadableStream<Uint8Array>;
}

/** Whether the provider has the file now. Nothing has been sent to anybody in any case. */
export type MediaUpload =
  { kind: 'uploaded'; providerId: string } | { kind: 'rejected'; error: MessageError; retryable: boolean };

/** Files at the provider. Never throws, but for reading `chunks`. */
export interface MediaAdapter {
  /** Opens a file of a message, of at most `maxBytes`. */
  open(channel: SendingChannel, providerId: string, maxBytes: number): Promise<MediaOpening>;
  /** Hands over a file, so that messages of this number can name it. */
  upload(channel: SendingChannel, file: OutboundFile): Promise<MediaUpload>;
  /** Hands over a sample for a template's header; `providerId` is the handle that names it. */
  uploadSample(app: { appId: string; accessToken: string }, file: OutboundFile): Promise<MediaUpload>;
}

/** A template as the provider has it. */
export interface ProviderTemplate {
  id: string;
  name: string;
  language: string;
  /** Meta's words. */
  status: string;
  category: string;
  quality: string;
  parameterFormat: ParameterFormat;
  components: TemplateComponent[];
  /** Why it was rejected, in Meta's word; null when it was not. */
  rejectedReason: string | null;
}

/** What a webhook tells of a template; null where it says nothing. */
export interface TemplateNews {
  /** Null when Meta wrote it as a number that is too large to be exact. */
  id: string | null;
  name: string;
  language: string;
  status: { status: string; reason: string | null; detail: string | null } | null;
  category: { category: string; next: string | null; nextAtMs: number | null } | null;
  quality: string | null;
  /** The texts of all parts as they are now; `buttons` in the shape of Meta's API. */
  parts: {
    title: string | null;
    text: string | null;
    footer: string | null;
    buttons: Record<string, unknown>[];
  } | null;
}

/** What a channel needs to know of its account to manage the account's templates. */
export interface TemplateAccount {
  wabaId: string;
  accessToken: string;
}

/**
 * How a call about templates ended. `refused`: nothing was done; `path` is the field at fault as in `TemplateFault`,
 * or `channelId` when the account or its token is. `gone`: the provider has no such template. `unreachable`: nobody
 * knows whether it was done.
 */
export type TemplateOutcome<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'refused'; path: string; message: string }
  | { kind: 'gone' }
  | { kind: 'busy'; retryAfterSeconds: number }
  | { kind: 'unreachable'; cause: unknown };

/** Managing templates at the provider. Never throws. */
export interface TemplateAdapter {
  /** All templates of the account, or those with the name. */
  list(account: TemplateAccount, name?: string): Promise<TemplateOutcome<ProviderTemplate[]>>;
  /** Sends a new one for review. */
  create(
    account: TemplateAccount,
    template: WrittenTemplate,
  ): Promise<TemplateOutcome<{ id: string; status: string; category: string }>>;
  edit(
    account: TemplateAccount,
    id: string,
    change: { category?: string; components: readonly WrittenComponent[] },
  ): Promise<TemplateOutcome<null>>;
  /** One language variant, or, without an id, the name with all its languages. */
  remove(account: TemplateAccount, name: string, id?: string): Promise<TemplateOutcome<null>>;
}

/**
 * The largest content kept in a message's row, in bytes of JSON: an order of a hundred products, a long form. Texts have
 * none. What is larger stays in the archive. Ours.
 */
export const MAX_CONTENT_BYTES = 16_384;
/** The largest payload kept in an event's row, in bytes of JSON. Ours. */
export const MAX_EVENT_PAYLOAD_BYTES = 16_384;
