import { schedule } from '../../edges/cron/schedule.ts';
import { countLetters, type Letter } from './count.ts';
import type { Errand } from './errand.ts';
import { isolateFor } from './consume-badly.ts';
import { createIsolate, type World } from './isolate.ts';
import { callApi, type Office } from './office.ts';

/** Letters that failed alike are put back together. */
const groupOf = ({ lane, kind, code }: Letter) => `${lane} ${kind} ${code}`;
const NOBODY = { lane: '', kind: '', code: '' };

/** Longer than a letter that was put back is waited for, in milliseconds. */
const GIVEN_UP_MS = 2 * 3_600_000;

/** Jobs end as dead letters, and people put them back, one or all that failed alike, interrupted or not. */
export function tendLetters(world: World, office: Office, settle: () => Promise<void>): Errand {
  const { random, env, clock } = world;
  const path = '/v1/dead-letters';
  const calm = () => createIsolate(world, null);

  async function redriveAll(isCalm: boolean): Promise<void> {
    const open = (await states()).filter(({ state }) => state === 'open');
    for (const [{ lane, kind, code } = NOBODY] of Map.groupBy(open, groupOf).values()) {
      const isolate = isCalm ? calm() : isolateFor(world, ['redrive-all']);
      await callApi(isolate, office, { method: 'POST', path: `${path}/redrive`, body: { lane, kind, code } });
    }
  }

  async function states(): Promise<Letter[]> {
    const { results } = await env.DIRECTORY.prepare(
      'SELECT id, lane, kind, code, state FROM dead_letters WHERE company_id = ?',
    )
      .bind(office.companyId)
      .all<Letter>();
    return results;
  }

  return {
    async act() {
      if (random.chance(0.4)) await redriveAll(false);
      const [first, second] = random.shuffled((await states()).filter(({ state }) => state === 'open'));
      // Two people at once.
      for (const one of [first, second, random.chance(0.3) ? first : undefined]) {
        if (one === undefined) continue;
        const isolate = isolateFor(world, ['redrive']);
        await callApi(isolate, office, { method: 'POST', path: `${path}/${one.id}/redrive` });
      }
    },
    async finish() {
      // What the database could not take lies in the bucket until the clock brings it in.
      await schedule(calm().context());
      for (let round = 0; round < 5; round++) {
        if ((await states()).every(({ state }) => state === 'done')) return;
        await redriveAll(true);
        for (const one of (await states()).filter(({ state }) => state === 'redriven'))
          await callApi(calm(), office, { method: 'POST', path: `${path}/${one.id}/redrive` });
        await settle();
        clock.now += GIVEN_UP_MS;
      }
    },
    /** That a job was done once is counted where it shows: among sends, purchases and files. */
    async count() {
      return countLetters(await states());
    },
  };
}
