import type { Breaker } from '../../contracts/api/breaker.ts';
import type { JournalEntry, MessageLife, NextStep, ToldReceiver } from '../../contracts/api/message-life.ts';
import type { Message, MessageHold } from '../../contracts/api/messages.ts';
import type { DeliveryAttempt } from '../../contracts/api/webhooks.ts';
import { assertNever } from '../../platform/errors.ts';
import type { ToldRow } from './queries.ts';

/** What decides what happens to a message next. */
export interface Standing {
  message: Message;
  journal: readonly JournalEntry[];
  /** Messages of its conversation that go first. */
  earlierCount: number;
  leaseUntilMs: number | null;
  dueAtMs: number | null;
  /** What keeps its number from sending. */
  stops: readonly Pick<Breaker, 'untilMs'>[];
  /** Until when free text may be sent; null when the customer never wrote. */
  windowEndsAtMs: number | null;
  nowMs: number;
}

/** The same life without what was written, by whom or about what, and to which number: that is the company's own. */
export function withoutWords(life: MessageLife): MessageLife {
  const message: Message = {
    ...life.message,
    externalId: withoutNumber(life.message.externalId),
    text: null,
    content: null,
    clientKey: null,
    media: null,
    context: null,
    sender: null,
    reactions: [],
    edits: [],
  };
  return { ...life, message };
}

/** The provider's id holds the customer's number at its beginning; its end tells messages apart. */
function withoutNumber(externalId: string | null): string | null {
  return externalId === null ? null : `wamid.…${externalId.slice(-SHOWN_OF_ID)}`;
}
const SHOWN_OF_ID = 8;

type Fetch = Extract<JournalEntry, { kind: 'fetch' }>;
type FetchEntry = Extract<JournalEntry, { kind: 'fetch' | 'fetch_repeated' }>;
type SendingEntry = Exclude<JournalEntry, FetchEntry | { kind: 'read_untold' }>;

/** What was done to get it sent. */
const ofSending = (journal: readonly JournalEntry[]) =>
  journal.filter((one): one is SendingEntry => !isOfFetching(one) && one.kind !== 'read_untold');

const isOfFetching = (one: JournalEntry): one is FetchEntry =>
  one.kind === 'fetch' || one.kind === 'fetch_repeated';

/** The newest try to fetch its file, unless a person has asked for it since. */
export function lastFetch(journal: readonly JournalEntry[]): Fetch | null {
  const last = journal.findLast(isOfFetching);
  return last?.kind === 'fetch' ? last : null;
}

/** Whether its file is still to come. */
export const isFetching = ({ media, revokedAtMs }: Message) =>
  media?.state === 'pending' && revokedAtMs === null;

/** What a receiver was told, without the rest of its address: that may hold a secret. */
export function toldOf(row: ToldRow): ToldReceiver {
  const { webhookId, id, eventType, state, tries, createdAtMs, finishedAtMs } = row;
  // Sound: only webhooks-out writes the column.
  const attempts = JSON.parse(row.attempts) as DeliveryAttempt[];
  const isOver = state === 'delivered' || state === 'failed';
  return {
    webhookId,
    deliveryId: id,
    host: row.url === null ? null : new URL(row.url).host,
    isEnabled: row.isEnabled === 1,
    eventType,
    state,
    tries,
    lastAttempt: attempts.at(-1) ?? null,
    nextAtMs: isOver ? null : row.dueAtMs,
    createdAtMs,
    finishedAtMs,
  };
}

/** Since when a message stands where it stands. */
export function standsSince(message: Message, journal: readonly JournalEntry[], acceptedAtMs: number | null) {
  const last = ofSending(journal).at(-1);
  switch (message.status) {
    case 'received':
      return message.sentAtMs;
    case 'queued':
    case 'unknown':
      return (last?.kind === 'try' ? (last.endedAtMs ?? last.atMs) : last?.atMs) ?? message.sentAtMs;
    case 'sending':
      return last?.atMs ?? null;
    case 'sent':
      return acceptedAtMs ?? last?.atMs ?? message.sentAtMs;
    case 'delivered':
      return message.deliveredAtMs;
    case 'read':
      return message.readAtMs;
    case 'played':
      return message.playedAtMs;
    case 'failed':
      return message.failedAtMs;
    default:
      return assertNever(message.status);
  }
}

/** What will happen to a message next, and when. */
export function nextStepOf(standing: Standing): NextStep {
  const { message, journal, nowMs } = standing;
  if (isFetching(message) && message.status !== 'queued') return beforeFile(journal, nowMs);
  switch (message.status) {
    case 'received':
      return afterReceiving(message);
    case 'queued':
      return beforeSending(standing);
    case 'sending':
      return {
        step: 'answer',
        text: 'WhatsApp was asked to take it, and its answer is awaited. Without one the outcome is unknown, and it is not sent again by itself.',
        atMs: standing.leaseUntilMs,
      };
    case 'unknown':
      return message.decidableAtMs !== null && message.decidableAtMs > nowMs
        ? {
            step: 'report',
            text: 'WhatsApp’s answer was lost. A report may still say what became of it; after that a person may decide.',
            atMs: message.decidableAtMs,
          }
        : {
            step: 'decision',
            text: 'A person has to say in the thread whether it went out or is to be sent again. A late report still counts.',
            atMs: null,
          };
    case 'sent':
      if (message.held !== null) return whileHeld(message.held);
      return {
        step: 'report',
        text: 'WhatsApp reports when it has reached the customer’s phone: at once when the phone is on, else when it is on again.',
        atMs: null,
      };
    case 'delivered':
      return {
        step: 'read',
        text: 'WhatsApp reports when it is read, unless the customer hides that.',
        atMs: null,
      };
    case 'read':
    case 'played':
      return nothing('It has arrived and was seen. Nothing more happens.');
    case 'failed':
      return afterFailing(standing);
    default:
      return assertNever(message.status);
  }
}

/** Source: Meta, template pacing: nearly all are decided within the hour. */
function whileHeld({ reason }: MessageHold): NextStep {
  return {
    step: 'report',
    text:
      reason === 'paused'
        ? 'The template is paused, and WhatsApp holds this message back. It is delivered when the pause ends, or dropped; either is reported.'
        : 'WhatsApp holds it back until it sees how people take the template, mostly for less than an hour. Then it is delivered, or dropped; either is reported.',
    atMs: null,
  };
}

const nothing = (text: string): NextStep => ({ step: 'none', text, atMs: null });

function afterReceiving({ media }: Message): NextStep {
  if (media?.state === 'failed')
    return {
      step: 'person',
      text: 'Its file could not be fetched. It can be tried again in the thread.',
      atMs: null,
    };
  return nothing('It is stored and shown. Nothing more happens by itself.');
}

function beforeFile(journal: readonly JournalEntry[], nowMs: number): NextStep {
  const last = lastFetch(journal);
  if (last === null)
    return { step: 'file', text: 'Its file is fetched from WhatsApp as soon as its turn comes.', atMs: null };
  const again = last.againAtMs ?? null;
  return again !== null && again > nowMs
    ? {
        step: 'file',
        text: `Its file could not be fetched: ${last.problem ?? 'no reason was given'} It is tried again then.`,
        atMs: again,
      }
    : {
        step: 'file',
        text: 'Its file is fetched from WhatsApp again as soon as its turn comes.',
        atMs: null,
      };
}

function beforeSending({ message, journal, earlierCount, dueAtMs, stops, nowMs }: Standing): NextStep {
  const last = ofSending(journal).at(-1);
  if (earlierCount > 0)
    return {
      step: 'earlier_message',
      text:
        earlierCount === 1
          ? 'An earlier message of this conversation goes first; this one follows at once.'
          : `${earlierCount} earlier messages of this conversation go first; this one follows at once.`,
      atMs: null,
    };
  if (dueAtMs === null || dueAtMs <= nowMs)
    return { step: 'turn', text: 'It is sent as soon as its turn comes.', atMs: null };
  // It may have met the stop itself: until that ends it is not tried again, whatever was asked of it.
  const isStopped = stops.some(({ untilMs }) => untilMs === null || untilMs > dueAtMs);
  const title = message.waiting?.title ?? (last?.kind === 'held' ? last.title : 'sending is stopped');
  if (last?.kind === 'held' || isStopped)
    return {
      step: 'stop_ends',
      text: `It waits: ${title}. It is looked at again then.`,
      atMs: dueAtMs,
    };
  return {
    step: 'retry',
    text: `The last try was refused: ${message.waiting?.title ?? 'no reason was given'}. It is tried again then.`,
    atMs: dueAtMs,
  };
}

function afterFailing({ message, windowEndsAtMs, nowMs }: Standing): NextStep {
  const isOpen = message.type === 'template' || (windowEndsAtMs !== null && windowEndsAtMs > nowMs);
  return isOpen
    ? {
        step: 'person',
        text: 'Nothing by itself. A person may send it again, once the cause is gone.',
        atMs: null,
      }
    : {
        step: 'person',
        text: 'Nothing by itself. The 24-hour window is closed: only a template reaches the customer until they write.',
        atMs: null,
      };
}
