import type { Counters } from '../../workers/testing/crash/count.ts';
import { createFiles } from './files.ts';
import { createLetters } from './letters.ts';
import type { Outside } from './outside.ts';
import { createReadings } from './readings.ts';
import type { Running } from './running.ts';
import { openShop } from './shop.ts';

/** What a company does beside its sends, between the kills. */
export async function openErrands(running: Running, outside: Outside) {
  const shop = await openShop(running, outside);
  const files = createFiles();
  const readings = createReadings(outside);
  const letters = createLetters();
  return {
    post: (now: Running) => shop.act(now),
    receive: (now: Running, person: number) => files.act(now, person),
    read: (now: Running) => readings.act(now),
    putBack: (now: Running, how: 'one' | 'all') => letters.act(now, how),
    isLetterOpen: letters.isOpen,
    /** When the kills have ended: whoever got no answer asks again. */
    async finish(now: Running) {
      await shop.finish(now);
      await files.finish(now);
      await readings.finish(now);
      await letters.finish(now);
    },
    count: async (now: Running): Promise<Record<string, Counters>> => ({
      purchases: await shop.count(now),
      files: await files.count(now),
      readings: await readings.count(now),
      letters: await letters.count(now),
    }),
  };
}
