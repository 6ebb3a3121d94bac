import { describe, expect, it } from 'vitest';
import type { MessageLife } from '../../../../workers/contracts/api/message-life.ts';
import { sampleMessage } from '../conversations/sample-rows.ts';
import { happeningsOf, placeText } from './timeline.rules.ts';

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
  place: { earlierInConversation: 0, waitingInLane: 0, estimatedSeconds: 0 },
  deadLetters: [],
};
const titles = (life: Partial<MessageLife>) =>
  happeningsOf({ ...LIFE, ...life }, () => 'Noor').map(({ title }) => title);

describe('the life of a message', () => {
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

  it('says how many wait before it, and how long that takes where it is known', () => {
    const at = (waitingInLane: number | null, estimatedSeconds: number | null) =>
      placeText({ ...LIFE, place: { earlierInConversation: 0, waitingInLane, estimatedSeconds } });
    expect([at(1_200, 61.4), at(1_200, null), at(0, 0), at(null, null)]).toEqual([
      '1,200 wait in its lane: about 61 s at the present rate.',
      '1,200 wait in its lane.',
      'Nothing waits in its lane.',
      null,
    ]);
  });
});
