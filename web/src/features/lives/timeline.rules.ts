import type {
  JournalEntry,
  MessageLife,
  QueuePlace,
  ToldReceiver,
} from '../../../../workers/contracts/api/message-life.ts';
import type { BadgeTone } from '../../ui/badge.tsx';
import { HOLD_WORDS } from '../conversations/hold-words.rules.ts';
import { countWords, JOBS, placeWords, SENDS } from '../operations/place-words.rules.ts';

/** One thing that happened to a message. */
export interface Happening {
  atMs: number;
  title: string;
  detail: string | null;
  tone: BadgeTone;
  /** The dead letter that it tells of. */
  letterId?: string;
  /** Dated by WhatsApp, whose clock knows whole seconds: what it dates 12:00:05 happened until just before 12:00:06. */
  isReport?: boolean;
}

const placeInTime = ({ atMs, isReport }: Happening): number =>
  isReport === true && atMs % 1_000 === 0 ? atMs + 999 : atMs;

type NameOf = (userId: string) => string;

/** Everything that happened to a message, oldest first. */
export const happeningsOf = (life: MessageLife, nameOf: NameOf): Happening[] =>
  [beginning(life, nameOf), ...life.journal.map((one) => fromJournal(one, life, nameOf)), ...reports(life)]
    .concat(life.deadLetters.map(fromLetter))
    .toSorted((a, b) => placeInTime(a) - placeInTime(b));

const plain = (
  atMs: number,
  title: string,
  tone: BadgeTone = 'neutral',
  detail: string | null = null,
): Happening => ({ atMs, title, detail, tone });

const beginning = ({ message, cause }: MessageLife, nameOf: NameOf): Happening => {
  if (cause !== null) {
    const source = cause.sourceName ?? 'a source that was deleted';
    return plain(message.sentAtMs, `Written for an event of ${source}`, 'neutral', cause.type);
  }
  if (message.direction === 'inbound') return plain(message.sentAtMs, 'The customer sent it');
  if (message.origin === 'phone_app') return plain(message.sentAtMs, 'Written on the phone app');
  if (message.authorId === null) return plain(message.sentAtMs, 'Written by itself');
  return plain(message.sentAtMs, `Written by ${nameOf(message.authorId)}`);
};

const fromJournal = (one: JournalEntry, life: MessageLife, nameOf: NameOf): Happening => {
  switch (one.kind) {
    case 'try':
      return triedOf(one, life);
    case 'held':
      return plain(one.atMs, 'Held back', 'warning', `${reason(one)} Looked at again from time to time.`);
    case 'repeated':
      return plain(one.atMs, `${nameOf(one.userId)} had it sent again`, 'accent');
    case 'decided':
      return plain(one.atMs, `${nameOf(one.userId)} said that it went out`, 'accent');
    case 'fetch':
      return fetchedOf(one);
    case 'fetch_repeated':
      return plain(one.atMs, `${nameOf(one.userId)} had its file fetched again`, 'accent');
    case 'read_untold':
      return plain(
        one.atMs,
        'Read here; the customer’s ticks stayed grey',
        'warning',
        UNTOLD[one.reason](one.tries),
      );
    default:
      return one satisfies never;
  }
};

const times = (tries: number): string => (tries === 1 ? 'once' : `${tries} times`);

const UNTOLD: Record<Extract<JournalEntry, { kind: 'read_untold' }>['reason'], (tries: number) => string> = {
  refused: () => 'WhatsApp refused it. Nothing else depends on it.',
  unreachable: (tries) =>
    `WhatsApp could not be told, though asked ${times(tries)}. Reading a later message turns them blue, too.`,
  failed: (tries) =>
    `Something of ours failed, tried ${times(tries)}. Reading a later message turns them blue, too.`,
};

const FETCHES: Record<Extract<JournalEntry, { kind: 'fetch' }>['outcome'], [string, BadgeTone]> = {
  ready: ['Its file was fetched', 'success'],
  later: ['Its file could not be fetched; tried again', 'warning'],
  gone: ['Its file is no longer at WhatsApp', 'danger'],
  refused: ['Its file was not accepted', 'danger'],
  failed: ['Its file could not be fetched', 'danger'],
};

const fetchedOf = ({
  atMs,
  endedAtMs,
  outcome,
  problem,
}: Extract<JournalEntry, { kind: 'fetch' }>): Happening => {
  const [title, tone] = FETCHES[outcome];
  return plain(atMs, title, tone, problem ?? `It took ${seconds(endedAtMs - atMs)}.`);
};

const reason = ({ code, title }: { code?: number | undefined; title?: string | undefined }): string =>
  title === undefined ? '' : `${title}${code === undefined || code === 0 ? '' : ` (${code})`}.`;

const triedOf = (tried: Extract<JournalEntry, { kind: 'try' }>, { message }: MessageLife): Happening => {
  const { atMs, endedAtMs, outcome } = tried;
  const took = endedAtMs === undefined ? null : `Answered after ${seconds(endedAtMs - atMs)}.`;
  switch (outcome) {
    case 'accepted':
      if (tried.hold !== undefined)
        return plain(atMs, `Given to WhatsApp, which holds it ${HOLD_WORDS[tried.hold]}`, 'warning', took);
      return plain(atMs, 'Given to WhatsApp, which took it', 'success', took);
    case 'rejected':
      return plain(atMs, 'Given to WhatsApp, which refused it', 'danger', reason(tried));
    case 'deferred':
      return plain(atMs, 'Given to WhatsApp, which asked to wait', 'warning', reason(tried));
    case 'unknown':
      return plain(atMs, 'Given to WhatsApp; its answer was lost', 'warning', reason(tried));
    case 'lost':
      return plain(atMs, 'Given to WhatsApp; no answer came in time', 'warning');
    case undefined:
      return message.status === 'sending'
        ? plain(atMs, 'Given to WhatsApp', 'accent', 'Its answer is awaited.')
        : plain(atMs, 'Given to WhatsApp', 'success', 'A report was faster than its answer.');
    default:
      return outcome satisfies never;
  }
};

const seconds = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);

const reports = ({ message, journal, acceptedAtMs }: MessageLife): Happening[] => {
  const { deliveredAtMs, readAtMs, playedAtMs, failedAtMs, editedAtMs, revokedAtMs, error } = message;
  const last = journal.at(-1);
  // A refusal is told by the try itself.
  const isReported = !(last?.kind === 'try' && last.outcome === 'rejected');
  const wasHeld = journal.some((one) => one.kind === 'try' && one.hold !== undefined);
  const told: [number | null, string, BadgeTone, string | null][] = [
    [wasHeld ? acceptedAtMs : null, 'WhatsApp let it go on', 'success', null],
    [deliveredAtMs, 'On the customer’s phone', 'success', null],
    [readAtMs, 'Read', 'success', null],
    [playedAtMs, 'Played', 'success', null],
    [isReported ? failedAtMs : null, 'WhatsApp reported that it failed', 'danger', error?.title ?? null],
    [editedAtMs, 'Edited', 'neutral', null],
    [revokedAtMs, 'Deleted for everyone', 'neutral', null],
  ];
  return told.flatMap(([atMs, title, tone, detail]) =>
    atMs === null ? [] : [{ ...plain(atMs, title, tone, detail), isReport: true }],
  );
};

const fromLetter = ({
  id,
  createdAtMs,
  kind,
  code,
  state,
}: MessageLife['deadLetters'][number]): Happening => ({
  ...plain(
    createdAtMs,
    'A job about it failed for good',
    state === 'open' ? 'danger' : 'neutral',
    `${kind}: ${code.replaceAll('_', ' ')}.`,
  ),
  letterId: id,
});

/** Where it is in the queue; null where there is nothing to say. */
export const placeText = ({ place, message }: MessageLife): string | null => {
  if (place === null) return null;
  const words = [placeWords(place, message.status === 'queued' ? SENDS : JOBS), onNumber(place)];
  return words.filter((one) => one !== null).join(' ');
};

const onNumber = ({ waitingOnNumber }: QueuePlace): string | null => {
  if (waitingOnNumber === 0) return null;
  return waitingOnNumber === 1
    ? 'One message of its number waits for a stop to end.'
    : `${countWords(waitingOnNumber)} messages of its number wait for a stop to end.`;
};

/** What became of telling one of the company's own systems. */
export const toldWords = (told: ToldReceiver): string => {
  const { state, tries, lastAttempt, isEnabled, host } = told;
  const answer =
    lastAttempt === null
      ? 'Not tried yet'
      : lastAttempt.status === null
        ? (lastAttempt.detail ?? 'No answer')
        : `Answered ${lastAttempt.status}`;
  const words = [answer, tries > 1 ? `${tries} tries` : null];
  if (host === null) words.push('the webhook was deleted');
  else if (state === 'pending' && !isEnabled) words.push('waits until the webhook is switched on');
  return words.filter((one) => one !== null).join(', ');
};

/** That webhooks are still to be told of it; null where none is. */
export const toTellText = ({ told }: MessageLife): string | null => {
  const count = (told ?? []).filter(
    ({ state, isEnabled, host }) =>
      isEnabled && host !== null && (state === 'pending' || state === 'sending'),
  ).length;
  if (count === 0) return null;
  return count === 1
    ? 'One delivery to a webhook is still on its way.'
    : `${countWords(count)} deliveries to webhooks are still on their way.`;
};
