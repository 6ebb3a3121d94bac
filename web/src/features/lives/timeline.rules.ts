import type { JournalEntry, MessageLife } from '../../../../workers/contracts/api/message-life.ts';
import type { BadgeTone } from '../../ui/badge.tsx';

/** One thing that happened to a message. */
export interface Happening {
  atMs: number;
  title: string;
  detail: string | null;
  tone: BadgeTone;
}

type NameOf = (userId: string) => string;

/** Everything that happened to a message, oldest first. */
export const happeningsOf = (life: MessageLife, nameOf: NameOf): Happening[] =>
  [beginning(life, nameOf), ...life.journal.map((one) => fromJournal(one, life, nameOf)), ...reports(life)]
    .concat(life.deadLetters.map(fromLetter))
    .toSorted((a, b) => a.atMs - b.atMs);

const plain = (
  atMs: number,
  title: string,
  tone: BadgeTone = 'neutral',
  detail: string | null = null,
): Happening => ({ atMs, title, detail, tone });

const beginning = ({ message }: MessageLife, nameOf: NameOf): Happening => {
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
    default:
      return one satisfies never;
  }
};

const reason = ({ code, title }: { code?: number | undefined; title?: string | undefined }): string =>
  title === undefined ? '' : `${title}${code === undefined || code === 0 ? '' : ` (${code})`}.`;

const triedOf = (tried: Extract<JournalEntry, { kind: 'try' }>, { message }: MessageLife): Happening => {
  const { atMs, endedAtMs, outcome } = tried;
  const took = endedAtMs === undefined ? null : `Answered after ${seconds(endedAtMs - atMs)}.`;
  switch (outcome) {
    case 'accepted':
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

const reports = ({ message, journal }: MessageLife): Happening[] => {
  const { deliveredAtMs, readAtMs, playedAtMs, failedAtMs, editedAtMs, revokedAtMs, error } = message;
  const last = journal.at(-1);
  // A refusal is told by the try itself.
  const isReported = !(last?.kind === 'try' && last.outcome === 'rejected');
  const told: [number | null, string, BadgeTone, string | null][] = [
    [deliveredAtMs, 'On the customer’s phone', 'success', null],
    [readAtMs, 'Read', 'success', null],
    [playedAtMs, 'Played', 'success', null],
    [isReported ? failedAtMs : null, 'WhatsApp reported that it failed', 'danger', error?.title ?? null],
    [editedAtMs, 'Edited', 'neutral', null],
    [revokedAtMs, 'Deleted for everyone', 'neutral', null],
  ];
  return told.flatMap(([atMs, title, tone, detail]) =>
    atMs === null ? [] : [plain(atMs, title, tone, detail)],
  );
};

const fromLetter = ({ createdAtMs, kind, code, state }: MessageLife['deadLetters'][number]): Happening =>
  plain(
    createdAtMs,
    'A job about it failed for good',
    state === 'open' ? 'danger' : 'neutral',
    `${kind}: ${code.replaceAll('_', ' ')}.`,
  );

/** Where it is in the queue; null where there is nothing to say. */
export const placeText = ({ place }: MessageLife): string | null => {
  if (place === null || place.waitingInLane === null) return null;
  const { waitingInLane, estimatedSeconds } = place;
  const ahead =
    waitingInLane === 0
      ? 'Nothing waits in its lane'
      : `${waitingInLane.toLocaleString('en')} wait in its lane`;
  if (estimatedSeconds === null || waitingInLane === 0) return `${ahead}.`;
  return `${ahead}: about ${Math.max(1, Math.round(estimatedSeconds))} s at the present rate.`;
};
