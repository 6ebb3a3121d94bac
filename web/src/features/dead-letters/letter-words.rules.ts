import type { DeadLetter } from '../../../../workers/contracts/api/dead-letters.ts';
import type { BadgeTone } from '../../ui/badge.tsx';

export const STATE_WORDS: Record<DeadLetter['state'], { label: string; tone: BadgeTone }> = {
  open: { label: 'Open', tone: 'danger' },
  redriven: { label: 'Put back', tone: 'accent' },
  done: { label: 'Done', tone: 'success' },
  discarded: { label: 'Discarded', tone: 'neutral' },
};

export const jobsWords = (count: number): string =>
  count === 1 ? '1 job' : `${count.toLocaleString('en')} jobs`;

/** What became of a letter that a person has just decided on. */
export const outcomeWords = (letter: DeadLetter, redrivesBefore: number): string => {
  switch (letter.state) {
    case 'redriven':
      return 'It is in its lane again; what becomes of it shows here.';
    case 'done':
      return 'It was done this time.';
    case 'discarded':
      return 'It will not be done.';
    default:
      return letter.redrives > redrivesBefore
        ? `It failed again: ${letter.detail}`
        : 'It is about to go back.';
  }
};

const KINDS: Readonly<Record<string, string>> = {
  'meta.delivery': 'News from Meta',
  'meta.spilled-delivery': 'Large news from Meta',
  'message.send': 'Sending a message',
  'message.outcome': 'Storing what Meta answered',
  'conversation.seen': 'Telling a customer that they were read',
  'search.index': 'Making messages findable',
  'media.fetch': 'Fetching a file',
  'channel.refresh': 'Asking Meta about a number',
  'group.members': 'Asking WhatsApp who is in a group',
  'templates.sync': 'Fetching a number’s templates',
  'channel.sync-phone-app': 'Asking for a phone app’s past',
  'channel.release': 'Letting waiting messages go',
  'channel.resend': 'Sending again what failed',
  'channel.replay': 'Reading old deliveries again',
  'webhooks.plan': 'Preparing webhooks',
  'webhooks.push': 'Sending webhooks',
  'dead-letters.redrive': 'Putting dead letters back',
  'event.incoming': 'An event from a shop or form',
  'alerts.evaluate': 'Looking whether an alert is due',
  'alerts.notify': 'Telling people of alerts',
  unknown: 'Unknown job',
};

/** What a job was to do; of a kind that is not known here, its name. */
export const kindWords = (kind: string): string => KINDS[kind] ?? kind;

const CODES: Readonly<Record<string, string>> = {
  timeout: 'took too long',
  malformed_body: 'cannot be read',
  unexpected: 'an unexpected fault',
  given_up: 'given up by the platform',
  unavailable: 'something of ours did not answer',
};

/** The lane of what the platform gave up and nobody can say the lane of: nothing can go back to it. */
export const NO_LANE = 'dead-letters';
export const laneName = (lane: string): string => (lane === NO_LANE ? 'unknown' : lane);

export const codeWords = (code: string): string => CODES[code] ?? code.replaceAll('_', ' ');
