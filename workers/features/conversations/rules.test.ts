import { describe, expect, it } from 'vitest';
import type { StatusUpdate } from '../../channels/port.ts';
import { MESSAGE_STATUSES, type MessageStatus } from '../../contracts/api/messages.ts';
import { mergeStatuses } from './merge-statuses.ts';
import {
  isFinished,
  isOfAnEarlierTry,
  orderingTime,
  PREVIEW_CHARACTERS,
  previewOf,
  STATUS_RANK,
  windowEndsAt,
} from './rules.ts';

const inOrder = (list: readonly MessageStatus[]) => list.toSorted((a, b) => STATUS_RANK[a] - STATUS_RANK[b]);

describe('the statuses of a message', () => {
  it('have one order, in which a failure is final unless a delivery is proven', () => {
    expect(inOrder(MESSAGE_STATUSES)).toEqual([
      'received',
      'queued',
      'sending',
      'unknown',
      'sent',
      'failed',
      'delivered',
      'read',
      'played',
    ]);
    expect(MESSAGE_STATUSES.filter((status) => !isFinished(status))).toEqual(['queued', 'sending']);
  });

  it.each<[MessageStatus, string | null, 'sent' | 'failed' | 'delivered', string, boolean]>([
    ['sent', null, 'failed', 'new', false],
    ['sent', 'own', 'failed', 'own', false],
    ['sent', 'own', 'failed', 'old', true],
    ['failed', 'own', 'sent', 'old', true],
    ['queued', 'old', 'failed', 'old', true],
    ['sending', 'old', 'sent', 'old', true],
    ['unknown', 'old', 'failed', 'old', true],
    ['unknown', 'old', 'failed', 'new', false],
    ['sending', 'old', 'sent', 'new', false],
    ['queued', 'old', 'delivered', 'old', false],
    ['sent', 'own', 'delivered', 'old', false],
  ])(
    'of a %s message named %s: “%s” of %s is of an earlier try: %s',
    (status, externalId, reported, name, isEarlier) => {
      expect(isOfAnEarlierTry({ status, externalId }, { status: reported, externalId: name })).toBe(
        isEarlier,
      );
    },
  );
});

describe('reports of one message', () => {
  const message = { conversationId: 'conv', id: 'msg' };
  const update = (
    status: StatusUpdate['status'],
    atMs: number,
  ): { message: typeof message; update: StatusUpdate } => ({
    message,
    update: {
      kind: 'status',
      phoneNumberId: '4',
      externalId: 'wamid',
      status,
      atMs,
      error: status === 'failed' ? { code: atMs, title: 't', detail: 'd' } : null,
      pricing: null,
      ours: null,
      participant: null,
      payload: null,
    },
  });

  it('make one row, the furthest with every first time, in whatever order they come', () => {
    const updates = [
      update('read', 30),
      update('sent', 12),
      update('delivered', 20),
      update('sent', 10),
      update('read', 35),
    ];
    const expected = {
      conversationId: 'conv',
      id: 'msg',
      status: 'read',
      acceptedAtMs: 10,
      deliveredAtMs: 20,
      readAtMs: 30,
      playedAtMs: null,
      failedAtMs: null,
      error: null,
      pricing: null,
    };
    expect(mergeStatuses(updates)).toEqual([expected]);
    expect(mergeStatuses(updates.toReversed())).toEqual([expected]);
  });

  it('keep the reason of a failure only while nothing proves the delivery', () => {
    expect(mergeStatuses([update('failed', 5), update('sent', 4)])).toMatchObject([
      { status: 'failed', error: expect.stringContaining('"code":5') },
    ]);
    for (const pair of [
      [update('failed', 5), update('delivered', 6)],
      [update('delivered', 6), update('failed', 5)],
    ]) {
      expect(mergeStatuses(pair)).toMatchObject([{ status: 'delivered', error: null, failedAtMs: 5 }]);
    }
  });

  it('of different messages stay apart', () => {
    const other = { ...update('read', 1), message: { conversationId: 'conv', id: 'msg2' } };
    expect(mergeStatuses([update('sent', 1), other]).map(({ id, status }) => [id, status])).toEqual([
      ['msg', 'sent'],
      ['msg2', 'read'],
    ]);
  });
});

describe('the time that orders a message', () => {
  it('is the end of its second, and never after its arrival', () => {
    expect(orderingTime(10_000, 50_000)).toBe(10_999);
    expect(orderingTime(10_000, 10_400)).toBe(10_400);
    expect(orderingTime(99_000, 10_400)).toBe(10_400);
  });
});

describe('the window', () => {
  it('ends a day after the customer’s last message, and was never open before the first', () => {
    expect(windowEndsAt(1_000)).toBe(1_000 + 86_400_000);
    expect(windowEndsAt(null)).toBeNull();
  });
});

describe('a preview', () => {
  it('is one line of whole characters', () => {
    expect(previewOf(null)).toBeNull();
    expect(previewOf('  a\n\tb  ')).toBe('a b');
    expect(Array.from(previewOf('😀'.repeat(500)) ?? '')).toEqual(
      Array.from({ length: PREVIEW_CHARACTERS }, () => '😀'),
    );
  });
});
