import { signal } from '@preact/signals';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { WorkspaceContext, type Workspace } from '../../app/workspace.ts';
import type { BubbleActions } from './bubble-actions.ts';
import type { MediaLinks } from './media-links-store.ts';
import { MessageBubble } from './message-bubble.tsx';
import { SAMPLE_OFFER, SAMPLE_OFFER_SENT } from './sample-orders.ts';
import type { Sending } from './sending.rules.ts';
import type { WholeContents, WholeState } from './whole-contents.ts';
import { sampleMessages } from './sample-messages.ts';
import { sampleTemplate } from '../../testing/sample-template.ts';

const sample = (name: string): Message => {
  const message = sampleMessages.get(name);
  if (message === undefined) throw new Error(`no sample is called ${name}`);
  return message;
};

const links: MediaLinks = {
  of: (messageId) =>
    signal({
      kind: 'ready',
      link: {
        messageId,
        url: `/media/${messageId}`,
        thumbnailUrl: null,
        downloadUrl: `/media/${messageId}?d`,
      },
      expiresAtMs: 10,
    }),
  need: () => () => undefined,
  renew: () => undefined,
  close: () => undefined,
};

const wholesThat = (state: WholeState): WholeContents => ({
  of: () => signal(state),
  show: () => Promise.resolve(),
  hide: nothing,
});

const nothing = () => undefined;
const actionsWith = (given: Partial<BubbleActions> = {}): BubbleActions => ({
  retry: nothing,
  sendAgain: nothing,
  edit: nothing,
  discard: nothing,
  reply: nothing,
  react: nothing,
  decide: nothing,
  retryMedia: nothing,
  saveContact: nothing,
  open: nothing,
  jump: nothing,
  quoted: ({ context }) =>
    [...sampleMessages.values()].find((message) => message.id === context?.messageId) ?? null,
  authorOf: (message) => (message.direction === 'inbound' ? 'Sofia' : 'You'),
  reactorOf: ({ userId }) => (userId === null ? 'Sofia' : 'You'),
  templateOf: () => sampleTemplate,
  links,
  wholes: wholesThat({ kind: 'beginning' }),
  sending: signal('all'),
  writeTemplate: nothing,
  canWrite: true,
  isGroup: false,
  phone: '5511987654321',
  ...given,
});

const NOW_MS = Date.UTC(2026, 10, 25);
// Only what bubbles ask of it.
const workspace = { nowMs: signal(NOW_MS), toast: nothing } as unknown as Workspace;

const htmlOf = (message: Message, given: Partial<BubbleActions> = {}): string =>
  renderToString(
    h(WorkspaceContext.Provider, {
      value: workspace,
      children: h(MessageBubble, { message, actions: actionsWith(given) }),
    }),
  );

/** What a person reads and a screen reader says. */
const wordsOf = (message: Message, given: Partial<BubbleActions> = {}): string =>
  htmlOf(message, given)
    .replaceAll(/<[^>]*?(?:aria-label|alt)="([^"]*)"[^>]*>/g, ' [$1] ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();

it('more contacts than a row holds are told of', () => {
  const message = sample('contacts');
  const content = { ...message.content, contacts_left_out: 34 };
  expect(wordsOf({ ...message, content })).toContain('And 34 more, too many to be shown here');
  expect(wordsOf(message)).not.toContain('more');
});

describe('a message of each type says what it is', () => {
  it.each<[string, string[]]>([
    ['referral', ['From an ad', 'Walnut tables, made to measure', 'Can I get more info']],
    ['welcome', ['Opened the chat for the first time']],
    ['formatting', ['See bold', 'width: 90', '[Reactions: 👍 You, ❤️ Sofia]']],
    ['image', ['[Photo. Open it]']],
    ['captioned', ['[Photo: The corner where it should stand. Open it]', 'The corner where']],
    ['video', ['[Video. Play it]', '0:14']],
    ['voice', ['[Play voice message]', '0:12']],
    ['audio', ['[Play doorbell.mp3]', '3:04', 'Doorbell.mp3']],
    ['document', ['Floor plan, second floor.pdf', 'PDF · 1.2 MB', 'Our floor plan']],
    ['sticker', ['[Sticker]']],
    ['location', ['Praça da Sé', '-23.55050, -46.63330', 'OpenStreetMap', 'Google Maps']],
    ['contacts', ['Marta Vieira', 'Architect, Vieira Interiors', '+55 11 95555-0142', 'Save contact']],
    ['buttons', ['Your delivery', 'order 2041', 'Free within the city', 'Saturday morning', 'Monday']],
    ['buttonReply', ['You', 'When shall we deliver?', 'Tapped a button', 'Saturday morning']],
    ['list', ['Which wood would you like?', 'Choose a wood']],
    ['listReply', ['Chose from the list', 'Walnut', 'Warm brown']],
    ['link', ['All sizes and prices', 'See all sizes']],
    ['carousel', ['Two of our tables', 'Photo', 'Oak, 180 cm', 'Walnut, 220 cm', 'This one']],
    ['form', ['Delivery date 2026-11-28', 'Floor Second', 'Has lift No', 'Assembly, Old table taken away']],
    ['callPermission', ['Allows you to call', 'Until']],
    [
      'template',
      ['Your table is ready', 'Hello Sofia, we deliver on Saturday', 'Follow it', 'That suits me'],
    ],
    ['templateReply', ['Tapped a button', 'That suits me']],
    ['order', ['Order, 3 items', '2 × table-walnut-90 €960.00', 'Total €979.50', 'Two please']],
    [
      'orderDetails',
      [
        'Here is your order',
        'Order order-2041 Pay by Pix, Link',
        '1 × Walnut table, 220 cm R$1,800.00 R$1,600.00',
        '2 × Dark oil R$200.00',
        'Tax (ISS) R$90.00',
        'Discount (SPRING) -R$80.00',
        'Total R$1,860.00',
        'Payable until Friday',
        'Review and pay',
      ],
    ],
    ['paidOrder', ['Total R$1,860.00 Paid', 'Review and pay']],
    ['unpaidOrder', ['Total R$1,860.00 Payment failed', 'Review and pay']],
    ['orderState', ['Partly shipped · Paid', 'Order order-2041', 'The oil follows on Monday', 'View order']],
    ['productCarousel', ['Tables in stock', '[2 cards]', 'oak-180', 'walnut-220', 'View product']],
    ['payment', ['Paid R$1,860.00 for order order-2041']],
    ['failedPayment', ['Could not pay for order order-2041']],
    ['callButton', ['Questions about the delivery?', 'Call the workshop']],
    ['contactRequest', ['How can we reach you?', 'Share phone number']],
    ['numberChanged', ['Changed their number to +55 11 95555-0199']],
    ['edited', ['The table should be 95 cm wide', 'Edited']],
    ['revoked', ['The customer deleted this message']],
    ['unsupported', ['The customer sent a poll']],
    ['unavailable', ['WhatsApp did not pass this message on', 'Ask them to send it again']],
    ['ofTheFuture', ['“hologram”']],
    ['forwarded', ['Forwarded', 'Look what']],
    ['forwardedOften', ['Forwarded many times']],
    ['missedCall', ['Missed voice call', 'Call back']],
    ['answeredCall', ['Outgoing voice call', '3:14']],
    ['echo', ['[Written on the phone app]']],
    ['reply', ['Sofia', 'The corner where it should stand', 'Lovely corner!', '[Sent]']],
    ['unknown', ['We do not know whether this arrived']],
    ['failed', ['Message undeliverable', 'may not be on WhatsApp', 'Retry']],
  ])('%s', (name, expected) => {
    const words = wordsOf(sample(name));
    for (const one of expected) expect(words).toContain(one);
  });

  it('that failed can be repeated while WhatsApp would take it; after the window a template is offered', () => {
    const failed = sample('failed');
    const said = (message: Message, sending: Sending) => {
      const words = wordsOf(message, { sending: signal(sending) });
      return ['Retry', 'Send again', 'Send a template'].filter((word) => words.includes(word));
    };
    const template = { ...failed, type: 'template' };
    const undecided = { ...sample('unknown'), decidableAtMs: NOW_MS - 1 };
    expect([
      [said(failed, 'all'), said(failed, 'templates'), said(failed, 'none')],
      [said(template, 'all'), said(template, 'templates'), said(template, 'none')],
      [said(undecided, 'all'), said(undecided, 'templates'), said(undecided, 'none')],
    ]).toEqual([
      [['Retry'], ['Send a template'], []],
      [['Retry'], ['Retry'], []],
      [['Send again'], ['Send a template'], []],
    ]);
  });

  it('that WhatsApp holds back says so, and is not shown as simply sent', () => {
    const message = { ...sample('failed'), type: 'template', status: 'sent' as const, error: null };
    const held = (reason: 'held_for_quality_assessment' | 'paused') =>
      wordsOf({ ...message, held: { reason, sinceMs: NOW_MS } });
    expect(held('held_for_quality_assessment')).toContain('Held by WhatsApp for a quality check.');
    expect(held('paused')).toContain('Held by WhatsApp because the template is paused.');
    expect(wordsOf(message)).not.toContain('Held');
  });

  it('once, and never as the bare name of its type', () => {
    const words = wordsOf(sample('buttons'));
    expect(words.split('order 2041')).toHaveLength(2);
    expect(words).not.toContain('interactive');
    expect(words).not.toContain('When shall we deliver? ');
  });
});

it('a template shows all that filled it: place, offer, order, status and cards', () => {
  const message: Message = { ...sample('template'), content: SAMPLE_OFFER_SENT };
  const words = wordsOf(message, { templateOf: () => ({ ...sampleTemplate, components: SAMPLE_OFFER }) });
  for (const one of [
    'spring sale',
    'Spring sale Until',
    'The workshop',
    'Everything in walnut is cheaper.',
    'Walnut table, 220 cm',
    'Total R$1,860.00',
    'Copy code',
    'Cancelled',
    'walnut-220',
    'For Sofia',
  ])
    expect(words).toContain(one);
});

describe('a file', () => {
  it.each([
    ['pendingImage', 'Photo, on its way from WhatsApp'],
    ['failedImage', 'Try again'],
    ['goneVideo', 'WhatsApp no longer has this file.'],
    ['refusedDocument', 'The file is not a PDF, although it says so.'],
  ])('that cannot be shown says why, and asks for no link: %s', (name, expected) => {
    const html = htmlOf(sample(name));
    expect(wordsOf(sample(name))).toContain(expected);
    expect(html).not.toContain('/media/');
  });

  it('can be fetched again only by people who may write', () => {
    expect(wordsOf(sample('failedImage'), { canWrite: false })).not.toContain('Try again');
  });

  it('takes its place before it is there, so that nothing moves', () => {
    expect(htmlOf(sample('image'))).toContain('width:320px;aspect-ratio:320 / 240');
  });

  it('that we sent by an address is no file of ours', () => {
    const content = { type: 'image', image: { link: 'https://files.example.com/a.jpg' } };
    const media = sample('pendingImage').media;
    const message = { ...sample('sentPhoto'), media, content };
    expect(wordsOf(message)).toContain('Photo from files.example.com');
  });
});

describe('a deleted message', () => {
  it('shows nothing of what it said', () => {
    const message: Message = { ...sample('captioned'), revokedAtMs: 5 };
    expect(wordsOf(message)).not.toContain('corner');
    expect(htmlOf(message)).not.toContain('/media/');
  });
});

describe('hostile content', () => {
  it('never becomes an address that runs', () => {
    const message: Message = {
      ...sample('link'),
      content: {
        interactive: {
          type: 'cta_url',
          body: { text: '<img src=x onerror=alert(1)>' },
          action: { name: 'cta_url', parameters: { display_text: 'Go', url: 'javascript:alert(1)' } },
        },
      },
    };
    const html = htmlOf(message);
    expect(html).not.toContain('javascript:');
    expect(html).not.toContain('<img src=x');
  });

  it.each([...sampleMessages.keys()])('of another shape than Meta’s breaks nothing: %s', (name) => {
    const message = sample(name);
    for (const odd of [null, {}, { [message.type]: 7 }, { [message.type]: [null, [], 'x'] }])
      expect(htmlOf({ ...message, content: odd })).toContain('<');
  });
});

describe('a message whose answer was lost', () => {
  it('is decided by a person, once a report would have come', () => {
    const undecided = sample('unknown');
    expect(wordsOf({ ...undecided, decidableAtMs: NOW_MS + 1 })).not.toContain('It was sent');
    expect(wordsOf({ ...undecided, decidableAtMs: NOW_MS })).toContain('It was sent');
    expect(wordsOf({ ...undecided, decidableAtMs: NOW_MS }, { canWrite: false })).not.toContain(
      'It was sent',
    );
  });
});

describe('a message that waits', () => {
  it('says for what, and until when', () => {
    const waiting = {
      code: 130_429,
      title: 'Too many messages',
      detail: 'The number is slow.',
      dueAtMs: NOW_MS,
    };
    expect(wordsOf({ ...sample('queued'), waiting })).toContain(
      'Waits: Too many messages. The number is slow. It is tried again now.',
    );
  });
});

it('shows a heavy picture by its thumbnail, or by its size where there is none, until it is opened', () => {
  const message = sample('image');
  const media =
    message.media === null ? null : { ...message.media, sizeBytes: 7_200_000, hasThumbnail: false };
  expect(wordsOf({ ...message, media })).toContain('7.2 MB');
  expect(htmlOf({ ...message, media })).not.toContain('<img');
});

describe('a message with more content than comes with it', () => {
  const product = (name: string) => ({
    product_retailer_id: name,
    quantity: 2,
    item_price: 3,
    currency: 'BRL',
  });
  const message: Message = {
    ...sample('order'),
    text: null,
    content: { order: { product_items: [product('screw')] } },
    wholeContent: {
      sizeBytes: 166_000,
      isKept: true,
      entryCount: 2_000,
      order: { quantity: 4_000, total: { amount: 2_000, currency: 'BRL' } },
    },
  };

  it('shows the beginning, what all of it comes to, and the way to the rest', () => {
    expect(wordsOf(message)).toMatch(
      /Order, 4,000 items .*2 × screw R\$6\.00 Total R\$2,000\.00 This is only the beginning of 2,000 products\. Show all \(166 kB\)/,
    );
  });

  it('shows all of it once it is here, and says so when it could not be had', () => {
    const whole = { order: { product_items: [product('screw'), product('nut')] } };
    const words = wordsOf(message, { wholes: wholesThat({ kind: 'whole', content: whole }) });
    expect(words).toMatch(/screw R\$6\.00 2 × nut .* Save as a file Show less/);
    expect(wordsOf(message, { wholes: wholesThat({ kind: 'failed' }) })).toContain(
      'The rest could not be fetched just now. Show all (166 kB)',
    );
  });

  it('says where it is when it can never be shown', () => {
    const wholeContent = { sizeBytes: 0, isKept: false, entryCount: null, order: null };
    const words = wordsOf({ ...message, content: {}, wholeContent });
    expect(words).toContain('Too large to show here. All of it is in the archive of what came in.');
    const before = wordsOf({ ...message, type: 'interactive', content: null, wholeContent: null });
    expect(before).toContain('An answer without its content WhatsApp left it out, or it was too large');
  });
});
