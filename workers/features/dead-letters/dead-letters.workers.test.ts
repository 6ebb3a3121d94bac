import { describe, expect, it } from 'vitest';
import { DEAD_LETTER_DAYS } from '../../contracts/api/dead-letters.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { createDeployment } from '../../testing/deployment.ts';
import { deadLettersOf, keepLetter } from '../../testing/dead-letters.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { keepDeadLetter } from './keep-dead-letter.ts';

const DAY_MS = 86_400_000;

async function company(name: string, number: string) {
  const deployment = createDeployment();
  const companyId = await deployment.createCompany(name);
  const owner = await deployment.signUp(companyId, 'owner');
  const operator = await deployment.signUp(companyId, 'agent', undefined, { isOperator: true });
  await deployment.connectNumber(owner, number);
  return {
    deployment,
    companyId,
    owner,
    operator,
    own: deadLettersOf(deployment, owner),
    all: deadLettersOf(deployment, operator, '/v1/operator'),
  };
}

/** A reply whose job has failed until it was a dead letter. */
async function withFailedReply(name: string, number: string) {
  const world = await company(name, number);
  const { deployment, owner } = world;
  await deployment.deliver(texts(number, { id: `wamid.${name}`, from: '5511955550300' }));
  await deployment.drain();
  const { items } = await deployment.json<{ items: Conversation[] }>(owner, 'GET', '/v1/conversations');
  const path = `/v1/conversations/${items[0]?.id}`;
  const reply = await deployment.json<Message>(owner, 'POST', `${path}/messages`, {
    type: 'text',
    text: 'Call me at +55 11 95555-0300',
  });
  const [job] = deployment.queues.waiting.splice(0);
  const id = await keepLetter(deployment, world.companyId, {
    lane: 'messages-urgent',
    kind: 'message.send',
    code: 'timeout',
    body: { ...(job?.body as object), faults: 5 },
    ref: { conversationId: items[0]?.id, messageId: reply.id },
  });
  const statusOf = async () =>
    (await deployment.json<{ items: Message[] }>(owner, 'GET', `${path}/messages`)).items.find(
      (one) => one.id === reply.id,
    )?.status;
  return { ...world, id, reply, statusOf };
}

describe('a dead letter', () => {
  it('is put back, does its job once, and is done', async () => {
    const { deployment, own, id, statusOf, companyId, reply } = await withFailedReply('back', '4861');
    expect(await own.list()).toMatchObject([
      { id, companyId, lane: 'messages-urgent', kind: 'message.send', code: 'timeout', state: 'open' },
    ]);
    expect((await own.redrive(id)).status).toBe(200);
    expect(await own.list('?state=redriven')).toMatchObject([{ id, redrives: 1 }]);
    const sends = deployment.graph.calls.length;
    deployment.graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.back.out' }] } });
    await deployment.drain();
    expect([deployment.graph.calls.length - sends, await statusOf()]).toEqual([1, 'sent']);
    expect(await own.list('?state=done')).toMatchObject([{ id, ref: { messageId: reply.id } }]);
  });

  it('that is put back twice at once, or whose mark was lost after the queue took it, sends one message', async () => {
    const { deployment, own, id, statusOf } = await withFailedReply('twice', '4862');
    let batches = 0;
    deployment.directory.beforeBatch = () =>
      ++batches === 2 ? Promise.reject(new Error('D1_ERROR: network connection lost')) : Promise.resolve();
    expect((await own.redrive(id)).status).toBe(503);
    deployment.directory.beforeBatch = null;
    expect(await own.list()).toMatchObject([{ id, state: 'open' }]);
    await own.redrive(id);
    expect(deployment.queues.waiting.length).toBe(2);
    const sends = deployment.graph.calls.length;
    deployment.graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.twice.out' }] } });
    await deployment.drain();
    expect([deployment.graph.calls.length - sends, await statusOf()]).toEqual([1, 'sent']);
  });

  it('whose job fails again is open again in its own row', async () => {
    const { deployment, companyId, own } = await company('again', '4863');
    const body = {
      v: 1,
      kind: 'meta.spilled-delivery',
      lane: 'webhooks',
      companyId: null,
      ref: 'lost',
      app: 'deployment',
      receivedAtMs: deployment.clock.now,
      key: 'spilled/nowhere.json',
    };
    const id = await keepLetter(deployment, companyId, {
      lane: 'webhooks',
      kind: 'meta.spilled-delivery',
      code: 'unexpected',
      body,
    });
    await own.redrive(id);
    await deployment.drain();
    expect(await own.list()).toMatchObject([{ id, state: 'open', redrives: 1, attempts: 7 }]);
    expect(await own.list('?state=redriven')).toEqual([]);
  });

  it('that a person has discarded stays so when a copy of its job fails later', async () => {
    const { deployment, companyId, own } = await company('late-copy', '4831');
    const body = {
      v: 1,
      kind: 'meta.spilled-delivery',
      lane: 'webhooks',
      companyId: null,
      ref: 'lost',
      app: 'deployment',
      receivedAtMs: deployment.clock.now,
      key: 'spilled/nowhere.json',
    };
    const about = { lane: 'webhooks', kind: 'meta.spilled-delivery', code: 'unexpected', body };
    const id = await keepLetter(deployment, companyId, about);
    await own.redrive(id);
    const copies = deployment.queues.waiting.map((copy) => ({ ...copy, id: `${copy.id}-copy` }));
    await deployment.drain();
    expect((await own.discard(id, 'Nobody needs it')).status).toBe(200);
    const [discarded] = await own.list('?state=discarded');
    deployment.queues.waiting.push(...copies);
    await deployment.drain();
    expect([await own.list(), (await own.list('?state=discarded')).map((one) => one.id)]).toEqual([[], [id]]);
    expect(await own.inspect(id)).toMatchObject({
      reason: discarded?.reason,
      changedAtMs: discarded?.changedAtMs,
    });
  });

  it('that was put back says how far it is from being tried', async () => {
    const { own, id } = await withFailedReply('placed', '4832');
    expect((await own.inspect(id)).place).toBeNull();
    await own.redrive(id);
    expect((await own.inspect(id)).place).toMatchObject({
      lane: 'messages-urgent',
      before: 0,
      waitingInLane: 1,
    });
  });

  it('whose job ends before it is marked as put back is as the job left it: open again, or done', async () => {
    const { deployment, own, id, companyId, statusOf } = await withFailedReply('early', '4811');
    const broken = await keepLetter(deployment, companyId, {
      lane: 'webhooks',
      kind: 'meta.delivery',
      code: 'malformed_body',
      body: { v: 1, kind: 'no.such-kind', lane: 'webhooks', companyId, ref: null },
    });
    deployment.graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.early.out' }] } });
    for (const one of [broken, id]) {
      let batches = 0;
      deployment.directory.beforeBatch = async () => {
        if (++batches < 2) return;
        deployment.directory.beforeBatch = null;
        await deployment.drain();
      };
      await own.redrive(one);
    }
    expect(await statusOf()).toBe('sent');
    expect(await own.list()).toMatchObject([{ id: broken, state: 'open' }]);
    expect(await own.list('?state=done')).toMatchObject([{ id }]);
    expect(await own.list('?state=redriven')).toEqual([]);
  });

  it('is discarded with a reason, and can then not be put back', async () => {
    const { own, owner, id } = await withFailedReply('away', '4864');
    expect((await own.discard(id, ' ')).status).toBe(422);
    expect((await own.discard(id, 'The customer was called instead.')).status).toBe(200);
    expect(await own.list('?state=discarded')).toMatchObject([
      { id, changedById: owner.userId, reason: 'The customer was called instead.' },
    ]);
    const late = await own.redrive(id);
    expect([late.status, (await late.json<{ code: string }>()).code]).toEqual([409, 'not_open']);
  });

  it('whose job the queue has lost can be put back or discarded after an hour, and not before', async () => {
    const { deployment, owner, own, id, companyId, statusOf } = await withFailedReply('vanished', '4813');
    const about = { lane: 'jobs', kind: 'search.index', code: 'timeout' };
    const job = { v: 1, ...about, companyId, ref: { seq: 0 } };
    const other = await keepLetter(deployment, companyId, { ...about, body: job });
    for (const one of [id, other]) expect((await own.redrive(one)).status).toBe(200);
    deployment.queues.waiting.length = deployment.jobs.waiting.length = 0;
    expect([(await own.redrive(id)).status, (await own.discard(id, 'No.')).status]).toEqual([409, 409]);
    deployment.clock.now += 3_600_000;
    Object.assign(owner, await deployment.renew(owner));
    expect((await own.redrive(id)).status).toBe(200);
    expect((await own.discard(other, 'It is too late.')).status).toBe(200);
    deployment.graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.vanished.out' }] } });
    await deployment.drain();
    expect(await statusOf()).toBe('sent');
    expect(await own.list('?state=done')).toMatchObject([{ id, redrives: 2 }]);
  });

  it('that is discarded while another puts it back is done when its job is', async () => {
    const { deployment, own, id, statusOf } = await withFailedReply('torn', '4814');
    let batches = 0;
    deployment.directory.beforeBatch = async () => {
      if (++batches < 2) return;
      deployment.directory.beforeBatch = null;
      await own.discard(id, 'The customer was called instead.');
    };
    await own.redrive(id);
    expect(await own.list('?state=discarded')).toMatchObject([{ id }]);
    deployment.graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.torn.out' }] } });
    await deployment.drain();
    expect([await statusOf(), await own.list('?state=discarded')]).toEqual(['sent', []]);
    expect(await own.list('?state=done')).toMatchObject([{ id }]);
  });

  it('that holds no job stays as it is: putting it back would make a second one of it', async () => {
    const { deployment, operator, all } = await company('jobless', '4815');
    deployment.clock.now += 60_000;
    Object.assign(operator, await deployment.renew(operator));
    for (const body of ['rubbish', 17, null, ['a']])
      deployment.queues.waiting.push({
        queue: 'statuses',
        id: `odd ${JSON.stringify(body)}`,
        body,
        attempts: 1,
      });
    await deployment.drain();
    const kept = await all.list('?lane=statuses');
    expect(kept).toHaveLength(4);
    for (const { id } of kept) {
      const refused = await all.redrive(id);
      expect([refused.status, (await refused.json<{ code: string }>()).code]).toEqual([422, 'unreadable']);
    }
    await all.redriveAll({ lane: 'statuses', kind: 'unknown', code: 'malformed_body' });
    await deployment.drainJobs();
    expect(deployment.queues.waiting).toEqual([]);
    expect(await all.list('?lane=statuses')).toMatchObject(kept.map(({ id }) => ({ id, state: 'open' })));
  });

  it('shows its payload with personal data masked, and holds it sealed', async () => {
    const { deployment, own, companyId } = await company('masked', '4865');
    const body = { v: 1, kind: 'odd', companyId, note: 'Ask for +55 11 95555-0301', accessToken: 'EAAB123' };
    const id = await keepLetter(deployment, companyId, { lane: 'jobs', kind: 'odd', code: 'timeout', body });
    const { payload } = await own.inspect(id);
    expect(payload).toMatchObject({ kind: 'odd', note: 'Ask for [phone]', accessToken: '[secret]' });
    const { results } = await deployment.env.DIRECTORY.prepare('SELECT * FROM dead_letters').all();
    expect(JSON.stringify(results)).not.toMatch(/95555|EAAB123/);
  });

  it('is forgotten after ninety days', async () => {
    const { deployment, id } = await withFailedReply('old', '4866');
    deployment.clock.now += (DEAD_LETTER_DAYS - 1) * DAY_MS;
    await deployment.tick();
    const count = async () =>
      (await deployment.env.DIRECTORY.prepare('SELECT id FROM dead_letters WHERE id = ?').bind(id).all())
        .results.length;
    expect(await count()).toBe(1);
    deployment.clock.now += 2 * DAY_MS;
    await deployment.tick();
    expect(await count()).toBe(0);
  });
});

describe('letters that failed alike', () => {
  it('are counted together, and all go back in slices, each job once, beside other companies’ work', async () => {
    const { deployment, companyId, own } = await company('many', '4867');
    const search = { v: 1, kind: 'search.index', lane: 'jobs', companyId, ref: { seq: 0 } };
    const about = { lane: 'jobs', kind: 'search.index', code: 'timeout' };
    for (let n = 0; n < 230; n++) await keepLetter(deployment, companyId, { ...about, body: search });
    await keepLetter(deployment, companyId, { ...about, code: 'other', body: search });
    expect(await own.groups()).toMatchObject([
      { code: 'other', count: 1 },
      { code: 'timeout', count: 230 },
    ]);
    expect(await own.redriveAll(about)).toEqual({ matching: 230 });
    const waiting = () => deployment.jobs.waiting.map(({ body }) => (body as { kind: string }).kind);
    expect(waiting()).toEqual(['dead-letters.redrive']);
    await deployment.consumeMessages('jobs', deployment.jobs.waiting.splice(0));
    // One slice, and behind it the rest: whatever came meanwhile is not kept waiting.
    expect(waiting()).toEqual([...Array<string>(100).fill('search.index'), 'dead-letters.redrive']);
    await deployment.drainJobs();
    expect(await own.groups()).toMatchObject([{ code: 'other', count: 1 }]);
    const { results } = await deployment.env.DIRECTORY.prepare(
      `SELECT state, redrives, count(*) AS n FROM dead_letters WHERE company_id = ? AND code = 'timeout' GROUP BY 1, 2`,
    )
      .bind(companyId)
      .all();
    expect(results).toEqual([{ state: 'done', redrives: 1, n: 230 }]);
  });
});

describe('the list of letters', () => {
  it('is filtered by lane, kind, code and time, each alone, and finds a rare kind beside many others', async () => {
    const { deployment, companyId, own, all } = await company('filters', '4869');
    const keep = (lane: string, kind: string, code: string) =>
      keepLetter(deployment, companyId, { lane, kind, code, body: {} });
    const rare = await keep('media', 'media.fetch', 'timeout');
    for (let n = 0; n < 60; n++) {
      deployment.clock.now += 1;
      await keep(
        'jobs',
        n % 2 === 0 ? 'search.index' : 'channel.replay',
        n % 3 === 0 ? 'timeout' : 'filters',
      );
    }
    deployment.clock.now += 10;
    const newest = await keep('jobs', 'search.index', 'filters');
    expect(await own.failures()).toEqual([
      { lane: 'jobs', kind: 'channel.replay', code: 'filters' },
      { lane: 'jobs', kind: 'channel.replay', code: 'timeout' },
      { lane: 'jobs', kind: 'search.index', code: 'filters' },
      { lane: 'jobs', kind: 'search.index', code: 'timeout' },
      { lane: 'media', kind: 'media.fetch', code: 'timeout' },
    ]);
    expect(await own.failures('?state=done')).toEqual([]);
    expect((await own.list('?lane=media')).map(({ id }) => id)).toEqual([rare]);
    expect((await own.list('?kind=media.fetch')).map(({ id }) => id)).toEqual([rare]);
    expect((await own.list('?code=timeout&limit=100')).length).toBe(21);
    expect((await all.list('?code=filters&limit=100')).length).toBe(41);
    expect((await own.list('?lane=jobs&code=filters&kind=search.index&limit=100')).length).toBe(21);
    expect((await own.list('?lane=jobs&limit=1')).map(({ id }) => id)).toEqual([newest]);
    const nowMs = deployment.clock.now;
    expect((await own.list(`?fromMs=${nowMs}`)).map(({ id }) => id)).toEqual([newest]);
    expect((await own.list(`?code=timeout&toMs=${nowMs - 70}`)).map(({ id }) => id)).toEqual([rare]);
    expect(await own.list(`?state=done&kind=search.index`)).toEqual([]);
  });

  it('goes on where its page ended, the newest first, filtered or not', async () => {
    const { deployment, companyId, owner, own } = await company('pages', '4870');
    const kept: string[] = [];
    for (let n = 0; n < 7; n++) {
      deployment.clock.now += 1;
      const kind = n % 2 === 0 ? 'search.index' : 'channel.replay';
      kept.unshift(
        await keepLetter(deployment, companyId, { lane: 'jobs', kind, code: 'timeout', body: {} }),
      );
    }
    for (const query of ['?limit=3', '?lane=jobs&limit=3']) {
      const seen: string[] = [];
      let cursor = '';
      for (let page = 0; page < 3; page++) {
        const answer = await deployment.json<{ items: { id: string }[]; nextCursor: string | null }>(
          owner,
          'GET',
          `/v1/dead-letters${query}${cursor}`,
        );
        seen.push(...answer.items.map(({ id }) => id));
        cursor = `&cursor=${answer.nextCursor}`;
      }
      expect([seen, cursor]).toEqual([kept, '&cursor=null']);
    }
    expect(await own.list('?lane=nowhere').catch(() => 'refused')).toBe('refused');
  });

  it('takes back no letter whose lane nobody knows', async () => {
    const { deployment, companyId, own } = await company('laneless', '4871');
    const about = { lane: 'dead-letters', kind: 'unknown', code: 'given_up' };
    const id = await keepLetter(deployment, companyId, { ...about, body: {} });
    expect((await own.list('?lane=dead-letters')).map((one) => one.id)).toEqual([id]);
    const refused = await own.redrive(id);
    expect([refused.status, (await refused.json<{ code: string }>()).code]).toEqual([422, 'no_lane']);
    expect((await own.discard(id, 'Nobody knows it.')).status).toBe(200);
  });
});

describe('the letters of the deployment', () => {
  it('are for its operators, who also see those that are nobody’s', async () => {
    const { deployment, owner, own, all, companyId } = await company('whole', '4868');
    deployment.clock.now += 1_000;
    const mine = await keepLetter(deployment, companyId, {
      lane: 'jobs',
      kind: 'odd',
      code: 'timeout',
      body: {},
    });
    deployment.clock.now += 1;
    const nobodys = await keepLetter(deployment, null, {
      lane: 'webhooks',
      kind: 'unknown',
      code: 'malformed_body',
      body: { v: 2 },
    });
    expect((await own.list()).map(({ id }) => id)).toEqual([mine]);
    expect((await all.list()).map(({ id }) => id).slice(0, 2)).toEqual([nobodys, mine]);
    expect(await all.inspect(nobodys)).toMatchObject({ companyId: null, payload: { v: 2 } });
    expect((await deployment.call(owner, 'GET', '/v1/operator/dead-letters')).status).toBe(403);
    expect((await deployment.call(owner, 'GET', `/v1/dead-letters/${nobodys}`)).status).toBe(404);
  });
});

it('all letters that failed alike go back, however many other ways of failing there are: no list of ways is read', async () => {
  const { deployment, companyId, own } = await company('ways', '4833');
  const body = { v: 1, kind: 'search.index', lane: 'jobs', companyId, ref: { seq: 0 } };
  await keepLetter(deployment, companyId, { lane: 'ai', kind: 'odd', code: 'a', body });
  await keepLetter(deployment, companyId, { lane: 'jobs', kind: 'search.index', code: 'z', body });
  const from = deployment.directory.statements.length;
  expect(await own.redriveAll({ lane: 'jobs', kind: 'search.index', code: 'z' })).toEqual({ matching: 1 });
  await deployment.drainJobs();
  const asked = deployment.directory.statements
    .slice(from)
    .filter(({ sql }) => /GROUP BY|LIMIT 200/.test(sql));
  expect(asked).toEqual([]);
  expect(await own.list('?state=done')).toMatchObject([{ code: 'z' }]);
});

it('one letter kept aside that cannot be read stands in no other’s way, and is kept', async () => {
  const { deployment, companyId, own } = await company('aside', '4834');
  const body = { v: 1, kind: 'search.index', lane: 'jobs', companyId, ref: { seq: 0 } };
  deployment.directory.fault = new Error('D1_ERROR: network connection lost');
  const job = { lane: 'jobs', messageId: 'm-aside', attempts: 6, code: 'timeout', detail: 'late', body };
  await keepDeadLetter(deployment.context(), job);
  deployment.directory.fault = null;
  const { ARCHIVE } = deployment.env;
  await ARCHIVE.put('dead-letters/0-broken.json', '{"id":');
  await ARCHIVE.put('dead-letters/1-odd.json', '{"id":"dl_1"}');
  await deployment.tick();
  expect(await own.list()).toMatchObject([{ lane: 'jobs', code: 'timeout' }]);
  const keysUnder = async (prefix: string) => (await ARCHIVE.list({ prefix })).objects.map(({ key }) => key);
  // Other tests keep letters in the same bucket.
  const kept = await keysUnder('dead-letters/');
  expect(kept.filter((key) => /broken|odd|aside/.test(key))).toEqual([]);
  expect(await keysUnder('unreadable-dead-letters/')).toEqual([
    'unreadable-dead-letters/0-broken.json',
    'unreadable-dead-letters/1-odd.json',
  ]);
});
