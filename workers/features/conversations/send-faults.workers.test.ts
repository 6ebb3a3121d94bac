import { afterEach, describe, expect, it, vi } from 'vitest';
import { SEND_TIMEOUT_MS } from '../../channels/cloud/send.ts';
import type { Channel } from '../../contracts/api/channels.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { MessageLife } from '../../contracts/api/message-life.ts';
import type { Message, MessageStatus } from '../../contracts/api/messages.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { statuses, texts } from '../../testing/meta-payloads.ts';
import { nextNumber, openOffice, type Office, type Page } from '../../testing/thread.ts';

afterEach(() => vi.useRealTimers());

const link = (name: string) => ({ link: `https://files.test/${name}` });
const money = (value: number) => ({ value, offset: 100 });
const body = { text: 'Shall we?' };

/** One of everything that can be sent to a person. */
const TYPES: Record<string, (firstId: string) => unknown> = {
  text: () => ({ type: 'text', text: 'Hello' }),
  reply: (replyTo) => ({ type: 'text', text: 'Yes', replyTo }),
  image: () => ({ type: 'image', image: { ...link('a.jpg'), caption: 'Sand' } }),
  video: () => ({ type: 'video', video: link('a.mp4') }),
  audio: () => ({ type: 'audio', audio: { ...link('a.ogg'), voice: true } }),
  document: () => ({ type: 'document', document: { ...link('a.pdf'), filename: 'a.pdf' } }),
  sticker: () => ({ type: 'sticker', sticker: link('a.webp') }),
  location: () => ({ type: 'location', location: { latitude: 1, longitude: 2 } }),
  contacts: () => ({ type: 'contacts', contacts: [{ name: { formatted_name: 'Ida Roth' } }] }),
  reaction: (messageId) => ({ type: 'reaction', reaction: { messageId, emoji: '👍' } }),
  buttons: () => ({
    type: 'interactive',
    interactive: {
      type: 'button',
      body,
      action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
    },
  }),
  carousel: () => ({
    type: 'interactive',
    interactive: {
      type: 'carousel',
      body,
      action: {
        cards: [0, 1].map((index) => ({
          card_index: index,
          type: 'product',
          action: { catalog_id: '31', product_retailer_id: `lamp-${index}` },
        })),
      },
    },
  }),
  order: () => ({
    type: 'interactive',
    interactive: {
      type: 'order_details',
      body,
      action: {
        name: 'review_and_pay',
        parameters: {
          reference_id: 'order-17',
          type: 'digital-goods',
          currency: 'BRL',
          total_amount: money(900),
        },
      },
    },
  }),
  template: () => ({ type: 'template', template: { name: 'hello', language: { code: 'en' } } }),
};

const error = (code: number, status = 400): GraphAnswer => ({
  status,
  body: { error: { code, message: `(#${code}) made up` } },
});

interface Fault {
  answer: GraphAnswer;
  /** How the message stands when the answer was read, and how many minutes later. */
  at: MessageStatus;
  later: MessageStatus;
}

/** What the simulated Graph API can do, and what Meta's documentation makes of it. */
const FAULTS: Record<string, Fault> = {
  'a time-out after sending': { answer: 'hang', at: 'unknown', later: 'unknown' },
  'a connection that breaks': { answer: 'reset', at: 'unknown', later: 'unknown' },
  '200 without an id': {
    answer: { status: 200, body: { messaging_product: 'whatsapp' } },
    at: 'unknown',
    later: 'unknown',
  },
  '500 without a body': { answer: { status: 500, body: null }, at: 'unknown', later: 'unknown' },
  '500 with 131000': { answer: error(131_000, 500), at: 'unknown', later: 'unknown' },
  '429 without a body': { answer: { status: 429, body: null }, at: 'queued', later: 'sent' },
  'the number’s rate, 130429': { answer: error(130_429, 429), at: 'queued', later: 'sent' },
  'the pair’s rate, 131056': { answer: error(131_056), at: 'queued', later: 'sent' },
  'nobody there, 131026': { answer: error(131_026), at: 'failed', later: 'failed' },
  'the window over, 131047': { answer: error(131_047), at: 'failed', later: 'failed' },
  'an expired token, 190': { answer: error(190, 401), at: 'queued', later: 'queued' },
  'a restricted account, 368': { answer: error(368, 403), at: 'queued', later: 'queued' },
};

interface Sent {
  type: string;
  path: string;
  id: string;
  number: string;
}

const stateOf = async ({ deployment, owner }: Office, all: readonly Sent[]) => {
  const states: Record<string, string | undefined> = {};
  // By their lives: a reaction stands in the thread as a part of its message.
  for (const { type, id } of all) {
    const { message } = await deployment.json<MessageLife>(owner, 'GET', `/v1/messages/${id}/life`);
    states[type] = message.status;
  }
  return states;
};

const sendsAsked = ({ deployment }: Office) =>
  deployment.graph.calls.filter(({ url }) => url.endsWith('/messages'));

/** A message of each type, each from a number and account of its own: what stops one leaves the others alone. */
async function sendEach(office: Office): Promise<Sent[]> {
  const { deployment, owner } = office;
  const sent: Sent[] = [];
  const types = Object.keys(TYPES);
  const numbers = types.map(() => nextNumber());
  for (const number of numbers) {
    await deployment.connectNumber(owner, number, `81${number}`);
    await deployment.deliver(texts(number, { id: `wamid.${number}`, from: '5511955550777', text: 'Hi' }));
  }
  await deployment.drain();
  const { items } = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations?limit=100');
  const channels = await deployment.json<Page<Channel>>(owner, 'GET', '/v1/channels');
  for (const [index, type] of types.entries()) {
    const number = numbers[index] ?? '';
    const channelId = channels.items.find((one) => one.phoneNumberId === number)?.id;
    const conversation = items.find((one) => one.channelId === channelId);
    const path = `/v1/conversations/${conversation?.id}/messages`;
    const content = TYPES[type]?.(conversation?.lastMessage?.id ?? '');
    const { id } = await deployment.json<Message>(owner, 'POST', path, content);
    sent.push({ type, path, id, number });
  }
  return sent;
}

async function consume({ deployment }: Office, answer: GraphAnswer): Promise<void> {
  const count = Object.keys(TYPES).length;
  deployment.graph.answers.push(...Array.from({ length: count }, () => answer));
  if (answer !== 'hang') {
    await deployment.consumeBatch('messages-urgent');
    return;
  }
  for (const waiting of deployment.queues.waiting.splice(0)) {
    const asked = new Promise<void>((resolve) => (deployment.graph.onCall = resolve));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const sending = deployment.consumeMessages('messages-urgent', [waiting]);
    await asked;
    vi.advanceTimersByTime(SEND_TIMEOUT_MS);
    await sending;
    vi.useRealTimers();
  }
  deployment.graph.onCall = null;
}

async function letMinutesPass(office: Office): Promise<void> {
  for (let minute = 0; minute < 3; minute++) {
    office.deployment.clock.now += 60_000;
    await office.deployment.tick();
    await office.deployment.drain();
  }
  office.owner = await office.deployment.renew(office.owner);
}

describe('a message of every type', () => {
  it.each(Object.entries(FAULTS))('after %s', async (_, { answer, at, later }) => {
    const office = await openOffice();
    const allAre = (status: string) => Object.fromEntries(Object.keys(TYPES).map((type) => [type, status]));
    const sent = await sendEach(office);
    await consume(office, answer);
    expect(sendsAsked(office)).toHaveLength(sent.length);
    expect(await stateOf(office, sent)).toEqual(allAre(at));

    await letMinutesPass(office);
    expect(await stateOf(office, sent)).toEqual(allAre(later));
    // Only what Meta surely did not take is asked again, and then once.
    expect(sendsAsked(office)).toHaveLength(sent.length * (later === 'sent' ? 2 : 1));
    if (later !== 'unknown') return;

    // Meta had taken it: a status with our own id says so.
    for (const { path, id, number } of sent) {
      const callbackData = `${path.split('/')[3]}/${id}`;
      await office.deployment.deliver(
        statuses(number, { id: `wamid.${id}`, status: 'delivered', callbackData }),
      );
    }
    await office.deployment.drain();
    expect(await stateOf(office, sent)).toEqual(allAre('delivered'));
  });
});
