import type { DeadLetter } from '../../../../workers/contracts/api/dead-letters.ts';
import type { BadgeTone } from '../../ui/badge.tsx';

export const STATE_WORDS: Record<DeadLetter['state'], { label: string; tone: BadgeTone }> = {
  open: { label: 'Open', tone: 'danger' },
  redriven: { label: 'Put back', tone: 'accent' },
  done: { label: 'Done', tone: 'success' },
  discarded: { label: 'Discarded', tone: 'neutral' },
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
  'channel.release': 'Letting waiting messages go',
  'channel.replay': 'Reading old deliveries again',
  'webhooks.plan': 'Preparing webhooks',
  'webhooks.push': 'Sending webhooks',
  'dead-letters.redrive': 'Putting dead letters back',
  unknown: 'Unknown job',
};

/** What a job was to do; of a kind that is not known here, its name. */
export const kindWords = (kind: string): string => KINDS[kind] ?? kind;

const CODES: Readonly<Record<string, string>> = {
  timeout: 'took too long',
  malformed_body: 'cannot be read',
  unexpected: 'an unexpected fault',
  given_up: 'given up by the platform',
};

export const codeWords = (code: string): string => CODES[code] ?? code.replaceAll('_', ' ');
