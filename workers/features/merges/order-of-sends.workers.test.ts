import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import type { MessageLife } from '../../contracts/api/message-life.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { openOffice, type Page } from '../../testing/thread.ts';

/** Meta's word for too much to one person: it is tried again a little later, and others are not concerned. */
const TOO_MUCH_FOR_THEM = { status: 400, body: { error: { code: 131_056, message: 'made up' } } };

/** A customer whom two contacts stand for, each with a conversation, and how they become one. */
async function twoFaces(phone: string, userId: string) {
  const office = await openOffice();
  const { deployment, number } = office;
  const arrive = async (face: object, id: string) => {
    deployment.clock.now += 1_000;
    await deployment.deliver(texts(number, { id: `wamid.${phone}.${id}`, text: id, ...face }));
    await deployment.drain();
  };
  await arrive({ from: phone }, 'by phone');
  await arrive({ userId }, 'by id');
  const inbox = await deployment.json<Page<Conversation>>(office.owner, 'GET', '/v1/conversations');
  const [stays = '', gone = ''] = [phone, null].map(
    (of) => inbox.items.find(({ contact }) => contact.phone === of)?.id ?? '',
  );
  return {
    ...office,
    stays,
    gone,
    merge: () => arrive({ from: phone, userId }, 'by both'),
    send: (conversationId: string, text: string) =>
      deployment.json<Message>(office.owner, 'POST', `/v1/conversations/${conversationId}/messages`, {
        type: 'text',
        text,
      }),
    accepted: () =>
      deployment.graph.calls
        .filter(({ url }) => url.includes(`/${number}/messages`))
        .map(({ body }) => (body as { text: { body: string } }).text.body),
    passTime: async (ms: number) => {
      deployment.clock.now += ms;
      office.owner = await deployment.renew(office.owner);
    },
    office,
  };
}

it('a reply that waits in a thread that was merged away goes out before what is written in the merged one', async () => {
  const { deployment, stays, gone, merge, send, accepted, passTime, office } = await twoFaces(
    '5511955501401',
    'BR.1401',
  );
  deployment.graph.answers.push(TOO_MUCH_FOR_THEM);
  await send(gone, 'first');
  await deployment.consumeBatch('messages-urgent');
  deployment.queues.waiting.length = 0;
  await merge();
  const second = await send(stays, 'second');
  await deployment.drain();
  expect(accepted()).toEqual(['first']);
  const life = await deployment.json<MessageLife>(office.owner, 'GET', `/v1/messages/${second.id}/life`);
  expect(life.next.step).toBe('earlier_message');

  for (let minute = 0; minute < 3; minute++) {
    await passTime(60_000);
    await deployment.tick();
    await deployment.drain();
  }
  expect(accepted()).toEqual(['first', 'first', 'second']);
});

it('what was merged away waits for what had been written before it, and neither for the other for ever', async () => {
  const { deployment, stays, gone, merge, send, accepted, passTime } = await twoFaces(
    '5511955501402',
    'BR.1402',
  );
  deployment.graph.answers.push(TOO_MUCH_FOR_THEM);
  await send(stays, 'first');
  await deployment.consumeBatch('messages-urgent');
  await passTime(20_000);
  await send(gone, 'second');
  deployment.queues.waiting.length = 0;
  await merge();
  await send(stays, 'third');
  await deployment.drain();
  expect(accepted()).toEqual(['first']);
  for (let minute = 0; minute < 3; minute++) {
    await passTime(60_000);
    await deployment.tick();
    await deployment.drain();
  }
  expect(accepted()).toEqual(['first', 'first', 'second', 'third']);
});
