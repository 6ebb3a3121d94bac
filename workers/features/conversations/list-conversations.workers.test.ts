import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { statuses, texts } from '../../testing/meta-payloads.ts';
import {
  directoryRows,
  nextNumber,
  openOffice,
  openThread,
  type Office,
  type Page,
} from '../../testing/thread.ts';

const STATUSES = ['open', 'pending', 'snoozed', 'resolved'] as const;
const COUNT = 60;

/** Many conversations, most of them with equal times, of every status, on two channels, of two assignees and none. */
async function fillInbox({ deployment, owner, channel }: Office) {
  const second = await deployment.connectNumber(owner, nextNumber());
  const rows = Array.from({ length: COUNT }, (_, index) => ({
    id: `conv_${String((index * 37) % COUNT).padStart(26, '0')}`,
    contactId: `ct_${String(index).padStart(26, '0')}`,
    channelId: index % 5 === 0 ? second.id : channel.id,
    status: STATUSES[index % 4] ?? 'open',
    assigneeId: index % 3 === 0 ? owner.userId : null,
    atMs: 1_000 + Math.floor(index / 25),
  }));
  await env.TENANT.batch([
    env.TENANT.prepare(
      `INSERT INTO contacts (company_id, id, created_at_ms) SELECT ?1, value ->> 'contactId', 1 FROM json_each(?2)`,
    ).bind(owner.companyId, JSON.stringify(rows)),
    env.TENANT.prepare(
      `INSERT INTO conversations (company_id, id, contact_id, channel_id, status, assignee_id, unread_count,
         last_message_at_ms, activity_seq, version, created_at_ms)
       SELECT ?1, value ->> 'id', value ->> 'contactId', value ->> 'channelId', value ->> 'status',
              value ->> 'assigneeId', 0, value ->> 'atMs', 0, 1, 1 FROM json_each(?2)`,
    ).bind(owner.companyId, JSON.stringify(rows)),
  ]);
  return { rows, second };
}

async function readAll(office: Office, query: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const after: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page: Page<Conversation> = await office.deployment.json<Page<Conversation>>(
      office.owner,
      'GET',
      `/v1/conversations?limit=${limit}${query}${after}`,
    );
    expect(page.items.length).toBeLessThanOrEqual(limit);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
    expect(++pages).toBeLessThan(2 * COUNT);
  } while (cursor !== null);
  return ids;
}

it('lists every conversation once, the newest first, whatever the filter and the size of the pages', async () => {
  const office = await openOffice();
  const { rows, second } = await fillInbox(office);
  const cases: [string, (row: (typeof rows)[number]) => boolean][] = [
    ['', () => true],
    ...STATUSES.map((status): [string, (row: (typeof rows)[number]) => boolean] => [
      `&status=${status}`,
      (row) => row.status === status,
    ]),
    ['&assignee=me', (row) => row.assigneeId !== null],
    ['&assignee=none&status=open', (row) => row.assigneeId === null && row.status === 'open'],
    [`&channelId=${second.id}`, (row) => row.channelId === second.id],
    [`&channelId=${second.id}&assignee=me`, (row) => row.channelId === second.id && row.assigneeId !== null],
  ];
  for (const [query, wanted] of cases) {
    const expected = rows
      .filter(wanted)
      .toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1))
      .map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    for (const limit of [1, 7, 100].filter((size) => size > 1 || query.includes('channelId'))) {
      expect([query, limit, await readAll(office, query, limit)]).toEqual([query, limit, expected]);
    }
  }
});

it('pages through a thread without leaving out or repeating messages of the same second', async () => {
  const thread = await openThread();
  const { deployment, number, phone, owner, path } = thread;
  const list = Array.from({ length: 23 }, (_, index) => ({
    id: `wamid.T${index}`,
    from: phone,
    text: `t${index}`,
  }));
  await deployment.deliver(texts(number, ...list));
  await deployment.drain();
  const seen: (string | null)[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page: Page<Message> = await deployment.json<Page<Message>>(owner, 'GET', `${path}?limit=4${after}`);
    seen.push(...page.items.map(({ text }) => text));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen.toReversed()).toEqual(['first', ...list.map(({ text }) => text)]);
});

it.each(['x', '1', '1.conv_', `1.conv_${'0'.repeat(25)}`, `-1.conv_${'0'.repeat(26)}`, "1' OR '1'='1"])(
  'refuses the cursor %j',
  async (cursor) => {
    const { deployment, owner } = await openOffice();
    const list = (text: string) =>
      deployment.call(owner, 'GET', `/v1/conversations?cursor=${encodeURIComponent(text)}`);
    expect((await list(cursor)).status).toBe(400);
    expect((await list(`1.conv_${'0'.repeat(26)}`)).status).toBe(200);
  },
);

it('opens a snoozed conversation at its time, once, and not before', async () => {
  const thread = await openThread();
  const { deployment, conversationId } = thread;
  const path = `/v1/conversations/${conversationId}`;
  const read = () => deployment.json<Conversation>(thread.owner, 'GET', path);
  const until = deployment.clock.now + 90_000;
  const { version } = await read();
  const snoozed = await deployment.json<Conversation>(thread.owner, 'PATCH', path, {
    version,
    status: 'snoozed',
    snoozedUntilMs: until,
  });
  await thread.passTime(89_999);
  await deployment.tick();
  expect(await read()).toEqual(snoozed);
  await thread.passTime(1);
  await deployment.tick();
  await deployment.tick();
  expect(await read()).toEqual({
    ...snoozed,
    status: 'open',
    snoozedUntilMs: null,
    revision: snoozed.revision + 1,
  });
  expect(await directoryRows('SELECT ref FROM wakeups WHERE company_id = ?', thread.owner.companyId)).toEqual(
    [],
  );
});

it('sleeps until the later time when it was snoozed again', async () => {
  const thread = await openThread();
  const { deployment, conversationId } = thread;
  const path = `/v1/conversations/${conversationId}`;
  const snooze = async (ms: number) => {
    const { version } = await deployment.json<Conversation>(thread.owner, 'GET', path);
    const snoozedUntilMs = deployment.clock.now + ms;
    return deployment.call(thread.owner, 'PATCH', path, { version, status: 'snoozed', snoozedUntilMs });
  };
  expect((await snooze(60_000)).status).toBe(200);
  expect((await snooze(120_000)).status).toBe(200);
  expect((await snooze(0)).status).toBe(422);
  const statusAfter = async (ms: number) => {
    await thread.passTime(ms);
    await deployment.tick();
    return (await deployment.json<Conversation>(thread.owner, 'GET', path)).status;
  };
  expect(await statusAfter(60_000)).toBe('snoozed');
  expect(await statusAfter(60_000)).toBe('open');
});

it('shows the status of the last message in the list', async () => {
  const thread = await openThread();
  const { deployment, owner, number } = thread;
  await thread.send('hello');
  await deployment.drain();
  await deployment.deliver(statuses(number, { id: 'wamid.TEST1', status: 'read' }));
  await deployment.drain();
  const page = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations');
  expect(page.items).toMatchObject([
    { lastMessage: { text: 'hello', direction: 'outbound', status: 'read' } },
  ]);
});
