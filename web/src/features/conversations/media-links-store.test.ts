import { describe, expect, it } from 'vitest';
import type { MediaLinkList } from '../../../../workers/contracts/api/media.ts';
import { createManualClock } from '../../realtime/manual-clock.ts';
import { createMediaLinks } from './media-links-store.ts';

const HOUR_MS = 3_600_000;
const setUp = () => {
  const time = createManualClock();
  const asked: string[][] = [];
  let fails = false;
  let missing = '';
  const links = createMediaLinks({
    clock: time.clock,
    ask: async (messageIds): Promise<MediaLinkList> => {
      asked.push(messageIds);
      if (fails) throw new Error('no answer');
      return {
        expiresAtMs: time.clock.nowMs() + HOUR_MS,
        items: messageIds
          .filter((id) => id !== missing)
          .map((messageId) => ({
            messageId,
            url: `/${asked.length}`,
            thumbnailUrl: null,
            downloadUrl: '/d',
          })),
      };
    },
  });
  return {
    links,
    asked,
    pass: time.pass,
    fail: (fail: boolean) => {
      fails = fail;
    },
    lose: (id: string) => {
      missing = id;
    },
    urlOf: (id: string) => {
      const state = links.of(id).peek();
      return state.kind === 'ready' ? state.link.url : state.kind;
    },
  };
};

describe('the links of files', () => {
  it('are asked for together, at most fifty at once', async () => {
    const world = setUp();
    for (let n = 0; n < 60; n += 1) world.links.need(`m${n}`);
    await world.pass(100);
    expect(world.asked.map((ids) => ids.length)).toEqual([50, 10]);
    expect(world.urlOf('m0')).toBe('/1');
  });

  it('are not asked for again while they are good, and renewed before they end', async () => {
    const world = setUp();
    world.links.need('a');
    await world.pass(100);
    world.links.need('a');
    await world.pass(100);
    expect(world.asked).toEqual([['a']]);
    await world.pass(HOUR_MS - 60_000);
    expect(world.asked).toEqual([['a'], ['a']]);
    expect(world.urlOf('a')).toBe('/2');
  });

  it('of files that left the screen are not renewed, until they come back', async () => {
    const world = setUp();
    const leave = world.links.need('a');
    await world.pass(100);
    leave();
    await world.pass(2 * HOUR_MS);
    expect(world.asked).toHaveLength(1);
    world.links.need('a');
    await world.pass(100);
    expect(world.asked).toHaveLength(2);
  });

  it('come after a failure by themselves', async () => {
    const world = setUp();
    world.fail(true);
    world.links.need('a');
    await world.pass(100);
    expect(world.urlOf('a')).toBe('failed');
    world.fail(false);
    await world.pass(8_000);
    expect(world.urlOf('a')).toBe('/2');
  });

  it('that the server left out do not harm their neighbours', async () => {
    const world = setUp();
    world.lose('b');
    world.links.need('a');
    world.links.need('b');
    await world.pass(100);
    expect([world.urlOf('a'), world.urlOf('b')]).toEqual(['/1', 'failed']);
    // It may be there a moment later.
    world.lose('');
    await world.pass(8_000);
    expect([world.urlOf('a'), world.urlOf('b')]).toEqual(['/1', '/2']);
  });
});
