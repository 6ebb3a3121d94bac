import { sweepWakeups } from '../../edges/cron/sweep-wakeups.ts';
import { schedule } from '../../edges/cron/schedule.ts';
import { createWebhooks } from '../../edges/webhooks/app.ts';
import { isAllowed } from '../../features/conversations/message-moves.ts';
import { drainLog } from '../../features/realtime/index.ts';
import { followLogs } from '../../features/webhooks-out/index.ts';
import { CRASH_POINTS, type CrashPoint } from '../../platform/crash-points.ts';
import { statuses, texts } from '../meta-payloads.ts';
import { createQueues } from '../queues.ts';
import { countErrands, openErrands } from './open-errands.ts';
import { sign } from '../sign.ts';
import { testVars } from '../vars.ts';
import { countInbound, countLogGaps, countSends, countTold, type Asked, type CrashReport } from './count.ts';
import { consumeRound, isolateFor, isOurs } from './consume-badly.ts';
import { createIsolate, type Isolate, type World } from './isolate.ts';
import { callApi, conversationIds, openOffice } from './office.ts';
import { execution } from './platform.ts';
import { createProvider } from './provider.ts';
import { createRandomness } from './randomness.ts';
import { forgetMoves, readMoves, watchMoves } from './watch-moves.ts';

export interface CrashPlan {
  seed: number;
  sends: number;
  threads: number;
  /** What the points are looked for in: an agent's sends, or all the rest that a company does. */
  of: 'sends' | 'errands';
  /** Rounds at most after the last send, in which points and faults that were missed are tried for. */
  mostExtraRounds: number;
}

const LONGEST_WAIT_MS = 60_000;

/**
 * Sends and receives while everything fails that can: work ends at every named point, queue messages are lost,
 * repeated and overlap, databases go away or lose their answer, the provider says nothing or the wrong thing. Then the
 * faults end, time passes, and what was asked for is compared with what the provider took and the database says.
 */
export async function proveCrashes(env: Env, plan: CrashPlan): Promise<CrashReport> {
  const random = createRandomness(plan.seed);
  const clock = { now: Date.UTC(2026, 4, 12, 9, 30) };
  const world: World = {
    env,
    clock,
    queues: createQueues(clock),
    provider: createProvider(random),
    random,
    crashes: new Map(),
    isDatabaseDown: false,
    areFaultsOn: false,
    areJobsMistaken: plan.of === 'errands',
    faults: { outages: 0, lostAnswers: 0, lostDatabases: 0, barriersMet: 0, copies: 0, mistakes: 0 },
  };
  const { queues, provider } = world;
  const { faults } = world;
  const calm = () => createIsolate(world, null);
  provider.isTroubled = false;
  const office = await openOffice(calm(), String(440_000_000 + plan.seed));
  await watchMoves(env.TENANT);

  const written: Asked[] = [];
  const asked: Asked[] = [];
  await Promise.all(Array.from({ length: plan.threads }, (_, n) => write(n, calm())));
  while (queues.waiting.length > 0) await consumeRound(world);
  const threads = await conversationIds(calm(), office);
  if (threads.length !== plan.threads) throw new Error(`${threads.length} of ${plan.threads} threads`);

  const errands =
    plan.of === 'sends'
      ? {}
      : await openErrands(world, office, { threads, settle, deliver: (body) => deliver(body, calm()) });

  provider.isTroubled = true;
  world.areFaultsOn = true;
  for (let extra = 0; extra < plan.mostExtraRounds;) {
    if (asked.length >= plan.sends) {
      if (missed().length === 0 && unmet().length === 0) break;
      extra++;
    }
    await Promise.all(Array.from({ length: plan.of === 'sends' ? 12 : 1 }, () => ask()));
    await Promise.all(
      Array.from({ length: 3 }, () => write(random.below(plan.threads), isolateFor(world, ['ask']))),
    );
    for (const errand of Object.values(errands)) for (const _ of [1, 2]) await errand.act();
    await consumeRound(world);
    await report();
    await repeatSome();
    if (faults.outages === 0 || random.chance(0.1)) await outage();
    // What is left after the last send may have to wait for a webhook's rest to end.
    clock.now += random.below(extra === 0 ? 45_000 : 240_000);
    await tick(isolateFor(world, ['cron']));
  }
  provider.isTroubled = false;
  world.areFaultsOn = false;
  // Whoever got no answer asks again, as clients do.
  for (const one of asked.filter(({ isAcknowledged }) => !isAcknowledged && random.chance(0.5))) {
    await request(one, threadOf(one), calm());
  }
  for (const errand of Object.values(errands)) {
    await errand.finish();
    await settle();
  }
  await deliver(
    statuses(
      office.number,
      ...provider.taken.map(({ id, callbackData }) => ({ id, status: 'delivered', callbackData })),
    ),
    calm(),
  );
  await settle();
  await schedule(calm().context());

  const { results } = await env.DIRECTORY.prepare('SELECT ref FROM wakeups WHERE company_id = ?')
    .bind(office.companyId)
    .all<{ ref: string }>();
  const pending = await env.TENANT.prepare(
    'SELECT external_id AS id FROM pending_updates WHERE company_id = ?',
  )
    .bind(office.companyId)
    .all<{ id: string }>();
  const moves = await readMoves(env.TENANT, office.companyId);
  await forgetMoves(env.TENANT);
  return {
    seed: plan.seed,
    asked: asked.length,
    acknowledged: asked.filter(({ isAcknowledged }) => isAcknowledged).length,
    ...(await countSends(world, office, asked)),
    inbound: await countInbound(world, office, written),
    errands: await countErrands(errands),
    webhooks: countTold(world, written),
    crashes: Object.fromEntries(world.crashes),
    missedPoints: missed(),
    moves: Object.fromEntries(moves.map(({ from, to, n }) => [`${from} > ${to}`, n])),
    forbiddenMoves: moves
      .filter(({ from, to }) => !isAllowed(from, to))
      .map(({ from, to }) => `${from} > ${to}`),
    answers: provider.answers,
    faults,
    unfinished: [
      ...results.map(({ ref }) => ref),
      ...pending.results.map(({ id }) => id),
      ...queues.waiting.filter(isOurs).map(({ queue }) => queue),
    ],
    logGaps: await countLogGaps(env.TENANT, office),
  };

  function missed(): CrashPoint[] {
    const isOfErrands = (point: CrashPoint) => /^(event|media|seen|letter)\./.test(point);
    return CRASH_POINTS.filter(
      (point) => isOfErrands(point) === (plan.of === 'errands') && !world.crashes.has(point),
    );
  }

  function unmet(): string[] {
    const { mistakes, ...others } = faults;
    const awaited = plan.of === 'errands' ? { ...others, mistakes } : others;
    return Object.entries(awaited).flatMap(([name, count]) => (count === 0 ? [name] : []));
  }

  function threadOf({ text }: Asked): string {
    return threads[Number(text.replace('ask ', '')) % threads.length] ?? '';
  }

  async function ask(): Promise<void> {
    const one: Asked = { text: `ask ${asked.length}`, isAcknowledged: false, wasInterrupted: false };
    asked.push(one);
    await request(one, threadOf(one), isolateFor(world, ['ask']));
    one.wasInterrupted = !one.isAcknowledged;
    if (one.wasInterrupted && random.chance(0.5))
      await request(one, threadOf(one), isolateFor(world, ['ask']));
  }

  async function request(one: Asked, conversationId: string, isolate: Isolate): Promise<void> {
    const response = await callApi(isolate, office, {
      method: 'POST',
      path: `/v1/conversations/${conversationId}/messages`,
      body: { type: 'text', text: one.text },
      key: one.text.replace(' ', '-'),
    });
    if (response?.ok === true) one.isAcknowledged = true;
    else if (response !== null && response.status < 500) throw new Error(await response.text());
  }

  /** A customer writes; Meta delivers it as often as it takes, and sometimes more often. */
  async function write(person: number, isolate: Isolate): Promise<void> {
    const n = written.length;
    const one: Asked = { text: `write ${n}`, isAcknowledged: false, wasInterrupted: false };
    written.push(one);
    const from = `5511955${String(500_000 + person)}`;
    const body = texts(office.number, {
      id: `wamid.IN${plan.seed}.${n}`,
      from,
      text: one.text,
      atSeconds: Math.floor(clock.now / 1_000),
    });
    one.isAcknowledged = await deliver(body, isolate);
    one.wasInterrupted = !one.isAcknowledged;
    while (!one.isAcknowledged || random.chance(0.2)) one.isAcknowledged = await deliver(body, calm());
  }

  async function deliver(body: unknown, isolate: Isolate): Promise<boolean> {
    const text = JSON.stringify(body);
    const post = new Request('http://recado.test/webhooks/meta', {
      method: 'POST',
      headers: {
        'x-hub-signature-256': await sign(testVars.META_APP_SECRET, text),
        'content-type': 'application/json',
      },
      body: text,
    });
    const door = createWebhooks(isolate.contextOf);
    const response = await isolate.run(Promise.resolve(door.fetch(post, isolate.env, execution())));
    return response !== 'died' && response.ok;
  }

  /** Meta reports some of what it took: early, late, repeated, in any order, with our name for it or without. */
  async function report(): Promise<void> {
    const reports = provider.taken
      .slice(-60)
      .filter(() => random.chance(0.3))
      .map(({ id, callbackData }) => ({
        id,
        status: random.pick(['sent', 'delivered', 'read']),
        ...(random.chance(0.5) ? { callbackData } : {}),
      }));
    if (reports.length > 0) await deliver(statuses(office.number, ...random.shuffled(reports)), calm());
  }

  /** People send again what failed, and what is unknown when they know that it was not taken. */
  async function repeatSome(): Promise<void> {
    const { results: rows } = await env.TENANT.prepare(
      `SELECT conversation_id AS conversationId, id, text, status FROM messages
       WHERE company_id = ? AND status IN ('failed', 'unknown') AND type = 'text'`,
    )
      .bind(office.companyId)
      .all<{ conversationId: string; id: string; text: string; status: string }>();
    const taken = new Set(provider.taken.map(({ text }) => text));
    const some = rows.filter(({ text }) => !taken.has(text) && random.chance(0.3)).slice(0, 4);
    await Promise.all(
      some.map(({ conversationId, id, status }) =>
        callApi(isolateFor(world, ['repeat']), office, {
          method: 'POST',
          path: `/v1/conversations/${conversationId}/messages/${id}/${status === 'failed' ? 'retry' : 'decision'}`,
          ...(status === 'failed' ? {} : { body: { outcome: 'send_again' } }),
        }),
      ),
    );
  }

  async function outage(): Promise<void> {
    faults.outages++;
    world.isDatabaseDown = true;
    await Promise.all([ask(), ask(), consumeRound(world)]);
    clock.now += 5_000;
    await tick(isolateFor(world, ['cron']));
    world.isDatabaseDown = false;
  }

  async function tick(isolate: Isolate): Promise<void> {
    const ctx = isolate.context();
    await isolate.run(
      Promise.allSettled([sweepWakeups(ctx), drainLog(ctx, office.companyId), followLogs(ctx)]),
    );
  }

  /** Without faults: time passes until nothing is left to do. */
  async function settle(): Promise<void> {
    for (let step = 0; step < 600; step++) {
      await consumeRound(world);
      if (queues.waiting.some((one) => isOurs(one) && (one.dueAtMs ?? 0) <= clock.now)) continue;
      const known = await dueTimes();
      const before = clock.now;
      clock.now =
        known.length === 0 ? before + LONGEST_WAIT_MS : Math.max(before + 1_000, Math.min(...known));
      await tick(calm());
      // The way by the log may have found what waits again.
      if (known.length === 0 && (await dueTimes()).length === 0) return;
    }
  }

  async function dueTimes(): Promise<number[]> {
    return [...(await nextDue()), ...queues.waiting.filter(isOurs).map(({ dueAtMs }) => dueAtMs ?? 0)];
  }

  /** What the rows wait for: a long wait for a webhook's next try is in no queue. */
  async function nextDue(): Promise<number[]> {
    const [wakeup, delivery] = await Promise.all([
      env.DIRECTORY.prepare('SELECT min(due_at_ms) AS dueAtMs FROM wakeups WHERE company_id = ?')
        .bind(office.companyId)
        .first<{ dueAtMs: number | null }>(),
      env.TENANT.prepare(
        `SELECT min(due_at_ms) AS dueAtMs FROM webhook_deliveries
         WHERE company_id = ? AND state IN ('pending', 'sending')`,
      )
        .bind(office.companyId)
        .first<{ dueAtMs: number | null }>(),
    ]);
    return [wakeup?.dueAtMs, delivery?.dueAtMs].filter((dueAtMs) => dueAtMs != null);
  }
}
