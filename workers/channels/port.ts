import type { StopScope } from '../contracts/api/breaker.ts';
import type { MessageError, MessageHold } from '../contracts/api/messages.ts';
import type { OutboundContent } from '../contracts/api/outbound.ts';
import type { ParameterFormat, TemplateComponent, WrittenComponent } from '../contracts/api/templates.ts';
import type { WrittenTemplate } from '../contracts/template-rules.ts';

import type { Sender } from './inbound.ts';

export * from './inbound.ts';

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
  /** `hold`: it was taken, and is held back. */
  | { kind: 'accepted'; externalId: string; hold?: MessageHold['reason'] }
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
  /** Whether a message failed because its number could not send, or the provider was not there: it may go out now. */
  isOfNumber(error: MessageError): boolean;
  /** What an error of the provider's, by its code, means beyond the message that it came for. */
  consequencesOf(code: number): Consequences;
  /**
   * Tells the customer that their message, and those before it, were read, and with `isTyping` that an answer is being
   * written. Never throws: nothing depends on it.
   */
  markRead(channel: SendingChannel, externalId: string, isTyping: boolean): Promise<ReadReceipt>;
}

/** What the provider said to a sign that is a courtesy. `later`: the same sign may be taken in a while. */
export type ReadReceipt = 'taken' | 'refused' | 'later';

/** How a call about an account or a number ended. `unreachable`: nobody knows whether it was done. */
export type AccountAnswer<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'refused'; code: number; message: string; isTokenRefused: boolean }
  | { kind: 'unreachable'; cause: unknown };

/** What a token is good for. */
export interface TokenState {
  /** The app that it was made for. */
  appId: string | null;
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

/** What a group is called, and who is in it. */
export interface GroupState {
  subject: string | null;
  members: Sender[] | null;
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
  /** A group of the number, with its members; these are null where the provider does not tell them. */
  readGroup(channel: SendingChannel, groupId: string): Promise<AccountAnswer<GroupState>>;
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
