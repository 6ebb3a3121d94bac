import { expect, it } from 'vitest';
import { sweepWakeups } from '../../edges/cron/sweep-wakeups.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { statuses } from '../../testing/meta-payloads.ts';
import type { WaitingMessage } from '../../testing/queues.ts';
import { directoryRows, openOffice, openThread, tenantRows, type Thread } from '../../testing/thread.ts';

const SEED = 1;
const SENDS = 200;
const THREADS = 12;

/** A generator of numbers from 0 to 1 that is the same in every run. Source: mulberry32, public domain. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Call {
  text: { body: string };
  biz_opaque_callback_data: string;
}

it(
  'sends no message twice and leaves none behind, whatever fails and whatever is repeated',
  { timeout: 120_000 },
  async () => {
    const random = seeded(SEED);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const office = await openOffice();
    const { deployment, number } = office;
    const threads: Thread[] = [];
    for (let index = 0; index < THREADS; index++) threads.push(await openThread(office));

    // What Meta took, as Meta knows it; some answers are lost, some come late, some are refusals.
    const taken: { id: string; text: string; callbackData: string }[] = [];
    const answerOf = (id: string): { answer: GraphAnswer; isTaken: boolean } => {
      const accepted = { status: 200, body: { messages: [{ id }] } };
      return pick([
        ...Array.from({ length: 7 }, () => ({ answer: accepted, isTaken: true })),
        { answer: 'reset' as const, isTaken: true },
        { answer: { status: 500, body: null }, isTaken: random() < 0.5 },
        { answer: { status: 429, body: null }, isTaken: false },
        { answer: { status: 400, body: { error: { code: 130429 } } }, isTaken: false },
        { answer: { status: 400, body: { error: { code: 131026 } } }, isTaken: false },
      ]);
    };
    deployment.graph.onCall = () => {
      const id = `wamid.R${SEED}.${deployment.graph.calls.length}`;
      const { answer, isTaken } = answerOf(id);
      deployment.graph.answers.push(answer);
      const body = deployment.graph.calls.at(-1)?.body as Call;
      if (isTaken) taken.push({ id, text: body.text.body, callbackData: body.biz_opaque_callback_data });
      // The database may be gone when the answer comes.
      if (random() < 0.05) deployment.tenant.fault = new Error('D1_ERROR: overloaded');
    };

    const shuffled = (list: readonly WaitingMessage[]) =>
      list
        .map((one) => ({ one, at: random() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ one }) => one);

    /** Consumes what waits: shuffled, in several consumers at once, with copies, some of it lost on the way. */
    const consumeBadly = async (losses: number, repeats: number) => {
      const waiting = deployment.queues.waiting.splice(0);
      const copies = waiting.filter(() => random() < repeats);
      const kept = shuffled([...waiting, ...copies]).filter(
        ({ queue, body }) =>
          queue !== 'messages-urgent' ||
          (body as { kind: string }).kind !== 'message.send' ||
          random() >= losses,
      );
      const parts: WaitingMessage[][] = [[], [], []];
      for (const message of kept) pick(parts).push(message);
      await Promise.all(
        parts.flatMap((part) =>
          ['messages-urgent', 'statuses', 'webhooks'].flatMap((queue) => {
            const mine = part.filter((message) => message.queue === queue);
            return mine.length === 0 ? [] : [deployment.consumeMessages(queue, mine)];
          }),
        ),
      );
      deployment.tenant.fault = null;
      deployment.directory.fault = null;
    };
    const reportSome = async () => {
      const reports = taken
        .filter(() => random() < 0.3)
        .map(({ id, callbackData }) => ({
          id,
          status: pick(['sent', 'delivered', 'read']),
          ...(random() < 0.5 ? { callbackData } : {}),
        }));
      if (reports.length > 0) await deployment.deliver(statuses(number, ...reports));
    };

    let sent = 0;
    while (sent < SENDS) {
      const some = Math.min(SENDS - sent, 1 + Math.floor(random() * 20));
      office.owner = await deployment.renew(office.owner);
      for (let index = 0; index < some; index++) {
        const thread = pick(threads);
        thread.owner = office.owner;
        await thread.send(`text ${sent++}`);
      }
      await consumeBadly(0.3, 0.2);
      await reportSome();
      deployment.clock.now += Math.floor(random() * 40_000);
      if (random() < 0.5) await sweepWakeups(deployment.context());
    }
    // From here on nothing new: four hours are enough for the longest waits, stops among them.
    for (let minute = 0; minute < 240; minute++) {
      await consumeBadly(minute < 4 ? 0.3 : 0, minute < 4 ? 0.2 : 0);
      deployment.clock.now += 60_000;
      await sweepWakeups(deployment.context());
      const left = await directoryRows(
        'SELECT ref FROM wakeups WHERE company_id = ?',
        office.owner.companyId,
      );
      if (left.length + deployment.queues.waiting.length === 0) break;
    }
    const byText = Map.groupBy(taken, ({ text }) => text);
    expect([...byText].filter(([, times]) => times.length > 1)).toEqual([]);
    const rows = await tenantRows<{ text: string; status: string; externalId: string | null }>(
      `SELECT text, status, external_id AS externalId FROM messages WHERE company_id = ? AND direction = 'outbound'`,
      office.owner.companyId,
    );
    expect(rows).toHaveLength(SENDS);
    const ends = new Set(rows.map(({ status }) => status));
    expect([...ends].filter((status) => ['queued', 'sending'].includes(status))).toEqual([]);
    expect(ends).toContain('failed');
    expect(ends).toContain('read');
    for (const { text, status, externalId } of rows) {
      const isTaken = byText.has(text);
      // What Meta took is never called failed, and what Meta did not take never sent.
      expect({ text, isTaken, status: status === 'unknown' ? null : status !== 'failed' }).toEqual({
        text,
        isTaken,
        status: status === 'unknown' ? null : isTaken,
      });
      expect([null, byText.get(text)?.[0]?.id]).toContain(externalId);
    }
    // With every report of Meta's in, nothing is unknown that was taken.
    await deployment.deliver(
      statuses(number, ...taken.map(({ id, callbackData }) => ({ id, status: 'delivered', callbackData }))),
    );
    await deployment.drain();
    const open = await tenantRows<{ text: string }>(
      `SELECT text FROM messages WHERE company_id = ? AND direction = 'outbound' AND status NOT IN ('delivered', 'read')`,
      office.owner.companyId,
    );
    expect(open.filter(({ text }) => byText.has(text))).toEqual([]);
    expect(deployment.queues.waiting).toEqual([]);
    const left = (sql: string) => tenantRows(sql, office.owner.companyId);
    expect(await left('SELECT external_id FROM pending_updates WHERE company_id = ?')).toEqual([]);
    expect(await left('SELECT id FROM channel_events WHERE company_id = ?')).toEqual([]);
    expect(
      await directoryRows('SELECT ref FROM wakeups WHERE company_id = ?', office.owner.companyId),
    ).toEqual([]);
    const order = await left(`SELECT count(*) AS n, max(seq) AS last FROM company_log WHERE company_id = ?`);
    expect(order).toEqual([{ n: expect.any(Number), last: (order[0] as { n: number }).n }]);
  },
);
