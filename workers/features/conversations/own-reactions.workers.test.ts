import { beforeAll, describe, expect, it } from 'vitest';
import type { CompanyEventList } from '../../contracts/api/events.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { customerMessages, reaction, text } from '../../testing/customer-messages.ts';
import { statuses } from '../../testing/meta-payloads.ts';
import { openSocket } from '../../testing/socket.ts';
import { openThread, type Page, type Thread } from '../../testing/thread.ts';

let thread: Thread;
beforeAll(async () => {
  thread = await openThread();
});

const page = (query = '') =>
  thread.deployment.json<Page<Message>>(thread.owner, 'GET', `${thread.path}?limit=100${query}`);
const first = async () => (await thread.read())['first'];
const react = async (emoji: string) =>
  thread.deployment.json<Message>(thread.owner, 'POST', thread.path, {
    type: 'reaction',
    reaction: { messageId: (await first())?.id, emoji },
  });
const refuse = () => thread.deployment.graph.answers.push({ status: 400, body: { error: { code: 131026 } } });

describe('a reaction of ours', () => {
  it('shows on its message at once, with how far it is, and never as a message of its own', async () => {
    const { deployment } = thread;
    const socket = await openSocket(deployment, thread.owner, thread.conversationId);
    const asked = await react('👍');
    const queued = { own: { messageId: asked.id, status: 'queued', error: null, isRemoval: false } };
    expect((await first())?.reactions).toMatchObject([
      { emoji: '👍', userId: thread.owner.userId, ...queued },
    ]);
    await deployment.drain();
    const sent = { emoji: '👍', own: { messageId: asked.id, status: 'sent' } };
    expect((await first())?.reactions).toMatchObject([sent]);

    const frames = await socket.sees(
      { type: 'message.updated', message: { text: 'first', reactions: [queued] } },
      { type: 'message.updated', message: { text: 'first', reactions: [sent] } },
    );
    expect(JSON.stringify(frames)).not.toContain(`"id":"${asked.id}"`);
    expect((await page()).items.map((one) => one.type)).toEqual(['text']);
    const { items } = await deployment.json<CompanyEventList>(thread.owner, 'GET', '/v1/events');
    const ofMessages = items.flatMap(({ changes }) => changes.filter((one) => one.entity === 'message'));
    expect(new Set(ofMessages.map(({ id }) => id))).toEqual(new Set([(await first())?.id]));
  });

  it('that did not arrive stands beside the one that the customer sees, with the reason, and can be sent again', async () => {
    const { deployment } = thread;
    refuse();
    const asked = await react('🙏');
    await deployment.drain();
    expect((await first())?.reactions).toMatchObject([
      { emoji: '👍', own: { status: 'sent', isRemoval: false } },
      { emoji: '🙏', own: { messageId: asked.id, status: 'failed', error: { code: 131026 } } },
    ]);
    await deployment.json(thread.owner, 'POST', `${thread.path}/${asked.id}/retry`);
    await deployment.drain();
    expect((await first())?.reactions).toMatchObject([{ emoji: '🙏', own: { status: 'sent', error: null } }]);
  });

  it('that could not be taken back stands', async () => {
    refuse();
    await react('');
    await thread.deployment.drain();
    expect((await first())?.reactions).toMatchObject([
      { emoji: '🙏', own: { status: 'failed', isRemoval: true } },
    ]);
    await react('');
    await thread.deployment.drain();
    expect((await first())?.reactions).toEqual([]);
  });

  it('says so when its failure is reported later, or its answer was lost', async () => {
    const { deployment } = thread;
    deployment.graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.LATE' }] } });
    const asked = await react('🎉');
    await deployment.drain();
    const version = (await first())?.version ?? 0;
    await deployment.deliver(
      statuses(thread.number, {
        id: 'wamid.LATE',
        status: 'failed',

        errors: [{ code: 131026 }],
      }),
    );
    await deployment.drain();
    expect(await first()).toMatchObject({
      version: version + 1,
      reactions: [{ emoji: '🎉', own: { messageId: asked.id, status: 'failed', error: { code: 131026 } } }],
    });
    deployment.graph.answers.push('reset');
    await react('🎈');
    await deployment.drain();
    expect((await first())?.reactions).toMatchObject([{ emoji: '🎈', own: { status: 'unknown' } }]);
  });
});

describe('a page of a thread', () => {
  it('is as many messages as were asked for, whatever reactions are between them', async () => {
    const { deployment, phone, number } = thread;
    const says = customerMessages(number, phone);
    for (let index = 1; index <= 3; index++) {
      await deployment.deliver(
        says.writes(
          { id: `wamid.PAGE${index}`, at: index * 10, ...text(`page ${index}`) },
          { id: `wamid.PAGE${index}R`, at: index * 10 + 1, ...reaction(`wamid.PAGE${index}`, '👏') },
        ),
      );
      await deployment.drain();
    }
    const newest = await deployment.json<Page<Message>>(thread.owner, 'GET', `${thread.path}?limit=2`);
    const older = await deployment.json<Page<Message>>(
      thread.owner,
      'GET',
      `${thread.path}?limit=2&cursor=${newest.nextCursor}`,
    );
    const all = (await page()).items.map(({ text: read }) => read);
    expect(all).toHaveLength(4);
    expect([...newest.items, ...older.items].map(({ text: read }) => read)).toEqual(all);
    expect(newest.items).toHaveLength(2);
    expect(older.nextCursor).toBeNull();
  });
});
