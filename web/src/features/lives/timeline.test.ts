import { describe, expect, it } from 'vitest';
import type {
  MessageLife,
  QueuePlace,
  ToldReceiver,
} from '../../../../workers/contracts/api/message-life.ts';
import { sampleMessage } from '../conversations/sample-rows.ts';
import { lifeIdOf } from './life-id.rules.ts';
import { happeningsOf, placeText, toldWords, toTellText } from './timeline.rules.ts';

const PLACE: QueuePlace = {
  lane: 'messages-urgent',
  before: 0,
  waitingInLane: 0,
  lanePerMinute: 40,
  estimatedSeconds: 0,
  nextAtMs: null,
  earlierInConversation: 0,
  waitingOnNumber: 0,
};
const LIFE: MessageLife = {
  message: sampleMessage({
    id: 'msg_1',
    direction: 'outbound',
    status: 'queued',
    authorId: 'usr_1',
    sentAtMs: 1_000,
  }),
  sinceMs: 1_000,
  acceptedAtMs: null,
  attempts: 0,
  maxAttempts: 6,
  journal: [],
  next: { step: 'turn', text: 'It is sent as soon as its turn comes.', atMs: null },
  place: PLACE,
  told: null,
  toldCursor: null,
  isJournalCut: false,
  cause: null,
  deadLetters: [],
};
const titles = (life: Partial<MessageLife>) =>
  happeningsOf({ ...LIFE, ...life }, () => 'Noor').map(({ title }) => title);

describe('the life of a message', () => {
  it('tells that WhatsApp held it back, and when it let it go', () => {
    const journal: MessageLife['journal'] = [
      {
        kind: 'try',
        atMs: 2_000,
        endedAtMs: 2_400,
        outcome: 'accepted',
        hold: 'held_for_quality_assessment',
      },
    ];
    const message = { ...LIFE.message, status: 'sent' as const };
    expect(titles({ journal, message })).toEqual([
      'Written by Noor',
      'Given to WhatsApp, which holds it for a quality check',
    ]);
    expect(titles({ journal, message, acceptedAtMs: 60_000 }).at(-1)).toBe('WhatsApp let it go on');
  });

  it('is told in the order in which it happened', () => {
    const journal: MessageLife['journal'] = [
      { kind: 'try', atMs: 2_000, endedAtMs: 2_400, outcome: 'unknown' },
      { kind: 'repeated', atMs: 9_000, userId: 'usr_1' },
      { kind: 'try', atMs: 9_100, endedAtMs: 9_900, outcome: 'accepted' },
    ];
    const message = { ...LIFE.message, status: 'delivered' as const, deliveredAtMs: 12_000 };
    expect(titles({ journal, message })).toEqual([
      'Written by Noor',
      'Given to WhatsApp; its answer was lost',
      'Noor had it sent again',
      'Given to WhatsApp, which took it',
      'On the customer’s phone',
    ]);
  });

  it('puts what WhatsApp dates by the second behind what caused it', () => {
    const journal: MessageLife['journal'] = [
      { kind: 'try', atMs: 5_310, endedAtMs: 5_420, outcome: 'accepted' },
    ];
    const reported = { sentAtMs: 5_300, deliveredAtMs: 5_000, readAtMs: 5_000 };
    const message = { ...LIFE.message, status: 'read' as const, ...reported };
    expect(titles({ journal, message })).toEqual([
      'Written by Noor',
      'Given to WhatsApp, which took it',
      'On the customer’s phone',
      'Read',
    ]);
  });

  it('tells a refusal once, and a failure that was reported later as such', () => {
    const failed = { ...LIFE.message, status: 'failed' as const, failedAtMs: 3_000 };
    const refusal: MessageLife['journal'] = [
      { kind: 'try', atMs: 2_000, endedAtMs: 3_000, outcome: 'rejected', code: 131_026, title: 'No account' },
    ];
    expect(titles({ journal: refusal, message: failed })).toEqual([
      'Written by Noor',
      'Given to WhatsApp, which refused it',
    ]);
    const taken: MessageLife['journal'] = [
      { kind: 'try', atMs: 2_000, endedAtMs: 2_100, outcome: 'accepted' },
    ];
    expect(titles({ journal: taken, message: failed }).at(-1)).toBe('WhatsApp reported that it failed');
  });

  it('names the event that it was written for, each try to fetch its file, and who had it fetched again', () => {
    const cause = {
      sourceId: 'evs_1',
      sourceName: 'Shop',
      eventId: 'ine_1',
      type: 'paid',
      receivedAtMs: 900,
    };
    const journal: MessageLife['journal'] = [
      { kind: 'fetch', atMs: 2_000, endedAtMs: 2_100, outcome: 'later', problem: 'The connection broke.' },
      { kind: 'fetch', atMs: 9_000, endedAtMs: 9_100, outcome: 'failed', problem: 'The connection broke.' },
      { kind: 'fetch_repeated', atMs: 12_000, userId: 'usr_1' },
      { kind: 'fetch', atMs: 13_000, endedAtMs: 13_400, outcome: 'ready' },
    ];
    expect(titles({ cause, journal })).toEqual([
      'Written for an event of Shop',
      'Its file could not be fetched; tried again',
      'Its file could not be fetched',
      'Noor had its file fetched again',
      'Its file was fetched',
    ]);
  });

  it('says how many wait before it, and how long that takes where it is known', () => {
    const at = (place: Partial<QueuePlace>) => placeText({ ...LIFE, place: { ...PLACE, ...place } });
    expect([
      at({ before: 1_200, waitingInLane: 1_201, estimatedSeconds: 61.4 }),
      at({ before: 10_000, waitingInLane: null, estimatedSeconds: 7_200 }),
      at({ before: 1, waitingInLane: 1, estimatedSeconds: null, lanePerMinute: null, waitingOnNumber: 3 }),
      at({ lanePerMinute: 0, estimatedSeconds: 300, nextAtMs: 1 }),
      at({}),
      placeText({ ...LIFE, place: null }),
    ]).toEqual([
      '1,200 sends go before it. 1,201 jobs wait in the lane messages-urgent, which does 40 a minute. It takes about 61 s at the present rate.',
      'At least 10,000 sends go before it. Its lane, messages-urgent, does 40 a minute. It takes about 120 min at the present rate.',
      'One send goes before it. One job waits in the lane messages-urgent. 3 messages of its number wait for a stop to end.',
      'No other send goes before it. Its lane, messages-urgent, has done nothing for five minutes. Its turn is in about 5 min.',
      'No other send goes before it. Its lane, messages-urgent, does 40 a minute.',
      null,
    ]);
  });
});

it('a message is asked for by the id that finds it however late it came', () => {
  const ids = [null, 'wamid.late', 'echo-1'].map((externalId) => lifeIdOf({ id: 'msg_1', externalId }));
  expect(ids).toEqual(['msg_1', 'wamid.late', 'msg_1']);
});

it('says what a receiver answered, how often it was tried, and why nothing more is tried', () => {
  const told: ToldReceiver = {
    webhookId: 'whk_1',
    deliveryId: 'evt_1',
    host: 'shop.example',
    isEnabled: true,
    eventType: 'message.received',
    state: 'pending',
    tries: 2,
    lastAttempt: { atMs: 1, durationMs: 1, status: 500, detail: null },
    nextAtMs: 2,
    createdAtMs: 0,
    finishedAtMs: null,
  };
  expect([
    toTellText({ ...LIFE, told: [told, { ...told, state: 'failed' }] }),
    toTellText({ ...LIFE, told: [{ ...told, isEnabled: false }] }),
  ]).toEqual(['One delivery to a webhook is still on its way.', null]);
  expect([
    toldWords(told),
    toldWords({ ...told, isEnabled: false }),
    toldWords({ ...told, tries: 0, lastAttempt: null }),
    toldWords({ ...told, host: null }),
  ]).toEqual([
    'Answered 500, 2 tries',
    'Answered 500, 2 tries, waits until the webhook is switched on',
    'Not tried yet',
    'Answered 500, 2 tries, the webhook was deleted',
  ]);
});
