import type { AlertSeverity } from '../contracts/api/alerts.ts';
import type { ChannelFact } from '../contracts/api/channels.ts';
import type { Referral } from '../contracts/api/conversations.ts';
import type { MediaKind } from '../contracts/api/media.ts';
import type {
  MESSAGE_ORIGINS,
  MessageError,
  MessagePricing,
  MessageStatus,
} from '../contracts/api/messages.ts';
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
  /** The type's own content as JSON text, or as much of it as a row holds; null where there is none. */
  content: string | null;
  /** All of it, where `content` is only its beginning and says so. */
  wholeContent: string | null;
  /**
   * Only of notes about a group: whom they name, and whether they are members from then on; `isJoining` is null where
   * that is not said.
   */
  members: { people: Sender[]; isJoining: boolean | null } | null;
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
  /** When both sides began to talk, where it ended and they did. */
  beganAtMs: number | null;
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

/**
 * The largest content kept in a message's row, in bytes of JSON: an order of a hundred products, a long form. Texts have
 * none. Of what is larger the row has the beginning, and the bucket the whole. Ours.
 */
export const MAX_CONTENT_BYTES = 16_384;
/** The largest payload kept in an event's row, in bytes of JSON. Ours. */
export const MAX_EVENT_PAYLOAD_BYTES = 16_384;
