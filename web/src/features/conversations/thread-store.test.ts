import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../api/api-problem.ts';
import { settle } from '../../realtime/manual-clock.ts';
import { ME, message, noAnswer, setUpThread } from './sample-thread.ts';
import type { PendingMessage } from './thread.rules.ts';

const outside = new ApiProblem({
  status: 422,
  code: 'window_closed',
  title: 'Closed',
  detail: 'The window closed.',
});

describe('an open thread', () => {
  it('keeps frames that come before its first page, and applies them after it', async () => {
    const world = setUpThread(2);
    world.thread.open();
    world.socketSays({ type: 'message.created', seq: 1, message: message(3) });
    await settle();
    world.socketOpens();
    world.socketSays({ type: 'message.created', seq: 2, message: message(4) });
    await settle();
    expect(world.texts()).toContain(4);
    expect(world.texts().slice(0, 2)).toEqual([1, 2]);
  });

  it('loads older pages and never shows a hole for an old message that changes before its page', async () => {
    const world = setUpThread(120);
    world.thread.open();
    await settle();
    world.socketOpens();
    expect(world.texts()).toHaveLength(50);
    world.socketSays({ type: 'message.updated', seq: 1, message: message(3, { version: 2 }) });
    expect(world.texts()[0]).toBe(71);
    await world.thread.loadOlder();
    await world.thread.loadOlder();
    expect(world.texts()).toHaveLength(120);
    expect(world.thread.hasOlder.value).toBe(false);
  });

  it('marks where the unread messages begin, until the person answers', async () => {
    const world = setUpThread(5);
    world.thread.open();
    await settle();
    expect(world.thread.unreadBeforeId.value).toBe(message(4).id);
    await world.thread.send({ type: 'text', text: 'Hi' }, 'Hi');
    expect(world.thread.unreadBeforeId.value).toBeNull();
  });
});

describe('a message that is sent', () => {
  const hi = { type: 'text', text: 'Hi' } as const;
  const open = async (unsaved: PendingMessage[] = []) => {
    const world = setUpThread(1, unsaved);
    world.thread.open();
    await settle();
    world.socketOpens();
    return world;
  };

  it('is shown at once and replaced by the server’s own, in the same place', async () => {
    const world = await open();
    const sent = world.thread.send({ type: 'text', text: 'Hi' }, 'Hi');
    expect(world.thread.pending.value).toMatchObject([{ key: 'key-1', text: 'Hi', state: 'sending' }]);
    await sent;
    expect(world.thread.pending.value).toEqual([]);
    expect(world.texts()).toEqual([1, 2]);
    expect(world.thread.messages.value.map(world.thread.keyOf)).toEqual([message(1).id, 'key-1']);
  });

  it('is never shown twice when the socket is faster than the answer', async () => {
    const world = await open();
    const release = world.holdSending();
    const sent = world.thread.send({ type: 'text', text: 'Hi' }, 'Hi');
    await settle();
    const created = message(2, { direction: 'outbound', authorId: ME, clientKey: 'key-1', text: 'Hi' });
    world.socketSays({ type: 'message.created', seq: 1, message: created });
    expect(world.thread.pending.value).toEqual([]);
    expect(world.texts()).toEqual([1, 2]);
    expect(world.thread.keyOf(created)).toBe('key-1');
    release();
    await sent;
    expect(world.texts()).toEqual([1, 2]);
  });

  it('is kept when there is no answer, and tried again with the same key', async () => {
    const world = await open();
    world.failSending(noAnswer);
    await world.thread.send({ type: 'text', text: 'Hi' }, 'Hi');
    expect(world.thread.pending.value).toMatchObject([{ state: 'not_sent', reason: 'No connection.' }]);
    await world.thread.sendAgain('key-1');
    expect(world.sent).toEqual([
      { content: hi, key: 'key-1' },
      { content: hi, key: 'key-1' },
    ]);
    expect(world.thread.pending.value).toEqual([]);
  });

  it('is taken for sent when it arrives after all, although no answer came', async () => {
    const world = await open();
    world.failSending(noAnswer);
    await world.thread.send({ type: 'text', text: 'Hi' }, 'Hi');
    const created = message(2, { direction: 'outbound', authorId: ME, clientKey: 'key-1', text: 'Hi' });
    world.socketSays({ type: 'message.created', seq: 1, message: created });
    expect(world.thread.pending.value).toEqual([]);
    expect(world.texts()).toEqual([1, 2]);
  });

  it('is not offered again as it is when the server refused it', async () => {
    const world = await open();
    world.failSending(outside);
    await world.thread.send({ type: 'text', text: 'Hi' }, 'Hi');
    expect(world.thread.pending.value).toMatchObject([{ state: 'refused', reason: 'The window closed.' }]);
  });

  it('goes out after the one before it', async () => {
    const world = await open();
    const release = world.holdSending();
    const both = [
      world.thread.send({ type: 'text', text: 'first' }, 'first'),
      world.thread.send({ type: 'text', text: 'second' }, 'second'),
    ];
    await settle();
    expect(world.sent.map(({ content }) => content)).toEqual([{ type: 'text', text: 'first' }]);
    release();
    await Promise.all(both);
    expect(world.sent.map(({ content }) => content)).toEqual([
      { type: 'text', text: 'first' },
      { type: 'text', text: 'second' },
    ]);
  });

  it('survives a reload of the page as not sent', async () => {
    const world = await open([
      { key: 'old', text: 'Hi', content: hi, file: null, writtenAtMs: 1, state: 'sending', reason: null },
    ]);
    expect(world.thread.pending.value).toMatchObject([{ key: 'old', state: 'not_sent' }]);
    await world.thread.sendAgain('old');
    expect(world.sent).toEqual([{ content: hi, key: 'old' }]);
    expect(world.saved()).toEqual([]);
  });
});
