import { evictDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { Alert } from '../../contracts/api/alerts.ts';
import type { ChannelBreaker } from '../../contracts/api/breaker.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { channelPacer } from '../../platform/pacer.ts';
import { openOffice, openThread, tenantRows, type Office, type Thread } from '../../testing/thread.ts';

const error = (code: number): GraphAnswer => ({
  status: 400,
  body: { error: { code, message: `(#${code})` } },
});
const HOUR_MS = 3_600_000;

const breakerOf = ({ deployment, owner, channel }: Office) =>
  deployment.json<ChannelBreaker>(owner, 'GET', `/v1/channels/${channel.id}/breaker`);
const alertsOf = async ({ deployment, owner }: Office) =>
  (await deployment.json<{ items: Alert[] }>(owner, 'GET', '/v1/alerts')).items;

/** The texts that Meta was asked to send to one person, in order. */
const textsTo = ({ deployment, phone }: Thread) =>
  deployment.graph.calls.flatMap(({ body }) => {
    const sent = body as { to?: string; text?: { body: string } } | null;
    return sent?.text !== undefined && sent.to?.endsWith(phone) === true ? [sent.text.body] : [];
  });

/** A minute of the clock and of everything that it starts. */
async function passMinute(thread: Thread) {
  await thread.passTime(60_000);
  await thread.deployment.tick();
  await thread.deployment.consumeBatch('messages-urgent');
}

it('lets messages wait visibly while the number is stopped, tests with one, and sends the rest when it goes well', async () => {
  const office = await openOffice();
  const { deployment } = office;
  const [first, second, third] = [
    await openThread(office),
    await openThread(office),
    await openThread(office),
  ];
  deployment.graph.answers.push(error(131048));
  await first.send('one');
  await deployment.consumeBatch('messages-urgent');
  expect((await first.read())['one']).toMatchObject({ status: 'failed', error: { code: 131048 } });
  const sinceMs = deployment.clock.now;
  expect(await breakerOf(office)).toEqual({
    isSending: false,
    waitingCount: 0,
    stops: [
      {
        scope: 'number',
        code: 131048,
        title: '(#131048)',
        detail: expect.stringContaining('Write less'),
        sinceMs,
        untilMs: sinceMs + HOUR_MS,
      },
    ],
  });
  expect(await alertsOf(office)).toMatchObject([
    { kind: 'sending.stopped', severity: 'warning', channelId: office.channel.id },
  ]);

  await second.send('two');
  await third.send('three');
  expect(await deployment.consumeBatch('messages-urgent')).toEqual({ acked: 2, retried: 0 });
  expect(first.textsSent()).toEqual(['one']);
  for (const [thread, text] of [
    [second, 'two'],
    [third, 'three'],
  ] as const) {
    const message = (await thread.read())[text];
    expect(message).toMatchObject({ status: 'queued', error: null, waiting: { code: 131048 } });
    expect(message?.waiting?.dueAtMs).toBeGreaterThanOrEqual(sinceMs + HOUR_MS);
  }
  // Both come when the hour is over: one tests, the other waits for what becomes of it.
  await first.passTime(HOUR_MS);
  await deployment.tick();
  let release = () => {};
  deployment.graph.barrier = new Promise<void>((resolve) => (release = resolve));
  const called = new Promise<void>((resolve) => (deployment.graph.onCall = resolve));
  const sending = deployment.consumeBatch('messages-urgent');
  await called;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 0);
  });
  expect(first.textsSent()).toHaveLength(2);
  release();
  await sending;
  deployment.graph.onCall = null;
  for (let minute = 0; minute < 3; minute++) await passMinute(first);
  office.owner = first.owner;
  second.owner = first.owner;
  third.owner = first.owner;
  expect((await second.read())['two']).toMatchObject({ status: 'sent', waiting: null });
  expect((await third.read())['three']).toMatchObject({ status: 'sent', waiting: null });
  expect(first.textsSent()).toHaveLength(3);
  expect(await breakerOf(office)).toEqual({ isSending: true, stops: [], waitingCount: 0 });
  expect(await alertsOf(office)).toEqual([]);
  const counted = await tenantRows<{ attempts: number }>(
    `SELECT attempts FROM messages WHERE company_id = ? AND direction = 'outbound' AND status = 'sent'`,
    office.owner.companyId,
  );
  expect(counted).toEqual([{ attempts: 0 }, { attempts: 0 }]);
});

it('keeps the message that tests, and stops for twice as long, when it meets the same', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.graph.answers.push(error(131048), error(131048));
  await thread.send('one');
  await deployment.consumeBatch('messages-urgent');
  await thread.send('two');
  await deployment.consumeBatch('messages-urgent');
  await thread.passTime(HOUR_MS + 60_000);
  await deployment.tick();
  await deployment.consumeBatch('messages-urgent');
  expect(thread.textsSent()).toEqual(['one', 'two']);
  const untilMs = deployment.clock.now + 2 * HOUR_MS;
  expect((await breakerOf(thread)).stops).toMatchObject([{ untilMs }]);
  const two = (await thread.read())['two'];
  expect(two).toMatchObject({ status: 'queued', waiting: { code: 131048 } });
  expect(two?.waiting?.dueAtMs).toBeGreaterThanOrEqual(untilMs);
});

it('stops all numbers of an account whose token has expired, and goes on, one after the other, when an administrator says so', async () => {
  const office = await openOffice();
  const { deployment, owner } = office;
  const sibling = await deployment.connectNumber(owner, '44990', `8${office.number}`);
  const stranger = await deployment.connectNumber(owner, '44991', '81');
  const threads = [await openThread(office), await openThread(office), await openThread(office)];
  const [first] = threads as [Thread];
  deployment.graph.answers.push(error(190));
  await first.send('one');
  await deployment.consumeBatch('messages-urgent');
  expect((await breakerOf({ ...office, channel: sibling })).stops).toMatchObject([
    { scope: 'account', code: 190, untilMs: null },
  ]);
  expect((await breakerOf({ ...office, channel: stranger })).isSending).toBe(true);
  expect(await alertsOf(office)).toMatchObject([{ severity: 'critical' }]);
  for (const thread of threads) await thread.send('later');
  await deployment.consumeBatch('messages-urgent');
  expect(first.textsSent()).toEqual(['one']);
  // The one that met it waits too: its own conversation's next one goes behind it.
  expect((await first.read())['one']).toMatchObject({ status: 'queued', waiting: { code: 190 } });
  expect((await breakerOf(office)).waitingCount).toBe(3);
  // Nobody does anything for hours: nothing is sent, nothing is lost.
  for (let hour = 0; hour < 4; hour++) {
    await first.passTime(HOUR_MS);
    await deployment.tick();
    await deployment.consumeBatch('messages-urgent');
  }
  office.owner = first.owner;
  expect(first.textsSent()).toEqual(['one']);
  const closed = await deployment.json<ChannelBreaker>(
    office.owner,
    'POST',
    `/v1/channels/${office.channel.id}/breaker/close`,
  );
  expect(closed).toMatchObject({ isSending: true, stops: [] });
  await deployment.consumeBatch('messages-urgent');
  for (let minute = 0; minute < 2; minute++) await passMinute(first);
  expect(first.textsSent().toSorted()).toEqual(['later', 'later', 'later', 'one', 'one']);
  expect(textsTo(first)).toEqual(['one', 'one', 'later']);
  expect((await breakerOf({ ...office, owner: first.owner })).waitingCount).toBe(0);
});

it('waits 4, 16, 64 seconds and so on for one person, while others get theirs', async () => {
  const office = await openOffice();
  const { deployment } = office;
  const thread = await openThread(office);
  const other = await openThread(office);
  await thread.send('hello');
  const waits: number[] = [];
  const statusesOfTheOther: (string | undefined)[] = [];
  for (let round = 0; round < 3; round++) {
    deployment.graph.answers.push(error(131056));
    await deployment.consumeBatch('messages-urgent');
    const dueAtMs = (await thread.read())['hello']?.waiting?.dueAtMs ?? 0;
    waits.push((dueAtMs - deployment.clock.now) / 1_000);
    if (round === 0) {
      await other.send('for another');
      await deployment.consumeBatch('messages-urgent');
    }
    statusesOfTheOther.push((await other.read())['for another']?.status);
    deployment.clock.now = dueAtMs;
  }
  expect(statusesOfTheOther).toEqual(['sent', 'sent', 'sent']);
  for (const [index, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(4 ** index);
    expect(wait).toBeLessThanOrEqual(4 ** index * 1.3);
  }
  await deployment.consumeBatch('messages-urgent');
  expect((await thread.read())['hello']).toMatchObject({ status: 'sent' });
  expect(await breakerOf(office)).toMatchObject({ isSending: true, waitingCount: 0 });
});

it('forgets neither stop nor waiting when its object was evicted', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.graph.answers.push(error(190));
  await thread.send('one');
  await deployment.consumeBatch('messages-urgent');
  await thread.send('two');
  await deployment.consumeBatch('messages-urgent');
  const namespace = deployment.env.CHANNEL_PACER;
  const name = `${thread.owner.companyId}/${thread.channel.id}`;
  await evictDurableObject(namespace.get(namespace.idFromName(name)));
  expect(await breakerOf(thread)).toMatchObject({ isSending: false, waitingCount: 1 });
});

it('goes on by itself on all numbers of the account when one has a token again that Meta accepts, in the order of each thread', async () => {
  const office = await openOffice();
  const { deployment, channel, owner, number } = office;
  const sibling = await deployment.connectNumber(owner, `${number}9`, channel.wabaId);
  const other = await openThread({ ...office, channel: sibling, number: `${number}9` });
  const thread = await openThread(office);
  deployment.graph.answers.push(error(190));
  await thread.send('refused');
  await deployment.consumeBatch('messages-urgent');
  await thread.send('waits');
  await other.send('of the sibling');
  await deployment.consumeBatch('messages-urgent');
  expect(await thread.read()).toMatchObject({
    refused: { status: 'queued', waiting: { code: 190 } },
    waits: { status: 'queued' },
  });
  deployment.graph.answers.push(
    { status: 200, body: { id: channel.phoneNumberId } },
    { status: 200, body: { data: [{ id: channel.phoneNumberId }] } },
  );
  await deployment.json(thread.owner, 'PATCH', `/v1/channels/${channel.id}`, { accessToken: 'renewed' });
  await deployment.consumeBatch('messages-urgent');
  for (let minute = 0; minute < 3; minute++) await passMinute(thread);
  expect(textsTo(thread)).toEqual(['refused', 'refused', 'waits']);
  expect(textsTo(other)).toEqual(['of the sibling']);
  const { owner: renewed } = thread;
  for (const one of [channel, sibling])
    expect(await breakerOf({ ...office, owner: renewed, channel: one })).toEqual({
      isSending: true,
      stops: [],
      waitingCount: 0,
    });
});

it('lets go of any number of messages: each hundred is a job of its own, and none is put back', async () => {
  const office = await openOffice();
  const { deployment, channel, owner } = office;
  const pacer = channelPacer(deployment.env, owner.companyId, channel.id);
  const nowMs = deployment.clock.now;
  const stop = { scope: 'number', to: '', growth: 1, code: 131048, title: 'Stopped', detail: '' } as const;
  await pacer.open({ ...stop, firstSeconds: 60, maxSeconds: 60 }, nowMs);
  for (let n = 0; n < 101; n++)
    await pacer.acquire({ ref: `conv_${n}/msg_${n}`, to: '5511955550700', perSecond: 80 }, nowMs);
  await pacer.close(['number'], null, nowMs);
  await deployment.env.MESSAGES_URGENT.send({
    v: 1,
    kind: 'channel.release',
    lane: 'messages-urgent',
    companyId: owner.companyId,
    ref: { channelId: channel.id },
  });
  expect(await deployment.consumeBatch('messages-urgent')).toEqual({ acked: 1, retried: 0 });
  expect((await pacer.state()).waitingCount).toBe(1);
  await deployment.drain();
  expect((await pacer.state()).waitingCount).toBe(0);
});

it('lets go of nothing while another stop of the number stands', async () => {
  const thread = await openThread();
  const { deployment, channel, owner } = thread;
  const pacer = channelPacer(deployment.env, owner.companyId, channel.id);
  const stop = { to: '', growth: 1, code: 131048, title: 'Stopped', detail: '' } as const;
  await pacer.open(
    { ...stop, scope: 'number', firstSeconds: 3_600, maxSeconds: 3_600 },
    deployment.clock.now,
  );
  await pacer.open({ ...stop, scope: 'account', firstSeconds: null, maxSeconds: 60 }, deployment.clock.now);
  await thread.send('waits');
  await deployment.consumeBatch('messages-urgent');
  const held = await thread.read();
  deployment.graph.answers.push(
    { status: 200, body: { id: channel.phoneNumberId } },
    { status: 200, body: { data: [{ id: channel.phoneNumberId }] } },
  );
  await deployment.json(owner, 'PATCH', `/v1/channels/${channel.id}`, { accessToken: 'renewed' });
  await deployment.drain();
  expect(await breakerOf(thread)).toMatchObject({ waitingCount: 1, stops: [{ scope: 'number' }] });
  expect(await thread.read()).toEqual(held);
});
