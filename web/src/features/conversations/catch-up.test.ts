import { describe, expect, it } from 'vitest';
import { settle } from '../../realtime/manual-clock.ts';
import { message, setUpThread } from './sample-thread.ts';

describe('a thread that may have missed something', () => {
  it('catches up with everything that happened while its socket was down', async () => {
    const world = setUpThread(10);
    world.thread.open();
    await settle();
    world.socketOpens();
    world.socketBreaks();
    for (let number = 11; number <= 80; number += 1) world.stored.push(message(number));
    await world.pass(100);
    world.socketOpens();
    await settle();
    expect(world.texts()).toHaveLength(80);
  });

  it('fetches what the company’s socket announced and its own has not brought', async () => {
    const world = setUpThread(1);
    world.thread.open();
    await settle();
    world.stored.push(message(2));
    world.thread.expect([{ id: message(2).id, version: 1 }]);
    await world.pass(400);
    expect(world.texts()).toEqual([1, 2]);
    const before = world.lists();
    world.thread.expect([{ id: message(2).id, version: 1 }]);
    await world.pass(400);
    expect(world.lists()).toBe(before);
  });

  it('fetches the first of two announcements although only the second one was brought', async () => {
    const world = setUpThread(1);
    world.thread.open();
    await settle();
    world.socketOpens();
    await settle();
    world.stored.push(message(2), message(3));
    world.thread.expect([{ id: message(2).id, version: 1 }]);
    await world.pass(200);
    world.thread.expect([{ id: message(3).id, version: 1 }]);
    world.socketSays({ type: 'message.created', seq: 2, message: message(3) });
    await world.pass(600);
    expect(world.texts()).toEqual([1, 2, 3]);
  });

  it('tries again after a catch-up that failed, whatever is announced meanwhile', async () => {
    const world = setUpThread(1);
    world.thread.open();
    await settle();
    world.socketOpens();
    await settle();
    world.stored.push(message(2));
    world.failLists(true);
    world.thread.expect([{ id: message(2).id, version: 1 }]);
    await world.pass(400);
    world.failLists(false);
    world.thread.expect([{ id: message(3).id, version: 1 }]);
    world.socketSays({ type: 'message.created', seq: 2, message: message(3) });
    await world.pass(3_000);
    expect(world.texts()).toEqual([1, 2, 3]);
  });

  it('learns what changed far up while nobody told, and goes no further than what is loaded', async () => {
    const world = setUpThread(300);
    world.thread.open();
    await settle();
    world.socketOpens();
    await world.thread.loadOlder();
    await world.thread.loadOlder();
    expect(world.texts()).toHaveLength(150);
    world.change(message(160, { version: 2, text: 'edited' }));
    world.change(message(20, { version: 2, text: 'edited' }));
    const before = world.lists();
    world.thread.missed([message(160).id, message(20).id]);
    await settle();
    expect(world.thread.messages.value.find((one) => one.id === message(160).id)?.text).toBe('edited');
    expect(world.texts()).toHaveLength(150);
    expect(world.lists() - before).toBe(3);
  });

  it('learns when it is opened again what changed far up while it was closed', async () => {
    const world = setUpThread(120);
    world.thread.open();
    await settle();
    await world.thread.loadOlder();
    world.thread.close();
    world.change(message(30, { version: 2, status: 'read' }));
    world.thread.expect([{ id: message(30).id, version: 2 }]);
    await world.pass(60_000);
    expect(world.lists()).toBe(2);
    world.thread.open();
    await settle();
    expect(world.thread.messages.value.find((one) => one.id === message(30).id)?.status).toBe('read');
  });

  it('starts again from its end when too much was missed, and keeps what came meanwhile', async () => {
    const world = setUpThread(120);
    world.thread.open();
    await settle();
    await world.thread.loadOlder();
    for (let number = 121; number <= 600; number += 1) world.stored.push(message(number));
    world.thread.lost();
    world.socketSays({ type: 'message.created', seq: 1, message: message(601) });
    await settle();
    expect(world.texts().at(-1)).toBe(601);
    expect(world.texts()[0]).toBe(551);
    expect(world.thread.hasOlder.value).toBe(true);
  });
});
