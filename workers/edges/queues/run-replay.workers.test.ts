import { describe, expect, it } from 'vitest';
import type { Replay } from '../../contracts/api/replays.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';

const HOUR_MS = 60 * 60 * 1_000;

/** A company whose deliveries were archived: so many messages, each in an object of its own. */
async function withArchive(number: string, messages: number) {
  const deployment = createDeployment();
  const owner = await deployment.signUp(await deployment.createCompany(`replay-${number}`), 'owner');
  await deployment.connectNumber(owner, number);
  for (let n = 1; n <= messages; n++) {
    await deployment.deliver(
      texts(number, { id: `wamid.${number}.${n}`, from: `55119555${number}`, text: `No ${n}` }),
    );
    await deployment.drain();
  }
  await deployment.drainJobs();
  const range = { fromMs: deployment.clock.now - HOUR_MS, toMs: deployment.clock.now + HOUR_MS };
  return { deployment, owner, range };
}
type World = Awaited<ReturnType<typeof withArchive>>;

const start = ({ deployment, owner, range }: World, change: object = {}) =>
  deployment.json<Replay>(owner, 'POST', '/v1/replays', { ...range, ...change });
const find = ({ deployment, owner }: World, { id }: Replay) =>
  deployment.json<Replay>(owner, 'GET', `/v1/replays/${id}`);
const countStored = async ({ deployment, owner }: World) => {
  const row = await deployment.env.TENANT.prepare(
    'SELECT count(*) AS messages, (SELECT max(seq) FROM company_log WHERE company_id = ?1) AS seq FROM messages WHERE company_id = ?1',
  )
    .bind(owner.companyId)
    .first<{ messages: number; seq: number }>();
  return row;
};

describe('a replay', () => {
  it('of what is right already writes nothing but its own progress', async () => {
    const world = await withArchive('6101', 12);
    const before = await countStored(world);
    const mark = world.deployment.tenant.statements.length;
    const replay = await start(world);
    await world.deployment.drainJobs();
    expect(await find(world, replay)).toMatchObject({
      state: 'done',
      progress: 1,
      itemsRead: 12,
      error: null,
    });
    expect(await countStored(world)).toEqual(before);
    const written = world.deployment.tenant.statements
      .slice(mark)
      .filter(({ sql, rowsWritten }) => rowsWritten > 0 && !/\breplays\b/.test(sql));
    expect(written).toEqual([]);
  });

  it('brings back what was lost, for one channel and not for its neighbour', async () => {
    const world = await withArchive('6102', 2);
    const { deployment, owner } = world;
    const second = await deployment.connectNumber(owner, '6103');
    await deployment.deliver(texts('6103', { id: 'wamid.6103', from: '551195556103' }));
    await deployment.drain();
    await deployment.env.TENANT.prepare('DELETE FROM messages WHERE company_id = ?1')
      .bind(owner.companyId)
      .run();
    await start(world, { channelId: second.id });
    await deployment.drainJobs();
    expect((await countStored(world))?.messages).toBe(1);
    await start(world);
    await deployment.drainJobs();
    expect((await countStored(world))?.messages).toBe(3);
  });

  it('never reads what came before the number was this company’s', async () => {
    const { deployment, owner, range } = await withArchive('6104', 3);
    const [channel] = (await deployment.json<{ items: { id: string }[] }>(owner, 'GET', '/v1/channels'))
      .items;
    expect((await deployment.call(owner, 'DELETE', `/v1/channels/${channel?.id}`)).status).toBe(204);
    deployment.clock.now += 1_000;
    const others = await deployment.signUp(await deployment.createCompany('replay-others'), 'owner');
    await deployment.connectNumber(others, '6104');
    const replay = await start({ deployment, owner: others, range });
    await deployment.drainJobs();
    expect(await find({ deployment, owner: others, range }, replay)).toMatchObject({
      state: 'done',
      itemsRead: 0,
    });
    expect((await countStored({ deployment, owner: others, range }))?.messages).toBe(0);
  });

  it('that was interrupted goes on where it stood, and its lost queue message is found by the clock', async () => {
    const world = await withArchive('6105', 25);
    const { deployment } = world;
    const replay = await start(world);
    await deployment.consumeBatch('jobs');
    const half = await find(world, replay);
    expect([half.state, half.itemsRead < 25]).toEqual(['running', true]);
    deployment.jobs.waiting.length = 0;
    deployment.clock.now += 6 * 60_000;
    await deployment.tick();
    await deployment.drainJobs();
    const person: Person = await deployment.renew(world.owner);
    expect(await find({ ...world, owner: person }, replay)).toMatchObject({ state: 'done', itemsRead: 25 });
  });

  it('is one at a time, can be cancelled, and is of 31 days at most', async () => {
    const world = await withArchive('6106', 11);
    const { deployment, owner, range } = world;
    const refused = async (body: object) => {
      const response = await deployment.call(owner, 'POST', '/v1/replays', body);
      return [response.status, (await response.json<{ code: string }>()).code];
    };
    expect(await refused({ fromMs: range.toMs, toMs: range.fromMs })).toEqual([422, 'invalid']);
    expect(await refused({ fromMs: range.toMs - 32 * 24 * HOUR_MS, toMs: range.toMs })).toEqual([
      422,
      'invalid',
    ]);
    const replay = await start(world);
    expect(await refused(range)).toEqual([409, 'replay_running']);
    await deployment.json(owner, 'POST', `/v1/replays/${replay.id}/cancel`);
    await deployment.drainJobs();
    expect(await find(world, replay)).toMatchObject({ state: 'cancelled', itemsRead: 0 });
  });
});
