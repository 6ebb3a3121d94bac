import { describe, expect, it } from 'vitest';
import type { Message } from '../../contracts/api/messages.ts';
import type { MessagesAround } from '../../contracts/api/search.ts';
import { openArchive } from '../../testing/searching.ts';
import type { Page } from '../../testing/thread.ts';

describe('the messages around one', () => {
  it('are those before and after it, and say where the thread goes on', async () => {
    const { deployment, owner, receive, find } = await openArchive();
    for (let n = 0; n < 9; n++) {
      deployment.clock.now += 2_000;
      await receive({ text: `passo ${n}` });
    }
    const [middle] = (await find('"passo 4"')).items;
    const path = `/v1/conversations/${middle?.message.conversationId}/messages`;
    const around = (query: string) =>
      deployment.json<MessagesAround>(owner, 'GET', `${path}/around/${middle?.message.id}${query}`);
    const few = await around('?limit=2');
    expect(few.items.map(({ text }) => text)).toEqual([6, 5, 4, 3, 2].map((n) => `passo ${n}`));
    expect(few.hasNewer).toBe(true);
    const older = await deployment.json<Page<Message>>(
      owner,
      'GET',
      `${path}?cursor=${few.nextCursor}&limit=100`,
    );
    expect(older.items.map(({ text }) => text)).toEqual(['passo 1', 'passo 0']);
    const all = await around('');
    expect([all.items.length, all.nextCursor, all.hasNewer]).toEqual([9, null, false]);
  });

  it('are nobody else’s, and not another conversation’s', async () => {
    const mine = await openArchive();
    const theirs = await openArchive(mine.deployment);
    await mine.receive({ text: 'eco' });
    await theirs.receive({ text: 'eco' }, { text: 'eco', from: '5511955550199' });
    const [own] = (await mine.find('eco')).items;
    const [one, two] = (await theirs.find('eco')).items;
    const status = async (conversationId: string | undefined, messageId: string | undefined) => {
      const path = `/v1/conversations/${conversationId}/messages/around/${messageId}`;
      return (await mine.deployment.call(theirs.owner, 'GET', path)).status;
    };
    expect(await status(one?.message.conversationId, one?.message.id)).toBe(200);
    expect(await status(one?.message.conversationId, two?.message.id)).toBe(404);
    expect(await status(own?.message.conversationId, own?.message.id)).toBe(404);
    expect(await status(one?.message.conversationId, own?.message.id)).toBe(404);
  });
});
