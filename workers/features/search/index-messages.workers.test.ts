import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { HouseError } from '../../platform/errors.ts';
import { appendToLog } from '../../platform/outbox/queries.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { openArchive, searchRows, type Archive } from '../../testing/searching.ts';
import { tenantRows } from '../../testing/thread.ts';
import { indexMessages } from './index-messages.ts';
import { insertDocuments } from './queries.ts';
import { documentId } from './rules.ts';
import { searchJob } from './wake-index.ts';

const documentsOf = ({ owner }: Archive) =>
  searchRows<{ message_id: string; words: string }>(
    'SELECT message_id, words FROM documents WHERE company_id = ? ORDER BY id',
    owner.companyId,
  );
const messagesOf = ({ owner }: Archive) =>
  tenantRows<{ id: string }>('SELECT id FROM messages WHERE company_id = ? ORDER BY id', owner.companyId);
const run = ({ deployment, owner }: Archive) => indexMessages(deployment.context(), owner.companyId);

/** FTS5's own comparison of its index with the documents; throws where they differ. */
const checkIndex = () =>
  env.SEARCH.prepare(`INSERT INTO messages_index (messages_index, rank) VALUES ('integrity-check', 1)`).run();

async function rowsWritten(archive: Archive, work: () => Promise<unknown>): Promise<number> {
  const { statements } = archive.deployment.search;
  const first = statements.length;
  await work();
  return statements.slice(first).reduce((sum, { rowsWritten }) => sum + rowsWritten, 0);
}

/** Messages that are stored and not indexed yet. */
async function receiveUnindexed({ deployment, number }: Archive, from: number, to: number): Promise<void> {
  const list = Array.from({ length: to - from }, (_, n) => ({
    id: `wamid.${number}.${from + n}`,
    from: `55119${String(from + n).padStart(8, '0')}`,
    text: `mensagem número ${from + n} de todas`,
  }));
  await deployment.deliver(texts(number, ...list));
  await deployment.drain();
  deployment.jobs.waiting.splice(0);
}

async function edit({ deployment, owner }: Archive, messageId: string, text: string | null): Promise<void> {
  const [row] = await tenantRows<{ conversation_id: string }>(
    'SELECT conversation_id FROM messages WHERE id = ?',
    messageId,
  );
  await env.TENANT.prepare('UPDATE messages SET text = ? WHERE id = ?').bind(text, messageId).run();
  const db = deployment.context().tenant(owner.companyId);
  const conversationId = row?.conversation_id ?? '';
  await db.batch([
    appendToLog(db, deployment.clock.now, [
      { entity: 'message', id: messageId, conversationId, change: 'updated' },
    ]),
  ]);
}

describe('the index', () => {
  it('learns of messages by one job per commit, however many it brought', async () => {
    const archive = await openArchive();
    const { deployment, number, owner } = archive;
    await deployment.deliver(
      texts(number, { id: 'wamid.a', from: '5511955550111' }, { id: 'wamid.b', from: '5511955550112' }),
    );
    await deployment.drain();
    expect(deployment.jobs.waiting.map(({ body }) => body)).toEqual([
      // Connecting the number was the first commit.
      searchJob(owner.companyId, 2),
    ]);
    await deployment.drainJobs();
    expect((await documentsOf(archive)).map(({ words }) => words)).toEqual([' ola', ' ola']);
    expect(deployment.logLines.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ event: 'search.indexed', messages: 2, written: 2, behind: 0, lagMs: 0 }),
    );
  });

  it('runs once for many jobs of a company', async () => {
    const archive = await openArchive();
    await receiveUnindexed(archive, 0, 3);
    const { deployment, owner } = archive;
    const jobs = deployment.env.JOBS;
    for (const seq of [1, 2, 3]) await jobs.send(searchJob(owner.companyId, seq));
    const first = deployment.search.statements.length;
    await deployment.drainJobs();
    const cursors = deployment.search.statements
      .slice(first)
      .filter(({ sql }) => /INTO index_cursors/.test(sql));
    expect(cursors).toHaveLength(1);
    expect(await documentsOf(archive)).toHaveLength(3);
  });

  it('is woken by the cron when a job was lost, and says how late it is', async () => {
    const archive = await openArchive();
    const { deployment, owner } = archive;
    await receiveUnindexed(archive, 0, 1);
    const jobsFor = () =>
      deployment.jobs.waiting.filter(({ body }) => {
        const { kind, companyId } = body as { kind: string; companyId: string };
        return kind === 'search.index' && companyId === owner.companyId;
      });
    await deployment.tick();
    expect(jobsFor()).toEqual([]);
    deployment.clock.now += 200_000;
    await deployment.tick();
    expect(deployment.logLines.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ event: 'search.behind', lagMs: 200_000 }),
    );
    expect(jobsFor()).toHaveLength(1);
    await deployment.consumeMessages('jobs', jobsFor());
    expect(await documentsOf(archive)).toHaveLength(1);
  });

  it('never keeps a message from being received', async () => {
    const archive = await openArchive();
    const { deployment, number } = archive;
    deployment.jobs.fault = new Error('Too Many Requests');
    await deployment.deliver(texts(number, { id: 'wamid.q', from: '5511955550121', text: 'fila' }));
    await deployment.drain();
    expect(await messagesOf(archive)).toHaveLength(1);
    expect(deployment.logLines.some((line) => line.includes('search.wake_failed'))).toBe(true);
  });

  it('replaces what was edited and forgets what was removed', async () => {
    const archive = await openArchive();
    await archive.receive({ text: 'antes disso' }, { text: 'sempre assim' });
    const [one] = (await archive.find('antes')).items;
    await edit(archive, one?.message.id ?? '', 'depois disso');
    await run(archive);
    expect([await archive.textsOf('antes'), await archive.textsOf('depois')]).toEqual([[], ['depois disso']]);
    expect((await documentsOf(archive)).map(({ words }) => words)).toEqual(
      expect.arrayContaining([' depois disso', ' sempre assim']),
    );
    await checkIndex();
    await edit(archive, one?.message.id ?? '', null);
    await run(archive);
    expect((await documentsOf(archive)).map(({ words }) => words)).toEqual([' sempre assim']);
    await checkIndex();
  });

  it('gives messages that meet in one number places beside each other', async () => {
    const archive = await openArchive();
    await receiveUnindexed(archive, 0, 1);
    const [message] = await messagesOf(archive);
    const at = documentId(message?.id ?? '');
    const other = archive.deployment.context().search('co_00000000000000000000000000');
    const foreign = { conversationId: 'conv_0', messageId: 'msg_0', channelId: 'ch_0', authorId: null };
    await other.batch(insertDocuments(other, [{ id: String(at), ...foreign, words: ' mensagem' }]));
    await run(archive);
    expect(
      await searchRows('SELECT CAST(id AS TEXT) AS id FROM documents WHERE message_id = ?', message?.id),
    ).toEqual([{ id: String(at + 1n) }]);
    expect(await archive.textsOf('mensagem')).toHaveLength(1);
    expect(await rowsWritten(archive, () => run(archive))).toBe(0);
  });
});

describe('a run that is stopped and repeated', () => {
  it.each([1, 2, 3, 4])('indexes each message once: stopped before its batch %i', async (batch) => {
    const archive = await openArchive();
    await receiveUnindexed(archive, 0, 250);
    const { search } = archive.deployment;
    let left = batch;
    search.beforeBatch = () => {
      if (--left === 0) throw new Error('killed');
      return Promise.resolve();
    };
    await expect(run(archive)).rejects.toBeInstanceOf(HouseError);
    expect(left).toBe(0);
    search.beforeBatch = null;
    await run(archive);
    await expectEachOnce(archive);
  });

  it.each([2, 3, 4])('indexes each message once: the answer to batch %i was lost', async (batch) => {
    const archive = await openArchive();
    await receiveUnindexed(archive, 0, 250);
    const { search } = archive.deployment;
    let left = batch;
    search.afterCommit = () => {
      if (--left === 0) throw new Error('lost');
    };
    await expect(run(archive)).rejects.toBeInstanceOf(HouseError);
    search.afterCommit = null;
    await run(archive);
    await expectEachOnce(archive);
  });

  it('indexes each message once beside another run', async () => {
    const archive = await openArchive();
    await receiveUnindexed(archive, 0, 250);
    const ends = await Promise.all([run(archive), run(archive), run(archive)]);
    expect(ends).toEqual([false, false, false]);
    await expectEachOnce(archive);
  });

  it('writes nothing', async () => {
    const archive = await openArchive();
    await receiveUnindexed(archive, 0, 120);
    expect(await rowsWritten(archive, () => run(archive))).toBeGreaterThan(0);
    expect(await rowsWritten(archive, () => run(archive))).toBe(0);
    // Followed again from its beginning, the log says nothing new: only the cursor is written.
    await env.SEARCH.prepare('UPDATE index_cursors SET indexed_seq = 0 WHERE company_id = ?')
      .bind(archive.owner.companyId)
      .run();
    expect(await rowsWritten(archive, () => run(archive))).toBe(1);
    await expectEachOnce(archive);
  });

  async function expectEachOnce(archive: Archive): Promise<void> {
    const messages = await messagesOf(archive);
    expect((await documentsOf(archive)).map(({ message_id }) => message_id).toSorted()).toEqual(
      messages.map(({ id }) => id),
    );
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await archive.find('numero', { limit: 100, ...(cursor === '' ? {} : { cursor }) });
      found.push(...page.items.map(({ message }) => message.id));
      cursor = page.nextCursor;
    }
    expect(found.toSorted()).toEqual(messages.map(({ id }) => id));
    await checkIndex();
  }
});

describe('the cost', () => {
  it('is at most 3 rows written per message in batches of 100, by the meter and by what FTS5 itself writes', async () => {
    const archive = await openArchive();
    const BATCHES = 20;
    let metered = 0;
    const changesBefore = await totalChanges();
    for (let batch = 0; batch < BATCHES; batch++) {
      archive.deployment.clock.now += 60_000;
      await receiveUnindexed(archive, batch * 100, batch * 100 + 100);
      metered += await rowsWritten(archive, () => run(archive));
    }
    // A document, its row of the index, and the cursor once per batch.
    expect(metered).toBe(BATCHES * 201);
    // D1's meter leaves out the tables behind the index: SQLite's own count has them.
    expect(((await totalChanges()) - changesBefore) / (BATCHES * 100)).toBeLessThanOrEqual(3);
  });

  it('of a batch of 100 texts of known contacts is at most 8 rows written per text, search included', async () => {
    const archive = await openArchive();
    const { deployment, number } = archive;
    const write = async (round: string) => {
      const list = Array.from({ length: 100 }, (_, n) => ({
        id: `wamid.${number}.${round}.${n}`,
        from: `55118${String(n).padStart(8, '0')}`,
        text: `pedido ${n} da rodada ${round}, entregue hoje`,
        atSeconds: Math.floor(deployment.clock.now / 1_000) - 5,
      }));
      await deployment.deliver(texts(number, ...list));
      await deployment.drain();
      await deployment.drainJobs();
    };
    await write('first');
    deployment.clock.now += 60_000;
    const databases = [deployment.directory, deployment.tenant, deployment.search];
    const marks = databases.map(({ statements }) => statements.length);
    await write('second');
    const written = databases.map(({ statements }, index) =>
      statements.slice(marks[index]).reduce((sum, { rowsWritten: rows }) => sum + rows, 0),
    );
    expect(written.reduce((sum, rows) => sum + rows, 0)).toBeLessThanOrEqual(800);
    expect(written.at(-1)).toBe(201);
  });

  it('of looking does not grow with what the company holds', async () => {
    const archive = await openArchive();
    await receiveUnindexed(archive, 0, 200);
    await run(archive);
    const { search, tenant } = archive.deployment;
    const read = async () => {
      const marks = [search.statements.length, tenant.statements.length];
      expect((await archive.find('mensagem de', { limit: 10 })).items).toHaveLength(10);
      return [...search.statements.slice(marks[0]), ...tenant.statements.slice(marks[1])].reduce(
        (sum, { rowsRead }) => sum + rowsRead,
        0,
      );
    };
    const before = await read();
    await receiveUnindexed(archive, 200, 1_000);
    await run(archive);
    expect(await read()).toBeLessThanOrEqual(before);
  });

  const totalChanges = async () => {
    const [row] = await searchRows<{ n: number }>('SELECT total_changes() AS n');
    return row?.n ?? 0;
  };
});
