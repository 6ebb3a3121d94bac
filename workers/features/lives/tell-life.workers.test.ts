import { expect, it } from 'vitest';
import type { MessageLife, ToldReceiver } from '../../contracts/api/message-life.ts';
import type { Message } from '../../contracts/api/messages.ts';
import type { InspectedDelivery } from '../../contracts/api/webhooks.ts';
import type { Person } from '../../testing/deployment.ts';
import { keepLetter } from '../../testing/dead-letters.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { pdf } from '../../testing/files.ts';
import { LAST_TRY, openMediaThread } from '../../testing/media-thread.ts';
import { statuses, texts } from '../../testing/meta-payloads.ts';
import { openOffice, openThread, tenantRows, type Page, type Thread } from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';

const lifeOf = ({ deployment, owner }: Thread, id: string | null) =>
  deployment.json<MessageLife>(owner, 'GET', `/v1/messages/${id}/life`);
const refused = (code: number): GraphAnswer => ({ status: 400, body: { error: { code } } });
/** What a reader of a life asks first. */
const inShort = ({ message, journal, next, attempts }: MessageLife) => ({
  status: message.status,
  tries: journal.map((one) => (one.kind === 'try' ? (one.outcome ?? 'going on') : one.kind)),
  next: next.step,
  attempts,
});

it('follows a message from the queue to being read, by either of its ids', async () => {
  const thread = await openThread();
  const { deployment, number } = thread;
  const { id } = await thread.send('hello');
  const waiting = await lifeOf(thread, id);
  expect(inShort(waiting)).toEqual({ status: 'queued', tries: [], next: 'turn', attempts: 0 });
  expect(waiting.place?.earlierInConversation).toBe(0);
  await deployment.drain();
  const sent = await lifeOf(thread, id);
  expect(inShort(sent)).toEqual({ status: 'sent', tries: ['accepted'], next: 'report', attempts: 0 });
  expect([sent.sinceMs, sent.place]).toEqual([sent.acceptedAtMs, null]);
  const externalId = sent.message.externalId ?? '';
  for (const [status, next] of [
    ['delivered', 'read'],
    ['read', 'none'],
  ] as const) {
    await deployment.deliver(statuses(number, { id: externalId, status }));
    await deployment.drain();
    expect(inShort(await lifeOf(thread, externalId))).toMatchObject({ status, next });
  }
});

it('tells each try with its error, and when the next one is', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.graph.answers.push(refused(131_057));
  const { id } = await thread.send('hello');
  await deployment.consumeBatch('messages-urgent');
  const life = await lifeOf(thread, id);
  expect(inShort(life)).toEqual({ status: 'queued', tries: ['deferred'], next: 'retry', attempts: 0 });
  expect(life.journal[0]).toMatchObject({ code: 131_057, againAtMs: life.next.atMs });
  for (let minute = 0; minute < 3; minute += 1) {
    await thread.passTime(60_000);
    await deployment.tick();
    await deployment.consumeBatch('messages-urgent');
  }
  const { journal, ...after } = await lifeOf(thread, id);
  expect(after.message.status).toBe('sent');
  expect(journal.at(0)).toEqual(life.journal[0]);
  expect(journal.at(-1)).toMatchObject({ kind: 'try', outcome: 'accepted' });
});

it('says that an earlier message goes first, and which stop holds it', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  const first = await thread.send('first of two');
  await thread.passTime(1);
  const { id } = await thread.send('second of two');
  const held = await lifeOf(thread, id);
  const beforeFirst = (await lifeOf(thread, first.id)).place?.before ?? 0;
  expect(held.place?.before).toBe(beforeFirst + 1);
  expect([held.next.step, held.place?.earlierInConversation]).toEqual(['earlier_message', 1]);
  await deployment.drain();

  deployment.graph.answers.push(refused(190));
  await thread.send('stops the number');
  await deployment.consumeBatch('messages-urgent');
  const later = await (await openThread(thread)).send('waits');
  await deployment.consumeBatch('messages-urgent');
  const stopped = await lifeOf(thread, later.id);
  expect(inShort(stopped)).toEqual({ status: 'queued', tries: ['held'], next: 'stop_ends', attempts: 0 });
  const untilDueSeconds = ((stopped.next.atMs ?? 0) - deployment.clock.now) / 1_000;
  expect(stopped.place).toMatchObject({ waitingOnNumber: 2, estimatedSeconds: untilDueSeconds });
  expect(stopped.journal[0]).toMatchObject({ code: 190, untilMs: stopped.next.atMs });
});

it.each([
  ['sent', 'sent', ['unknown', 'decided']],
  ['send_again', 'sent', ['unknown', 'repeated', 'accepted']],
] as const)('keeps what a person decided about a lost answer: %s', async (outcome, status, tries) => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.graph.answers.push('reset');
  const { id } = await thread.send('lost');
  await deployment.drain();
  expect(inShort(await lifeOf(thread, id))).toMatchObject({ status: 'unknown', next: 'report' });
  await thread.passTime(3 * 60_000);
  expect(inShort(await lifeOf(thread, id))).toMatchObject({ next: 'decision' });
  await deployment.json(thread.owner, 'POST', `${thread.path}/${id}/decision`, { outcome });
  await deployment.drain();
  const life = await lifeOf(thread, id);
  expect(inShort(life)).toMatchObject({ status, tries });
  expect(life.journal[1]).toMatchObject({ userId: thread.owner.userId });
});

it('calls a try lost whose lease ended without an answer', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  const { id } = await thread.send('crashed');
  const ctx = deployment.context();
  await ctx.tenant(thread.owner.companyId).batch([
    // As a process that dies right after its claim leaves it.
    ctx.tenant(thread.owner.companyId).statement(
      `UPDATE messages SET status = 'sending', lease_until_ms = ?2, journal = json_array(json_object('kind', 'try', 'atMs', ?2))
         WHERE company_id = ?1 AND text = 'crashed'`,
      deployment.clock.now,
    ),
  ]);
  expect(inShort(await lifeOf(thread, id))).toMatchObject({ tries: ['going on'], next: 'answer' });
  await thread.passTime(2 * 60_000);
  await deployment.tick();
  expect(inShort(await lifeOf(thread, id))).toMatchObject({ status: 'unknown', tries: ['lost'] });
});

it('keeps the newest hundred entries of a message that people send again and again, and says that it does', async () => {
  const thread = await openThread();
  const { deployment, owner } = thread;
  deployment.graph.answers.push(refused(131_026), refused(131_026));
  const { id } = await thread.send('stubborn');
  const filled = Array.from({ length: 98 }, (_, n) => ({ kind: 'repeated', atMs: n, userId: owner.userId }));
  await tenantRows(
    'UPDATE messages SET journal = ?3 WHERE company_id = ?1 AND id = ?2',
    owner.companyId,
    id,
    JSON.stringify(filled),
  );
  await deployment.drain();
  const before = await lifeOf(thread, id);
  expect([before.journal.length, before.isJournalCut]).toEqual([99, false]);
  await deployment.json(owner, 'POST', `${thread.path}/${id}/retry`);
  await deployment.drain();
  const { journal, isJournalCut } = await lifeOf(thread, id);
  expect([journal.length, isJournalCut, journal[0]?.atMs]).toEqual([100, true, 1]);
  expect(journal.slice(-3).map(({ kind }) => kind)).toEqual(['try', 'repeated', 'try']);
});

it('names the dead letters of the message, and of no other', async () => {
  const thread = await openThread();
  const { deployment, owner } = thread;
  const one = await thread.send('one');
  const other = await thread.send('other');
  const ref = { conversationId: thread.conversationId, messageId: one.id };
  await keepLetter(deployment, owner.companyId, {
    lane: 'messages-urgent',
    kind: 'message.send',
    code: 'timeout',
    body: { v: 1, kind: 'message.send', lane: 'messages-urgent', companyId: owner.companyId, ref },
    ref,
  });
  expect((await lifeOf(thread, one.id)).deadLetters).toMatchObject([{ code: 'timeout', state: 'open' }]);
  expect((await lifeOf(thread, other.id)).deadLetters).toEqual([]);
});

it('finds a received message in a long log, and nothing for strangers or ids that there are not', async () => {
  const office = await openOffice();
  const thread = await openThread(office);
  const { deployment, owner, number } = thread;
  for (let n = 0; n < 30; n += 1) {
    await deployment.deliver(texts(number, { id: `wamid.LONG${n}`, from: thread.phone, text: `text ${n}` }));
    await deployment.drain();
    deployment.clock.now += 60_000;
  }
  thread.owner = await deployment.renew(owner);
  const [row] = await tenantRows<Message>(
    'SELECT id FROM messages WHERE company_id = ? AND text = ?',
    owner.companyId,
    'text 17',
  );
  const life = await lifeOf(thread, row?.id ?? '');
  expect([life.message.text, life.next.step, life.sinceMs]).toEqual([
    'text 17',
    'none',
    life.message.sentAtMs,
  ]);
  const stranger = await openThread(await openOffice(deployment));
  for (const id of [row?.id, life.message.externalId])
    expect((await deployment.call(stranger.owner, 'GET', `/v1/messages/${id}/life`)).status).toBe(404);
  const missing = `msg_${'0'.repeat(26)}`;
  expect((await deployment.call(thread.owner, 'GET', `/v1/messages/${missing}/life`)).status).toBe(404);
  expect((await deployment.call(thread.owner, 'GET', '/v1/messages/wamid.NONE/life')).status).toBe(404);
});

it('finds a received message by its own id, however late it came and however long the log has grown since', async () => {
  const office = await openOffice();
  const thread = await openThread(office);
  const { deployment, number } = thread;
  for (let n = 0; n < 3; n += 1) {
    const batch = Array.from({ length: 800 }, (_, at) => ({ entity: 'contact', id: `ct_${n}_${at}` }));
    await deployment.env.TENANT.prepare(
      `INSERT INTO company_log (company_id, seq, at_ms, changes)
       SELECT ?1, (SELECT max(seq) FROM company_log WHERE company_id = ?1) + 1 + key, ?2, json_array(value) FROM json_each(?3)`,
    )
      .bind(thread.owner.companyId, deployment.clock.now, JSON.stringify(batch))
      .run();
  }
  const late = { id: 'wamid.LATE', from: thread.phone, text: 'came late' };
  await deployment.deliver(texts(number, { ...late, atSeconds: deployment.clock.now / 1_000 - 3_600 }));
  await deployment.drain();
  const [row] = await tenantRows<{ id: string }>(
    'SELECT id FROM messages WHERE company_id = ? AND text = ?',
    thread.owner.companyId,
    'came late',
  );
  expect((await lifeOf(thread, row?.id ?? '')).message.text).toBe('came late');
});

it('tells who was told of it, every try, and when the next one is; not to those who may not see webhooks', async () => {
  const thread = await openThread();
  const { deployment, owner, number, phone } = thread;
  const secret = 'token-in-the-address';
  const webhook = await deployment.json<{ id: string; version: number }>(owner, 'POST', '/v1/webhooks', {
    url: `${testVars.META_GRAPH_URL}/receivers/${number}?${secret}`,
    events: ['message.*'],
  });
  await deployment.deliver(texts(number, { id: 'wamid.TOLD', from: phone, text: 'told' }));
  await deployment.drain();
  deployment.graph.answers.push({ status: 500, body: {} });
  await deployment.drainJobs();
  const life = await lifeOf(thread, 'wamid.TOLD');
  expect(life.told).toMatchObject([
    {
      webhookId: webhook.id,
      host: new URL(testVars.META_GRAPH_URL).host,
      eventType: 'message.received',
      state: 'pending',
      tries: 1,
      lastAttempt: { status: 500 },
      isEnabled: true,
    },
  ]);
  const [told] = life.told ?? [];
  expect(told?.nextAtMs).toBeGreaterThan(deployment.clock.now);
  expect(JSON.stringify(life)).not.toContain(secret);
  const one = `/v1/webhooks/${webhook.id}/deliveries/${told?.deliveryId}`;
  const inspect = () => deployment.json<InspectedDelivery>(owner, 'GET', one);
  const waitSeconds = ((told?.nextAtMs ?? 0) - deployment.clock.now) / 1_000;
  expect((await inspect()).place).toMatchObject({
    lane: 'outgoing',
    before: 0,
    nextAtMs: told?.nextAtMs,
    estimatedSeconds: waitSeconds,
  });
  const agent = await deployment.signUp(owner.companyId, 'agent');
  const seen = await deployment.json<MessageLife>(agent, 'GET', '/v1/messages/wamid.TOLD/life');
  expect([seen.told, seen.message.text]).toEqual([null, 'told']);
  await deployment.json(owner, 'PATCH', `/v1/webhooks/${webhook.id}`, { version: 1, isEnabled: false });
  expect([(await lifeOf(thread, 'wamid.TOLD')).told?.[0]?.isEnabled, (await inspect()).place]).toEqual([
    false,
    null,
  ]);
});

it('tells page by page who was told of it, however often and by how many', async () => {
  const thread = await openThread();
  const { deployment, owner, number } = thread;
  await thread.send('told');
  await deployment.drain();
  const { told: message } = await thread.read();
  const hooks = await Promise.all(
    ['a', 'b'].map((of) =>
      deployment.json<{ id: string }>(owner, 'POST', '/v1/webhooks', {
        url: `${testVars.META_GRAPH_URL}/receivers/${number}/${of}`,
        events: ['message.*'],
      }),
    ),
  );
  // An event is one id for all webhooks.
  for (const { id } of hooks)
    await tenantRows(
      `WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 120)
       INSERT INTO webhook_deliveries (company_id, webhook_id, id, event_type, message_id, body, state, tries,
                                       due_at_ms, attempts, created_at_ms)
       SELECT ?1, ?2, 'evt_' || printf('%026d', value), 'message.status', ?3, '{}', 'delivered', 1, 0, '[]', 0 FROM n`,
      owner.companyId,
      id,
      message?.id,
    );
  const life = await lifeOf(thread, message?.id ?? '');
  const seen = [...(life.told ?? [])];
  expect(seen).toHaveLength(100);
  const read = (person: Person, prefix: string) => async (cursor: string) =>
    deployment.json<Page<ToldReceiver>>(
      person,
      'GET',
      `${prefix}/messages/${message?.id}/told?limit=70&cursor=${cursor}`,
    );
  for (let cursor = life.toldCursor; cursor !== null;) {
    const page = await read(owner, '/v1')(cursor);
    seen.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(new Set(seen.map(({ webhookId, deliveryId }) => `${webhookId} ${deliveryId}`)).size).toBe(240);
  expect(seen).toHaveLength(240);
  const operator = await deployment.signUp(owner.companyId, 'viewer', undefined, { isOperator: true });
  const { items } = await read(operator, '/v1/operator')(life.toldCursor ?? '');
  expect(items[0]).toEqual(seen[100]);
});

it('tells each try to fetch a file, when the next one is, and how far it is from its turn', async () => {
  const thread = await openMediaThread('document');
  const { deployment, owner, message } = thread;
  const life = () => lifeOf(thread, message.externalId);
  expect(await life()).toMatchObject({ next: { step: 'file', atMs: null }, place: { lane: 'media' } });
  deployment.graph.answers.push('reset');
  await thread.fetchOnce();
  const tried = await life();
  const [first] = tried.journal;
  const againAtMs = first?.kind === 'fetch' ? (first.againAtMs ?? 0) : 0;
  expect(first).toMatchObject({ kind: 'fetch', outcome: 'later', problem: 'WhatsApp could not be reached.' });
  expect(againAtMs).toBeGreaterThan(deployment.clock.now);
  expect(tried.next).toMatchObject({ step: 'file', atMs: againAtMs });
  expect(tried.place).toMatchObject({
    nextAtMs: againAtMs,
    estimatedSeconds: (againAtMs - deployment.clock.now) / 1_000,
  });
  // The queue holds it back for exactly as long as was said.
  expect(deployment.jobs.waiting.map(({ dueAtMs }) => dueAtMs)).toEqual([againAtMs]);
  deployment.graph.answers.push('reset');
  await thread.fetchOnce(LAST_TRY);
  await deployment.json(owner, 'POST', `${thread.path}/${message.id}/media/retry`);
  deployment.graph.answers.push(await thread.found(pdf()), { status: 200, bytes: pdf() });
  await thread.fetchOnce();
  const { journal, place, next, sinceMs } = await life();
  expect(journal.map((one) => (one.kind === 'fetch' ? one.outcome : one))).toEqual([
    'later',
    'failed',
    { kind: 'fetch_repeated', atMs: deployment.clock.now, userId: owner.userId },
    'ready',
  ]);
  expect([place, next.step, sinceMs]).toEqual([null, 'none', message.sentAtMs]);
});

it('tells an operator of any company’s message, by the company’s name or id, without what was written or to whom', async () => {
  const thread = await openThread();
  const { deployment, owner, number } = thread;
  const { id } = await thread.send('the secret recipe');
  const wamid = `wamid.${btoa(thread.phone)}3EB0C0FFEE`;
  deployment.graph.answers.push({ status: 200, body: { messages: [{ id: wamid }] } });
  await deployment.drain();
  expect((await lifeOf(thread, id)).message.externalId).toBe(wamid);
  const other = await deployment.createCompany(`operators-${number}`);
  const operator = await deployment.signUp(other, 'viewer', undefined, { isOperator: true });
  const path = `/v1/operator/messages/${id}/life`;
  for (const company of [owner.companyId, `office-${number}`]) {
    const answer = await deployment.call(operator, 'GET', `${path}?company=${company}`);
    const text = await answer.text();
    expect([answer.status, text.includes('recipe')]).toEqual([200, false]);
    expect([text.includes(btoa(thread.phone)), text.includes(thread.phone)]).toEqual([false, false]);
    expect((JSON.parse(text) as MessageLife).message.externalId).toBe('wamid.…B0C0FFEE');
    expect(inShort(JSON.parse(text) as MessageLife)).toMatchObject({ status: 'sent', tries: ['accepted'] });
  }
  const refused = async (person: Person, query: string) =>
    (await deployment.call(person, 'GET', `${path}${query}`)).status;
  expect([
    await refused(operator, ''),
    await refused(operator, '?company=nobody'),
    await refused(owner, `?company=${owner.companyId}`),
  ]).toEqual([404, 404, 403]);
});
