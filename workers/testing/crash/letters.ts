import type { DeadLetter, DeadLetterGroup } from '../../contracts/api/dead-letters.ts';
import { schedule } from '../../edges/cron/schedule.ts';
import type { Errand } from './errand.ts';
import { isolateFor } from './consume-badly.ts';
import { createIsolate, type World } from './isolate.ts';
import { callApi, callForJson, type Office } from './office.ts';

/** Longer than a letter that was put back is waited for, in milliseconds. */
const GIVEN_UP_MS = 2 * 3_600_000;

/** Jobs end as dead letters, and people put them back, one or all that failed alike, interrupted or not. */
export function tendLetters(world: World, office: Office, settle: () => Promise<void>): Errand {
  const { random, env, clock } = world;
  const path = '/v1/dead-letters';
  const calm = () => createIsolate(world, null);
  const get = async <T>(of: string) =>
    (await callForJson<{ items: T[] }>(calm(), office, { method: 'GET', path: of })).items;

  async function redriveAll(isCalm: boolean): Promise<void> {
    for (const { lane, kind, code } of await get<DeadLetterGroup>(`${path}/groups`)) {
      const isolate = isCalm ? calm() : isolateFor(world, ['redrive-all']);
      await callApi(isolate, office, { method: 'POST', path: `${path}/redrive`, body: { lane, kind, code } });
    }
  }

  async function states(): Promise<{ id: string; kind: string; state: string; redrives: number }[]> {
    const { results } = await env.DIRECTORY.prepare(
      'SELECT id, kind, state, redrives FROM dead_letters WHERE company_id = ?',
    )
      .bind(office.companyId)
      .all<{ id: string; kind: string; state: string; redrives: number }>();
    return results;
  }

  return {
    async act() {
      const open = await get<DeadLetter>(`${path}?state=open&limit=20`);
      const [first, second] = random.shuffled(open);
      // Two people at once.
      for (const one of [first, second, random.chance(0.3) ? first : undefined]) {
        if (one === undefined) continue;
        const isolate = isolateFor(world, ['redrive']);
        await callApi(isolate, office, { method: 'POST', path: `${path}/${one.id}/redrive` });
      }
      if (random.chance(0.3)) await redriveAll(false);
    },
    async finish() {
      // What the database could not take lies in the bucket until the clock brings it in.
      await schedule(calm().context());
      for (let round = 0; round < 5; round++) {
        if ((await states()).every(({ state }) => state === 'done')) return;
        await redriveAll(true);
        for (const one of await get<DeadLetter>(`${path}?state=redriven&limit=100`))
          await callApi(calm(), office, { method: 'POST', path: `${path}/${one.id}/redrive` });
        await settle();
        clock.now += GIVEN_UP_MS;
      }
    },
    /** That a job was done once is counted where it shows: among sends, purchases and files. */
    async count() {
      const all = await states();
      return {
        lost: all
          .filter(({ state }) => state !== 'done')
          .map(({ kind, state, id }) => `${kind} ${state} ${id}`),
        unexpected: [],
        duplicated: [],
        recovered: all.filter(({ state }) => state === 'done').map(({ id }) => id),
      };
    },
  };
}
