import { describe, expect, it } from 'vitest';
import { sampleMessage } from './sample-rows.ts';
import {
  firstUnreadId,
  layoutThread,
  mergeMessages,
  reuseLayout,
  type PendingMessage,
} from './thread.rules.ts';

const at = (id: string, sentAtMs: number, given: Partial<Parameters<typeof sampleMessage>[0]> = {}) =>
  sampleMessage({ id, sentAtMs, ...given });
const ids = (messages: readonly { id: string }[]) => messages.map((message) => message.id);

describe('the messages of a thread', () => {
  it('stand in order of time, however they arrive', () => {
    const merged = mergeMessages(mergeMessages([], [at('c', 30), at('a', 10)]), [at('b', 20)]);
    expect(ids(merged)).toEqual(['a', 'b', 'c']);
  });

  it('are replaced by newer copies only', () => {
    const known = mergeMessages([], [at('a', 10, { version: 3, text: 'newer' })]);
    expect(mergeMessages(known, [at('a', 10, { version: 2, text: 'older' })])).toBe(known);
    expect(mergeMessages(known, [at('a', 10, { version: 4, text: 'newest' })])[0]?.text).toBe('newest');
  });

  it('stay the very same list when a page brings nothing new', () => {
    const known = mergeMessages([], [at('a', 10), at('b', 20)]);
    expect(mergeMessages(known, [at('b', 20), at('a', 10)])).toBe(known);
  });
});

describe('the unread divider', () => {
  const thread = [at('a', 1), at('b', 2, { direction: 'outbound' }), at('c', 3), at('d', 4)];
  it('stands before the oldest unread message of the customer', () => {
    expect(firstUnreadId(thread, 2)).toBe('c');
    expect(firstUnreadId(thread, 3)).toBe('a');
  });
  it('is before what somebody wrote: notes are never unread', () => {
    const notes = [at('d', 40, { type: 'system' }), at('e', 50, { type: 'payment' })];
    expect(firstUnreadId([at('a', 10), at('b', 20), ...notes], 1)).toBe('b');
  });
  it('is nowhere when all is read, and at the oldest known message when more is unread than loaded', () => {
    expect(firstUnreadId(thread, 0)).toBeNull();
    expect(firstUnreadId(thread, 99)).toBe('a');
  });
});

describe('the layout of a thread', () => {
  const pending: PendingMessage = {
    key: 'k',
    text: 'Hi',
    content: { type: 'text', text: 'Hi' },
    file: null,
    writtenAtMs: 400_000,
    state: 'sending',
    reason: null,
  };
  const layout = (messages: Parameters<typeof layoutThread>[0]['messages'], extra = {}) =>
    layoutThread({
      messages,
      pending: [],
      myUserId: 'me',
      unreadBeforeId: null,
      keyOf: ({ id }) => id,
      dayOf: (atMs) => `day ${Math.floor(atMs / 1_000_000)}`,
      ...extra,
    });
  const shape = (days: ReturnType<typeof layoutThread>) =>
    days.map((day) => [
      day.key,
      ...day.blocks.map((block) =>
        block.kind === 'group' ? block.items.map((item) => item.key).join(' ') : block.kind,
      ),
    ]);

  it('groups what one person wrote within five minutes', () => {
    const messages = [
      at('a', 1_000),
      at('b', 2_000),
      at('c', 3_000, { direction: 'outbound', authorId: 'me' }),
      at('d', 4_000, { direction: 'outbound', authorId: 'ana' }),
      at('e', 400_000, { direction: 'outbound', authorId: 'ana' }),
    ];
    expect(shape(layout(messages))).toEqual([['day 0', 'a b', 'c', 'd', 'e']]);
  });

  it('keeps notes, which nobody wrote, apart from what somebody did', () => {
    const messages = [at('a', 1_000), at('b', 2_000, { type: 'system' }), at('c', 3_000)];
    expect(shape(layout(messages))).toEqual([['day 0', 'a', 'b', 'c']]);
  });

  it('begins a new group on a new day and at the unread divider', () => {
    const messages = [at('a', 999_000), at('b', 1_000_500), at('c', 1_001_000)];
    expect(shape(layout(messages, { unreadBeforeId: 'c' }))).toEqual([
      ['day 0', 'a'],
      ['day 1', 'b', 'unread', 'c'],
    ]);
  });

  it('puts what is still on its way at the end, with my last messages', () => {
    const messages = [at('a', 390_000, { direction: 'outbound', authorId: 'me' })];
    expect(shape(layout(messages, { pending: [pending] }))).toEqual([['day 0', 'a k']]);
  });

  it('gives back the earlier days and groups that did not change', () => {
    const messages = [at('a', 1_000), at('b', 1_000_500), at('c', 1_800_000)];
    const first = layout(messages);
    const second = reuseLayout(first, layout([...messages, at('d', 1_801_000)]));
    expect(second[0]).toBe(first[0]);
    expect(second[1]).not.toBe(first[1]);
    expect(second[1]?.blocks[0]).toBe(first[1]?.blocks[0]);
    expect(shape(second)).toEqual([
      ['day 0', 'a'],
      ['day 1', 'b', 'c d'],
    ]);
  });
});

it('messages stand in the order of their ids, whatever the sender’s clock of whole seconds says', () => {
  const answer = sampleMessage({ id: 'msg_1', direction: 'outbound', sentAtMs: 1_300 });
  const question = sampleMessage({ id: 'msg_2', sentAtMs: 1_000 });
  expect(mergeMessages([question], [answer]).map(({ id }) => id)).toEqual(['msg_1', 'msg_2']);
});
