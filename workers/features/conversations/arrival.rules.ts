import type { InboundMedia, InboundMessage } from '../../channels/port.ts';
import type { MessageMedia } from '../../contracts/api/media.ts';
import type { MessageRow } from './rules.ts';
import type { MessageError } from '../../contracts/api/messages.ts';

/** What a message that was written elsewhere does to its conversation. */
export interface ArrivalEffect {
  /** The list shows it when it is the newest. */
  isShown: boolean;
  /** The customer wrote it to us just now: it is unread, opens the window, and the conversation. */
  isNews: boolean;
  /** A conversation that begins with it is open. */
  opensNew: boolean;
  /** A person answered on the phone app: automations must not talk into it. */
  pausesAutomations: boolean;
}

type Arriving = Pick<InboundMessage, 'direction' | 'origin' | 'type'>;

/** Changes of other messages show in these, and notes of WhatsApp's own are nobody's words. */
export function effectOf(message: Arriving): ArrivalEffect {
  const isShown = !isAmendment(message.type) && !NOTES.has(message.type);
  const isOurs = message.direction === 'outbound';
  const isNow = message.origin === null || message.origin === 'phone_app';
  const isNews = isShown && isNow && !isOurs;
  return {
    isShown,
    isNews,
    opensNew: isNews || (isShown && message.origin === 'phone_app'),
    pausesAutomations: isOurs && message.origin === 'phone_app',
  };
}

/** What WhatsApp notes of a customer: a new number, a payment. */
const NOTES: ReadonlySet<string> = new Set(['system', 'payment']);

const AMENDMENT_TYPES = new Set(['reaction', 'edit', 'revoke']);

/** Whether a message of the type says something about another one, and nothing by itself. */
export function isAmendment(type: string): boolean {
  return AMENDMENT_TYPES.has(type);
}

/** Whether an old message was stored without its content, which comes apart from it. Source: Meta, history webhook. */
export function isStub(type: string): boolean {
  return type === 'media_placeholder';
}

/** Whether a message was stored without its content, as one was that did not fit into a row. A replay brings it. */
export function isWithoutContent(
  stored: Pick<MessageRow, 'type' | 'content' | 'editedAtMs'>,
  { type, wholeContent }: Pick<InboundMessage, 'type' | 'wholeContent'>,
): boolean {
  return (
    wholeContent !== null && stored.content === null && stored.type === type && stored.editedAtMs === null
  );
}

/** How long Meta keeps the files of an import, in milliseconds. Source: Meta, history webhook (14 days). */
const HISTORY_FILES_MS = 14 * 24 * 60 * 60 * 1_000;

/** A message's file as it is stored before anything was done about it. */
export function arrivedMedia(
  message: Pick<InboundMessage, 'media' | 'error' | 'origin' | 'sentAtMs'>,
  nowMs: number,
): MessageMedia | null {
  const { media } = message;
  if (media === null) return null;
  const problem = problemOf(media, message.error, isTooOld(message, nowMs));
  return {
    id: media.providerId,
    kind: media.kind,
    state: problem === null ? 'pending' : 'gone',
    mimeType: media.mimeType,
    sha256: media.sha256,
    filename: media.filename,
    sizeBytes: null,
    width: null,
    height: null,
    durationMs: null,
    waveform: null,
    voice: media.voice,
    animated: media.animated,
    hasThumbnail: false,
    problem,
    uploadId: null,
  };
}

function isTooOld({ origin, sentAtMs }: Pick<InboundMessage, 'origin' | 'sentAtMs'>, nowMs: number): boolean {
  return origin === 'history' && nowMs - sentAtMs > HISTORY_FILES_MS;
}

function problemOf(media: InboundMedia, error: MessageError | null, isOld: boolean): string | null {
  if (error !== null) return error.detail;
  if (media.providerId === null) return 'WhatsApp did not pass the file on.';
  return isOld ? 'WhatsApp keeps the files of imported messages for 14 days only.' : null;
}
