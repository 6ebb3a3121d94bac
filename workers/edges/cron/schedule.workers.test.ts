import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { WebhookWithSecret } from '../../contracts/api/webhooks.ts';
import { openOffice, openThread, tenantRows, type Thread } from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';

const MINUTE_MS = 60_000;
/** More batches than a tick has: a test that reaches it never ended by itself. */
const MAX_BATCHES = 200;

/** A thread in which everything that the cron finds is left behind by `leave`, each time anew. */
async function neglected() {
  const thread = await openThread();
  const { deployment, owner, conversationId } = thread;
  const url = `${testVars.META_GRAPH_URL}/receivers/${thread.number}`;
  await deployment.json<WebhookWithSecret>(owner, 'POST', '/v1/webhooks', {
    url,
    events: ['message.created'],
  });
  const path = `/v1/conversations/${conversationId}`;
  const conversation = () => deployment.json<Conversation>(thread.owner, 'GET', path);
  let written = 0;
  return {
    thread,
    written: () => Array.from({ length: written }, (_, n) => `text ${n + 1}`),
    conversation,
    /** A reply, a snooze and an event for a webhook of which every queue message was lost. */
    leave: async () => {
      const { version } = await conversation();
      const snoozedUntilMs = deployment.clock.now + 30_000;
      await deployment.json(thread.owner, 'PATCH', path, { version, status: 'snoozed', snoozedUntilMs });
      await thread.send(`text ${++written}`);
      deployment.queues.waiting.length = 0;
      deployment.jobs.waiting.length = 0;
      await thread.passTime(2 * MINUTE_MS);
    },
    /** Minutes that nothing disturbs. */
    recover: async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute++) {
        await deployment.tick();
        await deployment.drain();
        await deployment.drainJobs();
        await thread.passTime(MINUTE_MS);
      }
    },
    told: () =>
      deployment.graph.calls
        .filter((call) => call.url === url)
        .flatMap(({ text }) => /"text":"(text \d+)"/.exec(text)?.[1] ?? [])
        .toSorted(),
  };
}

type Neglected = Awaited<ReturnType<typeof neglected>>;

async function expectAllOnce({ thread, written, told, conversation }: Neglected): Promise<void> {
  const rows = await tenantRows<{ behind: number }>(
    `SELECT (SELECT max(seq) FROM company_log WHERE company_id = ?1) -
            (SELECT drained_seq FROM company_log_cursors WHERE company_id = ?1) AS behind`,
    thread.owner.companyId,
  );
  expect(rows).toEqual([{ behind: 0 }]);
  expect(thread.textsSent()).toEqual(written());
  expect(told()).toEqual(written().toSorted());
  expect((await conversation()).status).toBe('open');
}

function batchesOf({ deployment }: Thread, at: 'beforeBatch' | 'afterCommit', hit: () => void) {
  for (const db of [deployment.directory, deployment.tenant, deployment.search]) {
    if (at === 'beforeBatch') db.beforeBatch = () => Promise.resolve().then(hit);
    else db.afterCommit = hit;
  }
  return () => {
    for (const db of [deployment.directory, deployment.tenant, deployment.search]) db[at] = null;
  };
}

it('a cron that is cut off at any step leaves nothing behind and does nothing twice', async () => {
  const world = await neglected();
  let cuts = 0;
  for (const at of ['beforeBatch', 'afterCommit'] as const) {
    for (let cutAt = 1, isCut = true; isCut && cutAt < MAX_BATCHES; cutAt++) {
      await world.leave();
      isCut = false;
      let batches = 0;
      const end = batchesOf(world.thread, at, () => {
        if (++batches < cutAt) return;
        isCut = true;
        throw new Error('the handler was ended');
      });
      await world.thread.deployment.tick();
      end();
      if (isCut) cuts += 1;
      await world.recover(1);
    }
  }
  await world.recover(3);
  expect(cuts).toBeGreaterThan(20);
  await expectAllOnce(world);
});

it('a cron beside which another runs, begun at any step of it, does nothing twice', async () => {
  const world = await neglected();
  const { deployment } = world.thread;
  let overlaps = 0;
  for (let at = 1, isBegun = true; isBegun && at < MAX_BATCHES; at++) {
    await world.leave();
    isBegun = false;
    let batches = 0;
    const others: Promise<void>[] = [];
    const end = () => {
      for (const db of [deployment.directory, deployment.tenant, deployment.search]) db.beforeBatch = null;
    };
    for (const db of [deployment.directory, deployment.tenant, deployment.search])
      db.beforeBatch = async () => {
        if (++batches !== at) return;
        isBegun = true;
        end();
        others.push(deployment.tick());
        await others[0];
      };
    await deployment.tick();
    end();
    await Promise.all(others);
    if (isBegun) overlaps += 1;
    await world.recover(1);
  }
  await world.recover(3);
  expect(overlaps).toBeGreaterThan(10);
  await expectAllOnce(world);
});

it('asks once for all companies, and looks no further into those where nothing happened', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  await thread.passTime(MINUTE_MS);
  await deployment.tick();
  await deployment.drainJobs();
  const statementsOfTick = async () => {
    await thread.passTime(MINUTE_MS);
    const databases = [deployment.directory, deployment.tenant, deployment.search];
    const before = databases.map(({ statements }) => statements.length);
    await deployment.tick();
    return databases.reduce((sum, { statements }, n) => sum + statements.length - (before[n] ?? 0), 0);
  };
  await statementsOfTick();
  const withOne = await statementsOfTick();
  for (let n = 0; n < 20; n += 1) {
    const { owner } = await openOffice(deployment);
    const url = `${testVars.META_GRAPH_URL}/receivers/quiet`;
    await deployment.json(owner, 'POST', '/v1/webhooks', { url, events: ['message.*'] });
  }
  await statementsOfTick();
  await deployment.drainJobs();
  // Some of them may have their minute for questions to Meta: two statements each.
  expect((await statementsOfTick()) - withOne).toBeLessThan(10);
});
