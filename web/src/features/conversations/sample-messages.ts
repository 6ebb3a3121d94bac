import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { SAMPLE_CHOICES } from './sample-choices.ts';
import { sampleMedia, SAMPLE_FILES, waveform } from './sample-files.ts';
import { context, CUSTOMER, ME, outbound, START_MS, STEP_MS, type Given } from './sample-given.ts';
import { sampleMessage } from './sample-rows.ts';

/** For tests and pictures: one message of everything that a thread can show. */

const GIVEN: Readonly<Record<string, Given>> = {
  referral: {
    type: 'text',
    text: 'Hello! Can I get more info on this?',
    content: {
      referral: {
        source_type: 'ad',
        source_url: 'https://example.com/ads/42',
        headline: 'Walnut tables, made to measure',
        body: 'Order in November and delivery is free.',
      },
    },
  },
  welcome: { type: 'request_welcome', text: null },
  formatting: {
    type: 'text',
    text: 'See *bold*, _italic_, ~struck~, `inline` and https://example.com/tables\n```width: 90\nheight: 74```',
    reactions: [
      {
        emoji: '👍',
        contactId: null,
        userId: ME,
        atMs: START_MS,
        own: { messageId: null, status: 'sent', error: null, isRemoval: false },
      },
      { emoji: '❤️', contactId: CUSTOMER, userId: null, atMs: START_MS, own: null },
    ],
  },
  emoji: { type: 'text', text: '🎉🎉' },
  ...SAMPLE_FILES,
  location: {
    type: 'location',
    text: null,
    content: {
      location: {
        latitude: -23.5505,
        longitude: -46.6333,
        name: 'Praça da Sé',
        address: 'Sé, São Paulo, Brazil',
      },
    },
  },
  contacts: {
    type: 'contacts',
    text: null,
    content: {
      contacts: [
        {
          name: { formatted_name: 'Marta Vieira' },
          org: { company: 'Vieira Interiors', title: 'Architect' },
          phones: [{ phone: '+55 11 95555-0142', wa_id: '5511955550142', type: 'WORK' }],
          emails: [{ email: 'marta@example.com', type: 'WORK' }],
          urls: [{ url: 'https://example.com/marta' }],
        },
      ],
    },
  },
  ...SAMPLE_CHOICES,
  numberChanged: {
    type: 'system',
    text: 'Sofia changed from 5511987654321 to 5511955550199',
    content: { system: { type: 'user_changed_number', wa_id: '5511955550199', body: 'changed' } },
  },
  edited: {
    type: 'text',
    text: 'The table should be 95 cm wide',
    editedAtMs: START_MS + 20 * STEP_MS,
    edits: [{ text: 'The table should be 90 cm wide', untilMs: START_MS + 20 * STEP_MS }],
  },
  revoked: { type: 'image', text: null, media: null, revokedAtMs: START_MS + 30 * STEP_MS },
  unsupported: {
    type: 'unsupported',
    text: null,
    content: { unsupported: { type: 'poll_creation' } },
    error: { code: 131_051, title: 'Unsupported', detail: 'Message type is not supported.' },
  },
  unavailable: {
    type: 'unsupported',
    text: null,
    error: { code: 131_060, title: 'Unavailable', detail: 'This message is currently unavailable.' },
  },
  ofTheFuture: { type: 'hologram', text: null },
  forwarded: { type: 'text', text: 'Look what my sister bought', context: context({ forwarded: true }) },
  forwardedOften: {
    type: 'text',
    text: 'Send this to ten people!',
    context: context({ forwarded: true, frequentlyForwarded: true }),
  },
  missedCall: { type: 'call', text: null, content: { outcome: 'missed', direction: 'inbound' } },
  answeredCall: {
    ...outbound,
    type: 'call',
    text: null,
    content: { outcome: 'answered', durationSeconds: 194, direction: 'outbound' },
  },
  echo: {
    type: 'text',
    direction: 'outbound',
    text: 'I am at the workshop, I will look tonight.',
    status: 'read',
    origin: 'phone_app',
  },
  automatic: {
    type: 'text',
    direction: 'outbound',
    text: 'We are closed until Monday.',
    status: 'delivered',
  },
  reply: {
    ...outbound,
    type: 'text',
    text: 'Lovely corner! The table fits.',
    status: 'sent',
    context: context({ messageId: 'captioned' }),
  },
  sentPhoto: {
    ...outbound,
    type: 'image',
    text: 'This is the walnut one',
    status: 'read',
    media: sampleMedia({ kind: 'image', mimeType: 'image/jpeg', width: 1000, height: 700 }),
  },
  sentVoice: {
    ...outbound,
    type: 'audio',
    text: null,
    status: 'played',
    playedAtMs: START_MS,
    media: sampleMedia({ kind: 'audio', voice: true, durationMs: 5_200, waveform }),
  },
  queued: { ...outbound, type: 'text', text: 'We can hold it for you.', status: 'queued' },
  unknown: { ...outbound, type: 'text', text: 'Until Friday.', status: 'unknown' },
  failed: {
    ...outbound,
    type: 'text',
    text: 'Shall we?',
    status: 'failed',
    error: {
      code: 131_026,
      title: 'Message undeliverable',
      detail: 'The number may not be on WhatsApp, or the person has not accepted its newest terms.',
    },
  },
};

export type SampleName = keyof typeof GIVEN;

/** Ids that the API would accept; the names stay readable in tests. */
const idOf = (index: number) => `msg_${String(index).padStart(26, '0')}`;
const NAMES = Object.keys(GIVEN);

const withIds = (given: Given): Given =>
  given.context?.messageId == null
    ? given
    : { ...given, context: { ...given.context, messageId: idOf(NAMES.indexOf(given.context.messageId)) } };

/** By their names, in the order of the thread. */
export const sampleMessages: ReadonlyMap<string, Message> = new Map(
  NAMES.map((name, index) => {
    const given = withIds(GIVEN[name] ?? { type: 'text' });
    const id = idOf(index);
    return [
      name,
      sampleMessage({ id, externalId: `wamid.${index}`, sentAtMs: START_MS + index * STEP_MS, ...given }),
    ];
  }),
);
