import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { LANES } from '../workers/contracts/queues.ts';
import { LANES as POLICIES } from '../workers/edges/queues/lanes.ts';

const QUEUES = [...LANES, 'dead-letters'].toSorted();
const config = fileURLToPath(new URL('../wrangler.toml', import.meta.url));

describe.each([{ env: undefined }, { env: 'production' }])(
  'the queues of the environment $env',
  ({ env }) => {
    const { queues } = unstable_readConfig({ config, env });
    const consumers = queues.consumers ?? [];
    const producers = queues.producers ?? [];
    const nameOf = ({ queue }: { queue: string }) => queue;

    it('are exactly the lanes and the backstop, each with a consumer', () => {
      expect(consumers.map(nameOf).toSorted()).toEqual(QUEUES);
    });

    it('can be sent to, but for the backstop, which only the platform fills', () => {
      expect(producers.map(nameOf).toSorted()).toEqual([...LANES].toSorted());
    });

    it('leave the end of a job to the table of lanes: the platform retries as often as it can', () => {
      for (const { max_retries } of consumers) expect(max_retries).toBe(100);
    });

    it('come in batches of the size that the table of lanes says', () => {
      const sizeOf = (lane: string) =>
        consumers.find(({ queue }: { queue: string }) => queue === lane)?.max_batch_size;
      expect(Object.fromEntries(LANES.map((lane) => [lane, sizeOf(lane)]))).toEqual(
        Object.fromEntries(LANES.map((lane) => [lane, POLICIES[lane].batchSize])),
      );
    });

    it('lose nothing that the platform gives up', () => {
      const backstops = consumers.filter(({ queue }: { queue: string }) => queue !== 'dead-letters');
      for (const { dead_letter_queue } of backstops) expect(dead_letter_queue).toBe('dead-letters');
    });
  },
);
