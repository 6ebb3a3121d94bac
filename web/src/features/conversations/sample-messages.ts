import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { MessageMedia } from '../../../../workers/contracts/api/media.ts';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { SAMPLE_ORDERS } from './sample-orders.ts';
import { sampleMessage } from './sample-rows.ts';

/** For tests and pictures: one message of everything that a thread can show. */

export const sampleMedia = (given: Partial<MessageMedia> & Pick<MessageMedia, 'kind'>): MessageMedia => ({
  id: 'media-1',
  state: 'ready',
  mimeType: null,
  sha256: null,
  filename: null,
  sizeBytes: 48_213,
  width: null,
  height: null,
  durationMs: null,
  waveform: null,
  voice: false,
  animated: false,
  hasThumbnail: false,
  problem: null,
  uploadId: null,
  ...given,
});

const CUSTOMER = `ct_${'0'.repeat(25)}1`;
const ME = `usr_${'0'.repeat(25)}1`;
const START_MS = Date.UTC(2026, 10, 24, 9, 0);
const STEP_MS = 70_000;

type Given = Partial<Message> & Pick<Message, 'type'>;
const context = (given: Partial<NonNullable<Message['context']>>) => ({
  externalId: null,
  messageId: null,
  forwarded: false,
  frequentlyForwarded: false,
  ...given,
});
const outbound: Partial<Message> = { direction: 'outbound', authorId: ME, status: 'delivered' };
const waveform = Array.from({ length: 48 }, (_, bar) =>
  Math.round(50 + 46 * Math.sin(bar * 1.7) * Math.cos(bar / 5)),
);

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
  image: {
    type: 'image',
    text: null,
    media: sampleMedia({ kind: 'image', mimeType: 'image/jpeg', width: 1200, height: 900 }),
  },
  captioned: {
    type: 'image',
    text: 'The corner where it should stand',
    media: sampleMedia({ kind: 'image', mimeType: 'image/png', width: 600, height: 900, hasThumbnail: true }),
    reactions: [{ emoji: '😮', contactId: CUSTOMER, userId: null, atMs: START_MS, own: null }],
  },
  pendingImage: { type: 'image', text: null, media: sampleMedia({ kind: 'image', state: 'pending' }) },
  failedImage: {
    type: 'image',
    text: 'And from above',
    media: sampleMedia({ kind: 'image', state: 'failed' }),
  },
  goneVideo: { type: 'video', text: null, media: sampleMedia({ kind: 'video', state: 'gone' }) },
  refusedDocument: {
    type: 'document',
    text: null,
    media: sampleMedia({
      kind: 'document',
      state: 'refused',
      filename: 'setup.pdf',
      problem: 'The file is not a PDF, although it says so.',
    }),
  },
  video: {
    type: 'video',
    text: null,
    media: sampleMedia({ kind: 'video', mimeType: 'video/mp4', width: 640, height: 360, durationMs: 14_000 }),
  },
  voice: {
    type: 'audio',
    text: null,
    media: sampleMedia({ kind: 'audio', mimeType: 'audio/ogg', voice: true, durationMs: 12_400, waveform }),
  },
  audio: {
    type: 'audio',
    text: null,
    media: sampleMedia({
      kind: 'audio',
      mimeType: 'audio/mpeg',
      filename: 'Doorbell.mp3',
      durationMs: 184_000,
    }),
  },
  document: {
    type: 'document',
    text: 'Our floor plan',
    media: sampleMedia({
      kind: 'document',
      mimeType: 'application/pdf',
      filename: 'Floor plan, second floor.pdf',
      sizeBytes: 1_240_000,
    }),
  },
  sticker: {
    type: 'sticker',
    text: null,
    media: sampleMedia({ kind: 'sticker', mimeType: 'image/webp', animated: true, width: 512, height: 512 }),
  },
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
  buttons: {
    ...outbound,
    type: 'interactive',
    text: 'When shall we deliver?',
    status: 'read',
    content: {
      type: 'interactive',
      interactive: {
        type: 'button',
        header: { type: 'text', text: 'Your delivery' },
        body: { text: 'When shall we deliver *order 2041*?' },
        footer: { text: 'Free within the city' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'sat', title: 'Saturday morning' } },
            { type: 'reply', reply: { id: 'mon', title: 'Monday' } },
          ],
        },
      },
    },
  },
  buttonReply: {
    type: 'interactive',
    text: 'Saturday morning',
    context: context({ messageId: 'buttons' }),
    content: {
      interactive: { type: 'button_reply', button_reply: { id: 'sat', title: 'Saturday morning' } },
    },
  },
  list: {
    ...outbound,
    type: 'interactive',
    text: 'Which wood would you like?',
    content: {
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'Which wood would you like?' },
        action: {
          button: 'Choose a wood',
          sections: [
            {
              title: 'Light',
              rows: [
                { id: 'ash', title: 'Ash', description: 'Pale and even' },
                { id: 'oak', title: 'Oak' },
              ],
            },
            { title: 'Dark', rows: [{ id: 'walnut', title: 'Walnut', description: 'Warm brown' }] },
          ],
        },
      },
    },
  },
  listReply: {
    type: 'interactive',
    text: 'Walnut',
    context: context({ messageId: 'list' }),
    content: {
      interactive: {
        type: 'list_reply',
        list_reply: { id: 'walnut', title: 'Walnut', description: 'Warm brown' },
      },
    },
  },
  link: {
    ...outbound,
    type: 'interactive',
    text: 'See all sizes',
    content: {
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        body: { text: 'All sizes and prices are on our page.' },
        action: {
          name: 'cta_url',
          parameters: { display_text: 'See all sizes', url: 'https://example.com/tables' },
        },
      },
    },
  },
  carousel: {
    ...outbound,
    type: 'interactive',
    text: 'Two of our tables',
    content: {
      type: 'interactive',
      interactive: {
        type: 'carousel',
        body: { text: 'Two of our tables' },
        action: {
          cards: ['Oak, 180 cm', 'Walnut, 220 cm'].map((text, index) => ({
            card_index: index,
            type: 'button',
            header: { type: 'image', image: { link: `https://example.com/table-${index}.jpg` } },
            body: { text },
            action: {
              buttons: [{ type: 'quick_reply', quick_reply: { id: `${index}`, title: 'This one' } }],
            },
          })),
        },
      },
    },
  },
  form: {
    type: 'interactive',
    text: 'Sent',
    content: {
      interactive: {
        type: 'nfm_reply',
        nfm_reply: {
          name: 'flow',
          body: 'Sent',
          response_json: JSON.stringify({
            flow_token: 'hidden',
            screen_0_Delivery_date_0: '2026-11-28',
            screen_0_Floor_1: '0_Second',
            has_lift: false,
            extras: ['Assembly', 'Old table taken away'],
          }),
        },
      },
    },
  },
  callPermission: {
    type: 'interactive',
    text: null,
    content: {
      interactive: {
        type: 'call_permission_reply',
        call_permission_reply: { response: 'accept', expiration_timestamp: 1_795_000_000 },
      },
    },
  },
  template: {
    ...outbound,
    type: 'template',
    text: null,
    status: 'read',
    content: {
      type: 'template',
      template: {
        name: 'delivery_reminder',
        language: { code: 'en' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Sofia' },
              { type: 'text', text: 'Saturday' },
            ],
          },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '2041' }] },
        ],
      },
    },
    pricing: { billable: true, model: 'PMP', type: 'regular', category: 'utility' },
  },
  templateReply: {
    type: 'button',
    text: 'That suits me',
    context: context({ messageId: 'template' }),
    content: { button: { payload: 'ok', text: 'That suits me' } },
  },
  order: {
    type: 'order',
    text: 'Two please, in dark oil',
    content: {
      order: {
        catalog_id: 'c1',
        product_items: [
          { product_retailer_id: 'table-walnut-90', quantity: 2, item_price: 480, currency: 'EUR' },
          { product_retailer_id: 'oil-dark', quantity: '1', item_price: '19.5', currency: 'EUR' },
        ],
      },
    },
  },
  ...SAMPLE_ORDERS,
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

export const sampleTemplate: Template = {
  id: '90',
  wabaId: '81',
  name: 'delivery_reminder',
  language: 'en',
  status: 'APPROVED',
  statusReason: null,
  statusDetail: null,
  category: 'UTILITY',
  nextCategory: null,
  nextCategoryAtMs: null,
  quality: 'GREEN',
  parameterFormat: 'POSITIONAL',
  canEdit: true,
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Your table is ready' },
    { type: 'BODY', text: 'Hello {{1}}, we deliver on *{{2}}*. Does that suit you?' },
    { type: 'FOOTER', text: 'Reply STOP to hear no more' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'URL', text: 'Follow it', url: 'https://example.com/orders/{{1}}' },
        { type: 'QUICK_REPLY', text: 'That suits me' },
      ],
    },
  ],
};
