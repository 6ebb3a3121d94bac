import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { MessageLife } from '../../contracts/api/message-life.ts';
import { deadLettersOf } from '../../testing/dead-letters.ts';
import { createDeployment } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { TYPING_RENEWED_MS } from './tell-typing.ts';

const DAY_MS = 86_400_000;

async function withCustomer(name: string, number: string) {
  const deployment = createDeployment();
  const owner = await deployment.signUp(await deployment.createCompany(name), 'owner');
  const channel = await deployment.connectNumber(owner, number);
  const write = async (id: string, sentAtSeconds?: number) => {
    // Each in a second of its own: that is their order.
    deployment.clock.now += 1_000;
    const atSeconds = sentAtSeconds ?? Math.floor(deployment.clock.now / 1_000);
    await deployment.deliver(texts(number, { id: `wamid.${name}.${id}`, from: '5511955550600', atSeconds }));
    await deployment.drain();
  };
  await write('1');
  const { items } = await deployment.json<{ items: Conversation[] }>(owner, 'GET', '/v1/conversations');
  const path = `/v1/conversations/${items[0]?.id}`;
  return {
    deployment,
    owner,
    channel,
    write,
    read: async () => {
      await deployment.call(owner, 'POST', `${path}/read`);
      await deployment.drain();
    },
    type: () => deployment.call(owner, 'POST', `${path}/typing`),
    told: () => deployment.graph.calls.map(({ body }) => body),
  };
}

const readOf = (externalId: string) => ({
  messaging_product: 'whatsapp',
  status: 'read',
  message_id: externalId,
});

describe('the customer', () => {
  it('is told that the newest message was read, once for all that was unread', async () => {
    const { write, read, told } = await withCustomer('seen', '4901');
    await write('2');
    await read();
    await read();
    expect(told()).toEqual([readOf('wamid.seen.2')]);
    await write('3');
    await read();
    expect(told()).toEqual([readOf('wamid.seen.2'), readOf('wamid.seen.3')]);
  });

  it('sees that an answer is being written, renewed before the sign ends', async () => {
    const { deployment, type, told } = await withCustomer('typing', '4902');
    expect((await type()).status).toBe(204);
    await type();
    const sign = { ...readOf('wamid.typing.1'), typing_indicator: { type: 'text' } };
    expect(told()).toEqual([sign]);
    deployment.clock.now += TYPING_RENEWED_MS;
    await type();
    expect(told()).toEqual([sign, sign]);
  });

  it('is told nothing of messages that are too old, and nothing by a number that is disconnected', async () => {
    const { deployment, owner, channel, read, write, told } = await withCustomer('silent', '4903');
    deployment.clock.now += 31 * DAY_MS;
    Object.assign(owner, await deployment.renew(owner));
    await read();
    expect(told()).toEqual([]);
    await write('2');
    deployment.graph.answers.push({ status: 200, body: { success: true } });
    await deployment.call(owner, 'DELETE', `/v1/channels/${channel.id}`);
    const before = told().length;
    await read();
    expect(told().length).toBe(before);
  });

  it('is told also when Meta’s clock is ahead of ours', async () => {
    const { deployment, write, read, told } = await withCustomer('ahead', '4908');
    await write('2', Math.floor(deployment.clock.now / 1_000) + 30);
    await read();
    expect(told()).toEqual([readOf('wamid.ahead.2')]);
  });

  it('is told of what was read and of nothing that came since, also when Meta is not there at first', async () => {
    const { deployment, owner, write, told } = await withCustomer('later', '4905');
    const { items } = await deployment.json<{ items: Conversation[] }>(owner, 'GET', '/v1/conversations');
    await deployment.call(owner, 'POST', `/v1/conversations/${items[0]?.id}/read`);
    const [job] = deployment.queues.waiting.splice(0);
    if (job === undefined) throw new Error('nobody tells Meta');
    deployment.clock.now += 5_000;
    await write('2');
    deployment.graph.answers.push({ status: 503, body: null }, 'reset');
    await deployment.consumeMessages('messages', [job]);
    expect(deployment.queues.waiting).toHaveLength(1);
    await deployment.drain();
    expect(told()).toEqual(Array.from({ length: 3 }, () => readOf('wamid.later.1')));
  });

  it.each([
    ['does not answer for six tries', 'unreachable', 6, [{ status: 503, body: null }, 'reset'] as const],
    [
      'refuses it',
      'refused',
      1,
      [{ status: 400, body: { error: { code: 131009, message: 'no' } } }] as const,
    ],
  ])(
    'whose ticks stay grey because Meta %s has that in the life of the message, and nobody is alarmed',
    async (_, reason, tries, answers) => {
      const { deployment, owner, read, told } = await withCustomer(
        `grey-${reason}`,
        tries === 6 ? '4906' : '4907',
      );
      deployment.graph.answers.push(
        ...Array.from({ length: 6 }, (__, n) => answers[n % answers.length] ?? 'reset'),
      );
      await read();
      expect(told()).toHaveLength(tries);
      const path = `/v1/messages/wamid.grey-${reason}.1/life`;
      const { journal, next } = await deployment.json<MessageLife>(owner, 'GET', path);
      expect(journal).toEqual([{ kind: 'read_untold', atMs: expect.any(Number), reason, tries }]);
      expect(next.step).toBe('none');
      expect(await deadLettersOf(deployment, owner).list()).toEqual([]);
    },
  );

  it('misses nothing but a tick when Meta refuses it: the thread is read all the same', async () => {
    const { deployment, owner, read, told } = await withCustomer('refused', '4904');
    deployment.graph.answers.push({ status: 400, body: { error: { code: 131009, message: 'no' } } });
    await read();
    expect(told().length).toBe(1);
    const { items } = await deployment.json<{ items: Conversation[] }>(owner, 'GET', '/v1/conversations');
    expect(items[0]?.unreadCount).toBe(0);
    expect(deployment.queues.waiting).toEqual([]);
  });
});
