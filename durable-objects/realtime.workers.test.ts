import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../workers/contracts/api/conversations.ts';
import { CLOSE_FRAME_REFUSED, CLOSE_SIGNED_OUT } from '../workers/contracts/realtime.ts';
import { createDeployment, PASSWORD, type Deployment, type Person } from '../workers/testing/deployment.ts';
import { statuses, texts } from '../workers/testing/meta-payloads.ts';
import { openSocket, openWithTicket } from '../workers/testing/socket.ts';

let deployment: Deployment;
let owner: Person;
let number: string;
let count = 0;
/** Connecting the number is the company's first commit. */
const CONNECTED_SEQ = 1;

beforeEach(async () => {
  deployment = createDeployment();
  number = `47${++count}00`;
  owner = await deployment.signUp(await deployment.createCompany(`c${number}`), 'owner');
  await deployment.connectNumber(owner, number);
});

/** A customer writes; gives the conversation. */
async function customerWrites(text: string, from = '5511955550160'): Promise<Conversation> {
  await deployment.deliver(texts(number, { id: `wamid.${crypto.randomUUID()}`, from, text }));
  await deployment.drain();
  const { items } = await deployment.json<{ items: Conversation[] }>(
    owner,
    'GET',
    `/v1/conversations?q=${from}`,
  );
  const [conversation] = items;
  if (conversation === undefined) throw new Error('no conversation');
  return conversation;
}

describe('a ticket', () => {
  it('opens one socket and no second', async () => {
    const { ticket } = await deployment.json<{ ticket: string }>(owner, 'POST', '/v1/realtime/tickets', {});
    const first = await openWithTicket(deployment, ticket);
    await first.sees({ type: 'hello', lastSeq: CONNECTED_SEQ });
    await expect(openWithTicket(deployment, ticket)).rejects.toThrow('401');
  });

  it('is refused after its time, and when it is not one of ours', async () => {
    const { ticket } = await deployment.json<{ ticket: string }>(owner, 'POST', '/v1/realtime/tickets', {});
    deployment.clock.now += 60_000;
    await expect(openWithTicket(deployment, ticket)).rejects.toThrow('401');
    await expect(openWithTicket(deployment, owner.accessToken)).rejects.toThrow('401');
  });

  it('opens nothing once its session has ended, and another session’s does', async () => {
    const email = `gone-${number}@people.test`;
    const gone = await deployment.signUp(owner.companyId, 'agent', email);
    const login = await deployment.call(null, 'POST', '/v1/auth/login', { email, password: PASSWORD });
    const { accessToken } = await login.json<{ accessToken: string }>();
    const person = { ...gone, accessToken };
    const { ticket } = await deployment.json<{ ticket: string }>(person, 'POST', '/v1/realtime/tickets', {});
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    await deployment.call(null, 'POST', '/v1/auth/logout', undefined, { cookie });
    await expect(openWithTicket(deployment, ticket)).rejects.toThrow('401');
    const mine = await openSocket(deployment, owner);
    await mine.sees({ type: 'hello' });
  });

  it('for another company’s conversation is not given', async () => {
    const conversation = await customerWrites('Hi');
    const stranger = await deployment.signUp(await deployment.createCompany(`s${number}`), 'owner');
    const response = await deployment.call(stranger, 'POST', '/v1/realtime/tickets', {
      conversationId: conversation.id,
    });
    expect(response.status).toBe(404);
  });
});

describe('the company’s socket', () => {
  it('tells every commit once, numbered without gaps', async () => {
    const socket = await openSocket(deployment, owner);
    const conversation = await customerWrites('One');
    await customerWrites('Two');
    await deployment.json(owner, 'PATCH', `/v1/conversations/${conversation.id}`, {
      version: 1,
      status: 'resolved',
    });
    const frames = await socket.sees(
      { type: 'hello', lastSeq: CONNECTED_SEQ },
      { seq: 2, conversations: [{ unreadCount: 1, lastMessage: { text: 'One' } }] },
      { seq: 3, conversations: [{ unreadCount: 2, lastMessage: { text: 'Two' } }] },
      { seq: 4, conversations: [{ status: 'resolved' }], messages: [] },
    );
    expect(frames).toHaveLength(4);
  });

  it('tells a company nothing of another', async () => {
    const stranger = await deployment.signUp(await deployment.createCompany(`t${number}`), 'owner');
    const theirs = await openSocket(deployment, stranger);
    const mine = await openSocket(deployment, owner);
    await customerWrites('Only for one company');
    await mine.sees({ type: 'changes', seq: 2 });
    expect(theirs.frames).toEqual([{ type: 'hello', lastSeq: 0 }]);
  });

  it('is closed when its session is ended, and no other', async () => {
    const email = `leaving-${number}@people.test`;
    const leaving = await deployment.signUp(owner.companyId, 'agent', email);
    const login = await deployment.call(null, 'POST', '/v1/auth/login', { email, password: PASSWORD });
    const { accessToken } = await login.json<{ accessToken: string }>();
    const theirs = await openSocket(deployment, { ...leaving, accessToken });
    const mine = await openSocket(deployment, owner);
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    await deployment.call(null, 'POST', '/v1/auth/logout', undefined, { cookie });
    await expect.poll(() => theirs.closed.code).toBe(CLOSE_SIGNED_OUT);
    await customerWrites('Still there');
    await mine.sees({ type: 'changes', seq: 2 });
  });

  it('goes on after the object was evicted', async () => {
    const socket = await openSocket(deployment, owner);
    await customerWrites('Before');
    await socket.sees({ seq: 2 });
    await evictDurableObject(env.COMPANY_HUB.get(env.COMPANY_HUB.idFromName(owner.companyId)), {
      webSockets: 'hibernate',
    });
    await customerWrites('After');
    const frames = await socket.sees(
      { seq: 2 },
      { seq: 3, conversations: [{ lastMessage: { text: 'After' } }] },
    );
    expect(frames).toHaveLength(3);
  });

  it('is told by the clock what was committed and not told, and nothing twice', async () => {
    const socket = await openSocket(deployment, owner);
    // Whoever commits is interrupted before it tells anybody.
    const telling = deployment.env.COMPANY_HUB;
    Object.assign(deployment.env, {
      COMPANY_HUB: {
        idFromName: () => {
          throw new Error('interrupted');
        },
      },
    });
    await customerWrites('Untold');
    Object.assign(deployment.env, { COMPANY_HUB: telling });
    expect(socket.frames).toEqual([{ type: 'hello', lastSeq: CONNECTED_SEQ }]);
    deployment.clock.now += 60_000;
    await deployment.tick();
    await deployment.tick();
    const frames = await socket.sees({ seq: 2, conversations: [{ lastMessage: { text: 'Untold' } }] });
    expect(frames).toHaveLength(2);
  });
});

describe('a conversation’s socket', () => {
  it('carries its messages whole, and their ticks, and nobody else’s', async () => {
    const conversation = await customerWrites('Hello');
    const socket = await openSocket(deployment, owner, conversation.id);
    await customerWrites('From somebody else', '5511955550162');
    await deployment.json(owner, 'POST', `/v1/conversations/${conversation.id}/messages`, {
      type: 'text',
      text: 'Good morning',
    });
    await deployment.drain();
    await deployment.deliver(statuses(number, { id: 'wamid.TEST1', status: 'delivered' }));
    await deployment.drain();
    const frames = await socket.sees(
      { type: 'message.created', message: { text: 'Good morning', status: 'queued' } },
      { type: 'message.updated', message: { text: 'Good morning', status: 'sent' } },
      { type: 'message.updated', message: { text: 'Good morning', status: 'delivered' } },
    );
    expect(JSON.stringify(frames)).not.toContain('somebody else');
  });

  it('shows others that somebody types, and who is looking', async () => {
    const conversation = await customerWrites('Hello');
    const agent = await deployment.signUp(owner.companyId, 'agent');
    const mine = await openSocket(deployment, owner, conversation.id);
    const theirs = await openSocket(deployment, agent, conversation.id);
    mine.send(JSON.stringify({ type: 'typing', isTyping: true }));
    await theirs.sees({ type: 'typing', userId: owner.userId, isTyping: true });
    await mine.sees({
      type: 'viewers',
      viewers: [
        { userId: agent.userId, name: 'A agent' },
        { userId: owner.userId, name: 'A owner' },
      ],
    });
    expect(mine.frames.filter(({ type }) => type === 'typing')).toEqual([]);
    theirs.close();
    await mine.sees(
      { type: 'viewers', viewers: [{ userId: agent.userId }, { userId: owner.userId }] },
      {
        type: 'viewers',
        viewers: [{ userId: owner.userId }],
      },
    );
  });

  it('is closed when it says what is not a command', async () => {
    const conversation = await customerWrites('Hello');
    for (const rubbish of [
      'not json',
      '{"type":"shout"}',
      JSON.stringify({ type: 'typing', isTyping: true, pad: 'x'.repeat(600) }),
    ]) {
      const socket = await openSocket(deployment, owner, conversation.id);
      socket.send(rubbish);
      await expect.poll(() => socket.closed.code).toBe(CLOSE_FRAME_REFUSED);
    }
  });

  it('is not published to while nobody has it open', async () => {
    const conversation = await customerWrites('Hello');
    const socket = await openSocket(deployment, owner, conversation.id);
    const hub = env.COMPANY_HUB.get(env.COMPANY_HUB.idFromName(owner.companyId));
    const openOf = (seq: number) =>
      hub.publish({ type: 'changes', seq, conversations: [], messages: [], contacts: [] }, [conversation.id]);
    expect(await openOf(901)).toEqual([conversation.id]);
    socket.close();
    let seq = 902;
    await expect.poll(() => openOf(seq++)).toEqual([]);
  });

  it('is forgotten by the hub when its sockets ended without a word', async () => {
    const conversation = await customerWrites('Hello');
    await openSocket(deployment, owner, conversation.id);
    const hub = env.COMPANY_HUB.get(env.COMPANY_HUB.idFromName(owner.companyId));
    const room = env.CONVERSATION_ROOM.get(
      env.CONVERSATION_ROOM.idFromName(`${owner.companyId}/${conversation.id}`),
    );
    const isOpen = async (seq: number) => {
      const open = await hub.publish(
        { type: 'changes', seq, conversations: [], messages: [], contacts: [] },
        [conversation.id],
      );
      return open.length === 1;
    };
    expect(await isOpen(902)).toBe(true);
    await evictDurableObject(room, { webSockets: 'close' });
    await room.publish([]);
    expect(await isOpen(903)).toBe(false);
  });
});
