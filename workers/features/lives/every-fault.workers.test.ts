import { describe, expect, it } from 'vitest';
import type { MessageLife } from '../../contracts/api/message-life.ts';
import { pdf } from '../../testing/files.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { openMediaThread, type MediaThread } from '../../testing/media-thread.ts';
import { statuses, texts } from '../../testing/meta-payloads.ts';
import { openThread, type Thread } from '../../testing/thread.ts';

const MINUTE_MS = 60_000;

/** All that these tests know of a message, they are told by this address. */
const lifeOf = ({ deployment, owner }: Thread, id: string | null) =>
  deployment.json<MessageLife>(owner, 'GET', `/v1/messages/${id}/life`);

const error = (code: number, status = 400): GraphAnswer => ({
  status,
  body: { error: { code, message: 'no' } },
});
const refusal = (life: MessageLife) => life.message.error ?? life.message.waiting;

/** One turn of the clock, and of the lane. */
async function turn(thread: Thread): Promise<void> {
  await thread.deployment.tick();
  await thread.deployment.consumeBatch('messages-urgent');
}

/** What went over the wire for it is what its journal tells, each try with how it ended. */
function expectComplete(life: MessageLife, calls: number): void {
  const tries = life.journal.flatMap((one) => (one.kind === 'try' || one.kind === 'fetch' ? [one] : []));
  expect(tries).toHaveLength(calls);
  for (const one of tries) expect([one.outcome, one.endedAtMs]).not.toContain(undefined);
  expect(life.next.text.length).toBeGreaterThan(20);
}

interface SendCase {
  answers: GraphAnswer[];
  status: string;
  next: string;
  /** Meta's code for why, where there is one. */
  code?: number;
}

const SENDS: Record<string, SendCase> = {
  'is answered too many at once': {
    answers: [error(80_007, 429)],
    status: 'queued',
    next: 'retry',
    code: 80_007,
  },
  'meets a rate of its number': { answers: [error(130_429)], status: 'queued', next: 'retry', code: 130_429 },
  'meets a fault of Meta’s': { answers: [error(131_000, 500)], status: 'unknown', next: 'report' },
  'meets a fault of Meta’s without a word': {
    answers: [{ status: 500, bytes: new Uint8Array() }],
    status: 'unknown',
    next: 'report',
  },
  'is taken, and the answer is cut off': {
    answers: [{ status: 200, bytes: new TextEncoder().encode('{"messaging_product":"what') }],
    status: 'unknown',
    next: 'report',
  },
  'loses its connection': { answers: ['reset'], status: 'unknown', next: 'report' },
  'is taken without an id': {
    answers: [{ status: 200, body: { messaging_product: 'whatsapp', messages: [] } }],
    status: 'unknown',
    next: 'report',
  },
  'is refused for good': { answers: [error(131_026)], status: 'failed', next: 'person', code: 131_026 },
  'is refused for now': { answers: [error(131_057)], status: 'queued', next: 'retry', code: 131_057 },
  'meets a token that has ended': { answers: [error(190)], status: 'queued', next: 'stop_ends', code: 190 },
};

/** Nothing goes out before the time that is said. */
async function waitsUntil(thread: Thread, atMs: number): Promise<void> {
  const { clock } = thread.deployment;
  expect(atMs).toBeGreaterThan(clock.now);
  await thread.passTime(atMs - clock.now - 1);
  await turn(thread);
  expect(thread.textsSent()).toHaveLength(1);
  await thread.passTime(2 * MINUTE_MS);
  await turn(thread);
}

/** What is said to come next does come. */
const COMES_TRUE: Record<string, (thread: Thread, life: MessageLife) => Promise<void>> = {
  async retry(thread, { next }) {
    await waitsUntil(thread, next.atMs ?? 0);
    await turn(thread);
    expect(thread.textsSent()).toHaveLength(2);
  },
  async stop_ends(thread, { next, message }) {
    const { deployment, channel } = thread;
    await waitsUntil(thread, next.atMs ?? 0);
    // A person has to end the stop; until then it is said to wait.
    const waits = await lifeOf(thread, message.id);
    expect([waits.next.step, waits.place?.waitingOnNumber, thread.textsSent().length]).toEqual([
      'stop_ends',
      1,
      1,
    ]);
    await deployment.json(thread.owner, 'POST', `/v1/channels/${channel.id}/breaker/close`);
    await deployment.consumeBatch('messages-urgent');
    await turn(thread);
    await thread.passTime(MINUTE_MS);
    await turn(thread);
    expect(thread.textsSent()).toHaveLength(2);
  },
  async report(thread, { next, message }) {
    const { deployment, number, conversationId } = thread;
    expect(next.atMs).toBeGreaterThan(deployment.clock.now);
    const callbackData = `${conversationId}/${message.id}`;
    await deployment.deliver(statuses(number, { id: 'wamid.LATE', status: 'delivered', callbackData }));
    await deployment.drain();
    expect(thread.textsSent()).toHaveLength(1);
  },
};

describe('of a message that', () => {
  it.each(Object.entries(SENDS))(
    '%s, its life says where it is, why, and what comes next',
    async (_, one) => {
      const thread = await openThread();
      const { deployment } = thread;
      deployment.graph.answers.push(...one.answers);
      const { id } = await thread.send('hello');
      await deployment.consumeBatch('messages-urgent');
      const life = await lifeOf(thread, id);
      expect([life.message.status, life.next.step]).toEqual([one.status, one.next]);
      expectComplete(life, thread.textsSent().length);
      expect(refusal(life)?.code).toBe(one.code ?? refusal(life)?.code);
      expect(life.sinceMs).toBe(deployment.clock.now);
      expect(life.place === null).toBe(one.status !== 'queued');

      await COMES_TRUE[one.next]?.(thread, life);
      const after = await lifeOf(thread, id);
      expectComplete(after, thread.textsSent().length);
    },
  );

  it('is slow to be answered, its life says that it is awaited and until when', async () => {
    const thread = await openThread();
    const { deployment } = thread;
    const held = Promise.withResolvers<void>();
    deployment.graph.barrier = held.promise;
    const { id } = await thread.send('hello');
    const work = deployment.consumeBatch('messages-urgent');
    await expect.poll(() => thread.textsSent().length).toBe(1);
    const during = await lifeOf(thread, id);
    expect([during.message.status, during.next.step]).toEqual(['sending', 'answer']);
    expect(during.next.atMs).toBeGreaterThan(deployment.clock.now);
    held.resolve();
    await work;
    expectComplete(await lifeOf(thread, id), 1);
  });

  it('was taken and failed later, whose reports are repeated, out of order, held back or forged', async () => {
    const thread = await openThread();
    const { deployment, number } = thread;
    const { id } = await thread.send('hello');
    await deployment.drain();
    const { externalId } = (await lifeOf(thread, id)).message;
    const report = async (status: string, errors?: unknown[]) => {
      const body = { id: externalId ?? '', status, ...(errors === undefined ? {} : { errors }) };
      await deployment.deliver(statuses(number, body, body));
      await deployment.drain();
      return lifeOf(thread, id);
    };
    // Held back or lost: nobody knows more, and it says so.
    await thread.passTime(60 * MINUTE_MS);
    expect((await lifeOf(thread, id)).next).toMatchObject({ step: 'report', atMs: null });
    const forged = statuses(number, { id: externalId ?? '', status: 'read' });
    expect((await deployment.deliver(forged, { secret: 'a wrong one' })).status).toBe(401);
    await deployment.drain();
    expect((await lifeOf(thread, id)).message.status).toBe('sent');
    const failed = await report('failed', [{ code: 131_026, title: 'Message undeliverable' }]);
    expect([failed.message.status, failed.next.step, failed.message.error?.code]).toEqual([
      'failed',
      'person',
      131_026,
    ]);
    expect(failed.sinceMs).toBe(failed.message.failedAtMs);
    // A phone that has it proves more than a failure.
    const read = await report('read');
    expect([read.message.status, read.next.step]).toEqual(['read', 'none']);
    expect((await report('sent')).message.status).toBe('read');
    expectComplete(await lifeOf(thread, id), 1);
  });

  it('came twice is one with one life, and one that was forged has none', async () => {
    const thread = await openThread();
    const { deployment, number, phone } = thread;
    const one = { id: 'wamid.TWICE', from: phone, text: 'twice' };
    await deployment.deliver(texts(number, one));
    await deployment.deliver(texts(number, one, one));
    await deployment.deliver(texts(number, { ...one, id: 'wamid.FORGED' }), { secret: 'a wrong one' });
    await deployment.drain();
    expect((await lifeOf(thread, 'wamid.TWICE')).next.step).toBe('none');
    const path = '/v1/messages/wamid.FORGED/life';
    expect((await deployment.call(thread.owner, 'GET', path)).status).toBe(404);
  });
});

interface FileCase {
  /** Meta's answers for one try, from where the file is to its bytes. */
  answers(thread: MediaThread): Promise<GraphAnswer[]>;
  state: 'pending' | 'gone' | 'failed' | 'refused';
  next: 'file' | 'person' | 'none';
}

const bytes = (of: Uint8Array, headers: Record<string, string> = {}): GraphAnswer => ({
  status: 200,
  bytes: of,
  headers,
});
const found = (thread: MediaThread, change = {}) => thread.found(pdf(), change);

const FILES: Record<string, FileCase> = {
  'is gone': { answers: () => Promise.resolve([error(100, 404)]), state: 'gone', next: 'none' },
  'has an address that has ended, and a fresh one too': {
    answers: async (t) => [
      await found(t),
      { status: 404, body: null },
      await found(t),
      { status: 404, body: null },
    ],
    state: 'pending',
    next: 'file',
  },
  'meets a fault of Meta’s': {
    answers: async (t) => [await found(t), { status: 500, body: null }],
    state: 'pending',
    next: 'file',
  },
  'is cut off': { answers: async (t) => [await found(t), 'reset'], state: 'pending', next: 'file' },
  'comes with other bytes': {
    answers: async (t) => [await found(t), bytes(Uint8Array.from([...pdf(), 0]))],
    state: 'pending',
    next: 'file',
  },
  'is larger than a file may be': {
    answers: async (t) => [await found(t, { file_size: String(500 * 1_048_576) })],
    state: 'refused',
    next: 'none',
  },
  'lies outside WhatsApp': {
    answers: async (t) => [await found(t, { url: 'https://elsewhere.example/file' })],
    state: 'failed',
    next: 'person',
  },
  'leads outside WhatsApp': {
    answers: async (t) => [
      await found(t),
      { status: 302, bytes: new Uint8Array(), headers: { location: 'https://elsewhere.example/file' } },
    ],
    state: 'failed',
    next: 'person',
  },
  'meets a token that has ended': {
    answers: () => Promise.resolve([error(190, 401)]),
    state: 'failed',
    next: 'person',
  },
};

describe('of a file that', () => {
  it.each(Object.entries(FILES))(
    '%s, its life says where it is, why, and what comes next',
    async (_, one) => {
      const thread = await openMediaThread('document');
      const { deployment, message } = thread;
      deployment.graph.answers.push(...(await one.answers(thread)));
      await thread.fetchOnce();
      expect(deployment.graph.answers, 'all was asked for').toEqual([]);
      const life = await lifeOf(thread, message.externalId);
      expect([life.message.media?.state, life.next.step]).toEqual([one.state, one.next]);
      expectComplete(life, 1);
      const [tried] = life.journal;
      expect(tried?.kind === 'fetch' ? tried.problem : null).toMatch(/.{10,}\.$/);
      expect(life.place === null).toBe(one.state !== 'pending');
      if (one.state !== 'pending') return;

      // What was said comes true: nothing before its time, and the file then.
      const atMs = life.next.atMs ?? 0;
      expect(life.next.text).toContain(tried?.kind === 'fetch' ? tried.problem : '?');
      const before = deployment.graph.calls.length;
      await thread.passTime(atMs - deployment.clock.now - 1);
      await deployment.drainJobs();
      expect(deployment.graph.calls).toHaveLength(before);
      await thread.passTime(1);
      deployment.graph.answers.push(await found(thread), bytes(pdf()));
      await deployment.drainJobs();
      const after = await lifeOf(thread, message.externalId);
      expect([after.message.media?.state, after.next.step]).toEqual(['ready', 'none']);
      expectComplete(after, 2);
    },
  );
});
