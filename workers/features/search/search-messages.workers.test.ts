import { beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../../contracts/api/channels.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { FoundMessage } from '../../contracts/api/search.ts';
import { env } from 'cloudflare:workers';
import { texts } from '../../testing/meta-payloads.ts';
import { openArchive, searchParams, searchRows, type Archive } from '../../testing/searching.ts';
import { nextNumber, type Page } from '../../testing/thread.ts';
import { createIds } from '../../platform/ids.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});

const shown = ({ message: { text }, highlights }: FoundMessage) =>
  highlights.map(([start, end]) => text.slice(start, end));

describe('a message is found', () => {
  beforeAll(() =>
    archive.receive(
      { text: 'O José pediu uma AÇÃO para amanhã' },
      { text: 'linen lamp in sand' },
      { text: 'a lamp of linen' },
      { text: '您好，世界' },
    ),
  );

  it.each([
    ['jose', ['José']],
    ['JOSÉ', ['José']],
    ['Jose\u0301', ['José']],
    ['ação', ['AÇÃO']],
    ['acao amanhã', ['AÇÃO', 'amanhã']],
    ['amanha acao', ['AÇÃO', 'amanhã']],
    ['ama', ['amanhã']],
    ['世界', ['世界']],
    ['界', ['界']],
  ])('by %s, whatever its accents and capitals', async (q, marked) => {
    const { items } = await archive.find(q);
    expect(items.map(shown)).toEqual([marked]);
  });

  it('when all words occur, and a phrase only where it stands so', async () => {
    expect(await archive.textsOf('linen lamp')).toEqual(['a lamp of linen', 'linen lamp in sand']);
    expect(await archive.textsOf('"linen lamp"')).toEqual(['linen lamp in sand']);
    expect(await archive.textsOf('linen-lamp')).toEqual(['linen lamp in sand']);
    expect(await archive.textsOf('linen lamp wool')).toEqual([]);
  });

  it('by the beginning of the last word only', async () => {
    expect(await archive.textsOf('lamp lin')).toEqual(['a lamp of linen', 'linen lamp in sand']);
    expect(await archive.textsOf('lin lamp')).toEqual([]);
    expect(await archive.textsOf('"lamp lin"')).toEqual([]);
  });

  it('with everything that a list needs to show it', async () => {
    const { items, nextCursor } = await archive.find('sand');
    const { items: conversations } = await archive.deployment.json<Page<Conversation>>(
      archive.owner,
      'GET',
      '/v1/conversations',
    );
    const [conversation] = conversations;
    expect({ items, nextCursor }).toEqual({
      items: [
        {
          message: {
            id: expect.stringMatching(/^msg_/) as string,
            conversationId: conversation?.id,
            channelId: archive.channel.id,
            direction: 'inbound',
            text: 'linen lamp in sand',
            sentAtMs: archive.deployment.clock.now - 10_000,
            authorId: null,
          },
          conversation: { id: conversation?.id, contact: conversation?.contact },
          highlights: [[14, 18]],
        },
      ],
      nextCursor: null,
    });
  });

  it('by whoever may read, and by nobody else', async () => {
    const viewer = await archive.deployment.signUp(archive.owner.companyId, 'viewer');
    const path = `/v1/search/messages?${searchParams('sand')}`;
    expect((await archive.deployment.call(viewer, 'GET', path)).status).toBe(200);
    expect((await archive.deployment.call(null, 'GET', path)).status).toBe(401);
  });
});

describe('filters', () => {
  it('keep to a contact, a channel, an author and a time', async () => {
    const { deployment, owner, number, receive, textsOf } = await openArchive();
    await receive({ text: 'chave um', from: '5511955550101' }, { text: 'chave dois', from: '5511955550102' });
    const second = nextNumber();
    const other = await deployment.connectNumber(owner, second);
    await deployment.deliver(
      texts(second, {
        id: 'wamid.three',
        from: '5511955550101',
        text: 'chave três',
        atSeconds: deployment.clock.now / 1_000 - 5,
      }),
    );
    await deployment.drain();
    const { items } = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations');
    const one = items.find(({ lastMessage }) => lastMessage?.text === 'chave um');
    const agent = await deployment.signUp(owner.companyId, 'agent');
    const channels = await deployment.json<Page<Channel>>(owner, 'GET', '/v1/channels');
    await deployment.json(agent, 'POST', `/v1/conversations/${one?.id}/messages`, {
      type: 'text',
      text: 'chave quatro',
    });
    await deployment.drainJobs();

    const atMs = deployment.clock.now;
    const contactId = one?.contact.id ?? '';
    const all = ['chave quatro', 'chave três', 'chave dois', 'chave um'];
    expect((await textsOf('chave')).toSorted()).toEqual(all.toSorted());
    expect(await textsOf('chave', { contactId })).toEqual(['chave quatro', 'chave três', 'chave um']);
    expect(await textsOf('chave', { channelId: other.id })).toEqual(['chave três']);
    expect(await textsOf('chave', { channelId: other.id, contactId })).toEqual(['chave três']);
    expect(await textsOf('chave', { authorId: agent.userId })).toEqual(['chave quatro']);
    expect(await textsOf('chave', { authorId: owner.userId })).toEqual([]);
    expect(await textsOf('chave', { after: atMs - 5_000 })).toEqual(['chave quatro', 'chave três']);
    expect(await textsOf('chave', { after: atMs - 4_999 })).toEqual(['chave quatro']);
    expect(await textsOf('chave', { before: atMs - 5_000, contactId })).toEqual(['chave um']);
    expect(await textsOf('chave', { before: atMs - 4_999, contactId })).toEqual(['chave três', 'chave um']);
    expect(await textsOf('chave', { after: atMs - 5_000, before: atMs, contactId })).toEqual(['chave três']);
    const unknown = createIds(
      () => atMs,
      (n) => crypto.getRandomValues(new Uint8Array(n)),
    );
    expect(await textsOf('chave', { contactId: unknown.next('ct') })).toEqual([]);
    expect(await textsOf('chave', { channelId: unknown.next('ch') })).toEqual([]);
    expect(number).not.toBe(second);
    expect(channels.items).toHaveLength(2);
  });
});

describe('pages', () => {
  it('go through everything once, the newest first, although many messages have one time', async () => {
    const { receive, find } = await openArchive();
    const wanted = Array.from({ length: 23 }, (_, n) => `parcela ${n}`);
    await receive(...wanted.slice(0, 12).map((text) => ({ text })));
    await receive(...wanted.slice(12).map((text, n) => ({ text, from: `55119555502${10 + n}` })));
    const seen: FoundMessage[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await find('parcela', { limit: 4, ...(cursor === '' ? {} : { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(4);
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(seen.map(({ message }) => message.text).toSorted()).toEqual(wanted.toSorted());
    expect(new Set(seen.map(({ message }) => message.id)).size).toBe(23);
    const times = seen.map(({ message }) => message.sentAtMs);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it('refuse a cursor that is none', async () => {
    const path = `/v1/search/messages?${searchParams('x', { cursor: 'msg_1' })}`;
    expect((await archive.deployment.call(archive.owner, 'GET', path)).status).toBe(400);
  });
});

describe('two companies with the same words', () => {
  it('each find their own messages, even where a filter names the other’s', async () => {
    const mine = await openArchive();
    const theirs = await openArchive(mine.deployment);
    await mine.receive({ text: 'segredo da casa' });
    await theirs.receive({ text: 'segredo do vizinho' });
    expect(await mine.textsOf('segredo')).toEqual(['segredo da casa']);
    expect(await theirs.textsOf('segredo')).toEqual(['segredo do vizinho']);
    const [found] = (await theirs.find('segredo')).items;
    const contactId = found?.conversation.contact.id ?? '';
    expect(await mine.textsOf('segredo', { contactId })).toEqual([]);
    expect(await mine.textsOf('segredo', { channelId: theirs.channel.id })).toEqual([]);
    const foreign = mine.owner.companyId.slice(3).toLowerCase();
    const other = theirs.owner.companyId.slice(3).toLowerCase();
    for (const q of [`${other}segredo`, `${foreign}segredo`, other])
      expect(await mine.textsOf(q)).toEqual([]);
  });
});

describe('what is typed', () => {
  it.each([
    '"',
    '""',
    '"lamp',
    'lamp"',
    '*',
    'lamp*',
    '^lamp',
    'lamp OR linen',
    'lamp AND linen',
    'lamp NOT linen',
    'NEAR(lamp linen)',
    'NEAR(lamp linen, 2)',
    'words:lamp',
    'facets : lamp',
    '{words facets}: lamp',
    '-lamp',
    'words : - lamp',
    '+lamp',
    '(lamp',
    'lamp)',
    "lamp'",
    "'; DROP TABLE documents; --",
    '\\',
    '%',
    '_',
    'la_mp',
    '\u0000lamp',
    '\uD800',
    '??',
    'a.b@c.d/e?f=g&h',
    '`',
    '[lamp]',
    'lamp "linen" *',
    '🎉',
    '%00',
    '" OR "',
  ])('is never syntax: %j', async (q) => {
    const response = await archive.deployment.call(
      archive.owner,
      'GET',
      `/v1/search/messages?${searchParams(q)}`,
    );
    expect(response.status).toBe(200);
    const { items } = await response.json<{ items: FoundMessage[] }>();
    for (const item of items) expect(shown(item)).not.toEqual([]);
  });

  it('is literal where FTS5 would combine it', async () => {
    expect(await archive.textsOf('lamp OR linen')).toEqual([]);
    expect(await archive.textsOf('lamp NOT linen')).toEqual([]);
    expect(await archive.textsOf('lamp* linen')).toEqual(['a lamp of linen', 'linen lamp in sand']);
    expect(await archive.textsOf('la* linen')).toEqual([]);
  });

  it.each(['', '   ', 'x'.repeat(201), 'a b c d e f g h i j k'])('is refused when it is %j', async (q) => {
    const path = `/v1/search/messages?${searchParams(q)}`;
    expect((await archive.deployment.call(archive.owner, 'GET', path)).status).toBe(400);
  });

  it('may have 10 words and 200 characters', async () => {
    for (const q of ['a b c d e f g h i j', 'x'.repeat(200), '世'.repeat(200)]) {
      expect(await archive.textsOf(q)).toEqual([]);
    }
  });
});

it('shows nothing that the tenant database no longer says', async () => {
  const { receive, find, textsOf } = await openArchive();
  await receive({ text: 'palavra velha' }, { text: 'palavra boa' });
  const [stale] = (await find('velha')).items;
  await env.TENANT.prepare(`UPDATE messages SET text = 'outra coisa' WHERE id = ?`)
    .bind(stale?.message.id)
    .run();
  expect(await textsOf('palavra')).toEqual(['palavra boa']);
  expect(await textsOf('velha')).toEqual([]);
  expect(await searchRows('SELECT 1 FROM documents WHERE message_id = ?', stale?.message.id)).toHaveLength(1);
});
