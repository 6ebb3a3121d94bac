import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { StoppedSends } from '../../contracts/api/stopped-sends.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { openOffice, openThread, tenantRows, type Office, type Page } from '../../testing/thread.ts';

const TEXTS = Array.from({ length: 30 }, (_, n) => String(n));
const HOUR_MS = 3_600_000;
const pathOf = ({ channel }: Office) => `/v1/channels/${channel.id}/stopped-sends`;
const countOf = (office: Office) => office.deployment.json<StoppedSends>(office.owner, 'GET', pathOf(office));
const resend = (office: Office) => office.deployment.call(office.owner, 'POST', `${pathOf(office)}/resend`);
const refused = (code: number) => ({ status: 400, body: { error: { code, message: `(#${code})` } } });
const textsSent = ({ deployment, number }: Office) =>
  deployment.graph.calls
    .filter(({ url }) => url.includes(`/${number}/messages`))
    .map(({ body }) => (body as { text: { body: string } }).text.body);

/** Jobs and sends until nothing is left, with the clock going on as their delays ask for. */
async function settle({ deployment }: Office): Promise<void> {
  const lanes = ['webhooks', 'messages', 'messages-urgent'] as const;
  for (let step = 0; step < 400 && deployment.queues.waiting.length > 0; step++) {
    for (const lane of lanes) await deployment.consumeBatch(lane);
    deployment.clock.now += 1_000;
  }
  expect(deployment.queues.waiting).toEqual([]);
}

async function disconnectAndBack(office: Office, whileGone: () => Promise<void>): Promise<void> {
  const { deployment, channel, number } = office;
  const { status } = await deployment.call(office.owner, 'DELETE', `/v1/channels/${channel.id}`);
  expect(status).toBe(204);
  await whileGone();
  office.owner = await deployment.renew(office.owner);
  await deployment.connectNumber(office.owner, number);
}

it('has all that a disconnection failed sent again, each once and in order, however often it is asked', async () => {
  const office = await openOffice();
  const { deployment, number } = office;
  const people = Array.from({ length: 4 }, (_, n) => `55119555${String(10_000 + n)}`);
  await deployment.deliver(texts(number, ...people.map((from) => ({ id: `wamid.HELLO${from}`, from }))));
  await deployment.drain();
  const threads: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = `limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page: Page<Conversation> = await deployment.json(office.owner, 'GET', `/v1/conversations?${query}`);
    threads.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(threads).toHaveLength(4);
  for (const id of threads)
    for (const text of TEXTS)
      await deployment.json(office.owner, 'POST', `/v1/conversations/${id}/messages`, {
        type: 'text',
        text: `${text} ${id}`,
      });
  await disconnectAndBack(office, async () => {
    await settle(office);
    expect(await countOf(office)).toMatchObject({ sendable: 120, isSending: false });
    expect((await resend(office)).status).toBe(409);
  });
  expect(textsSent(office)).toEqual([]);
  expect(await countOf(office)).toEqual({
    sendable: 120,
    followed: 0,
    closed: 0,
    hasMore: false,
    isSending: true,
  });
  const asked = await Promise.all([resend(office), resend(office)]);
  expect(asked.map(({ status }) => status)).toEqual([202, 202]);
  // Its job comes twice, too.
  deployment.queues.waiting.push(
    ...deployment.queues.waiting
      .filter(({ queue }) => queue === 'messages')
      .map((one) => ({ ...one, id: `${one.id} again` })),
  );
  await settle(office);
  const sent = textsSent(office);
  expect(sent).toHaveLength(120);
  expect(new Set(sent).size).toBe(120);
  for (const id of threads)
    expect(sent.filter((text) => text.endsWith(id))).toEqual(TEXTS.map((text) => `${text} ${id}`));
  expect(
    await tenantRows(
      `SELECT status, count(*) AS n FROM messages WHERE company_id = ? AND direction = 'outbound' GROUP BY 1`,
      office.owner.companyId,
    ),
  ).toEqual([{ status: 'sent', n: 120 }]);
  expect(await countOf(office)).toMatchObject({ sendable: 0, followed: 0, closed: 0 });
});

it('leaves what its number was not to blame for, what was followed by another, and whom only a template reaches', async () => {
  const office = await openOffice();
  const { deployment } = office;
  const [plain, wrong, followed, late] = [
    await openThread(office),
    await openThread(office),
    await openThread(office),
    await openThread(office),
  ];
  deployment.graph.answers.push(refused(131026));
  await wrong.send('to nobody');
  await settle(office);
  // Meta stops the number for an hour: what met it has failed.
  deployment.graph.answers.push(refused(131048));
  await plain.send('while stopped');
  await deployment.drain();
  await disconnectAndBack(office, async () => {});
  expect(await countOf(office)).toMatchObject({ sendable: 1, isSending: false });
  deployment.clock.now += HOUR_MS;
  office.owner = await deployment.renew(office.owner);
  Object.assign(followed, { owner: office.owner });
  Object.assign(late, { owner: office.owner });
  expect(await countOf(office)).toMatchObject({ sendable: 1, isSending: true });

  await followed.send('gone with the number');
  await late.send('too late for it');
  await disconnectAndBack(office, () => settle(office));
  Object.assign(followed, { owner: office.owner });
  await followed.send('written anew');
  await settle(office);
  expect(await countOf(office)).toMatchObject({ sendable: 2, followed: 1, closed: 0 });
  deployment.clock.now += 24 * HOUR_MS;
  await deployment.deliver(
    texts(office.number, { id: 'wamid.AGAIN', from: plain.phone, atSeconds: deployment.clock.now / 1_000 }),
  );
  await settle(office);
  office.owner = await deployment.renew(office.owner);
  expect(await countOf(office)).toMatchObject({ sendable: 1, followed: 1, closed: 1 });
  const before = textsSent(office).length;
  expect((await resend(office)).status).toBe(202);
  await settle(office);
  expect(textsSent(office).slice(before)).toEqual(['while stopped']);
});

it('ends when the number is stopped again, and what failed again waits for another person', async () => {
  const office = await openOffice();
  const { deployment } = office;
  const thread = await openThread(office);
  await thread.send('one');
  await disconnectAndBack(office, () => settle(office));
  deployment.graph.answers.push(refused(131048));
  await resend(office);
  await settle(office);
  expect(textsSent(office)).toEqual(['one']);
  expect(await countOf(office)).toMatchObject({ sendable: 1, isSending: false });
  expect((await resend(office)).status).toBe(409);
});
