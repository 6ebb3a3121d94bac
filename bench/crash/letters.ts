import { countLetters, type Counters, type Letter } from '../../workers/testing/crash/count.ts';
import { until, type Running } from './running.ts';

/** Longer than a letter that was put back is waited for, in milliseconds. */
const GIVEN_UP_MS = 2 * 3_600_000;
const PATH = '/v1/dead-letters';

/** Jobs end as dead letters, and people put them back, one or all that failed alike. */
export function createLetters() {
  const letters = (running: Running) =>
    running.rows<Letter>('directory', 'SELECT id, lane, kind, code, state FROM dead_letters ORDER BY id');
  const openOnes = async (running: Running) =>
    (await letters(running)).filter(({ state }) => state === 'open');
  const redriveAll = async (running: Running, { lane, kind, code }: Letter) =>
    running.call('POST', `${PATH}/redrive`, { lane, kind, code });
  const redrive = (running: Running, { id }: Letter) => running.call('POST', `${PATH}/${id}/redrive`);

  return {
    isOpen: async (running: Running) => (await openOnes(running)).length > 0,
    async act(running: Running, how: 'one' | 'all') {
      await until(async () => (await openOnes(running)).length > 0, 5_000);
      const [first] = await openOnes(running);
      if (first !== undefined) await (how === 'one' ? redrive : redriveAll)(running, first);
    },
    async finish(running: Running) {
      for (let round = 0; round < 3; round++) {
        const undone = (await letters(running)).filter(({ state }) => state !== 'done');
        if (undone.length === 0) return;
        for (const one of undone) await redrive(running, one);
        await until(async () => (await letters(running)).every(({ state }) => state === 'done'), 5_000);
        await running.pass(GIVEN_UP_MS);
      }
    },
    /** That a job was done once is counted where it shows: among purchases. */
    async count(running: Running): Promise<Counters> {
      return countLetters(await letters(running));
    },
  };
}
