import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../contracts/api/problem.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';

const deployment = createDeployment();
let owner: Person;
let conversationPath: string;

beforeAll(async () => {
  owner = await deployment.signUp(await deployment.createCompany('input'), 'owner');
  await deployment.connectNumber(owner, '4611');
  await deployment.deliver(texts('4611', { id: 'wamid.input', from: '5511955550190' }));
  await deployment.drain();
  const { items } = await deployment.json<{ items: { id: string }[] }>(owner, 'GET', '/v1/conversations');
  conversationPath = `/v1/conversations/${items[0]?.id}`;
});

const refused = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
  const response = await deployment.call(owner, method, path, body, headers);
  const problem = await response.json<Problem>();
  return {
    status: response.status,
    code: problem.code,
    fields: problem.fields?.map(({ path: field }) => field),
  };
};

describe('an error', () => {
  it('is a problem with a code, and with the request’s id in body and header', async () => {
    const response = await deployment.call(owner, 'GET', '/v1/nothing-here');
    const problem = await response.json<Problem>();
    expect(problem).toEqual({
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      detail: 'There is no such address.',
      code: 'not_found',
      requestId: response.headers.get('x-request-id'),
    });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('of ours says one fixed sentence, and the log says the rest', async () => {
    deployment.tenant.fault = new Error('D1_ERROR: secret detail of the database');
    const response = await deployment.call(owner, 'GET', conversationPath);
    deployment.tenant.fault = null;
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('secret detail');
    expect(deployment.logLines.join('\n')).toContain('secret detail');
    expect((await deployment.call(owner, 'GET', conversationPath)).status).toBe(200);
  });
});

describe('a body', () => {
  const path = () => `${conversationPath}/messages`;

  it('that is no JSON, or not said to be, is refused', async () => {
    expect(await refused('POST', path(), '{"type":')).toMatchObject({ status: 400, code: 'not_json' });
    expect(await refused('POST', path(), '{}', { 'content-type': 'text/plain' })).toMatchObject({
      status: 400,
      code: 'not_json',
    });
  });

  it.each([
    [{}, ['type']],
    [{ type: 'smoke' }, ['type']],
    [{ type: 'text' }, ['text']],
    [{ type: 'text', text: '' }, ['text', 'text']],
    [{ type: 'text', text: ' \n ' }, ['text']],
    [{ type: 'text', text: 7 }, ['text']],
    [{ type: 'text', text: 'x', extra: true }, ['extra']],
    [{ type: 'text', text: 'é'.repeat(4_097) }, ['text']],
    [[], ['body']],
    ['null', ['body']],
  ])('with a wrong field is refused by its name: %j', async (body, fields) => {
    expect(await refused('POST', path(), body)).toEqual({ status: 422, code: 'invalid', fields });
  });

  it('of the longest text is taken, counted in characters', async () => {
    const body = { type: 'text', text: '😀'.repeat(4_096) };
    expect((await deployment.call(owner, 'POST', path(), body)).status).toBe(202);
    await deployment.drain();
  });

  it('with a key that cannot be one is refused', async () => {
    for (const key of ['with space', 'x'.repeat(256), 'ä']) {
      const headers = { 'idempotency-key': encodeURI(key) === key ? key : 'not ascii' };
      expect(await refused('POST', path(), { type: 'text', text: 'x' }, headers)).toEqual({
        status: 400,
        code: 'invalid_idempotency_key',
        fields: ['Idempotency-Key'],
      });
    }
  });

  it('too large is refused', async () => {
    const body = { type: 'text', text: 'x'.repeat(200_000) };
    expect(await refused('POST', path(), body)).toMatchObject({ status: 400, code: 'body_too_large' });
  });
});

describe('a query', () => {
  it.each([
    ['status=happy', 'status'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['cursor=not-one-of-ours', 'cursor'],
    ['assignee=somebody', 'assignee'],
    ['colour=red', 'colour'],
  ])('with %s is refused by its name', async (query, field) => {
    expect(await refused('GET', `/v1/conversations?${query}`)).toEqual({
      status: 400,
      code: 'invalid_query',
      fields: [field],
    });
  });

  it.each(['%', '_', "'; DROP TABLE contacts; --", 'a'.repeat(80), '%F0%9F%98%80', '*', '"'])(
    'searches for %s without harm',
    async (q) => {
      const path = `/v1/conversations?q=${encodeURIComponent(q)}`;
      expect((await deployment.call(owner, 'GET', path)).status).toBe(200);
    },
  );
});

describe('an id', () => {
  it.each(['1', 'conv_1', 'conv_../../x', `conv_${'0'.repeat(26)}`, 'ct_00000000000000000000000000', '%00'])(
    'that is nobody’s is not found: %s',
    async (id) => {
      expect((await deployment.call(owner, 'GET', `/v1/conversations/${id}`)).status).toBe(404);
    },
  );
});

describe('an edit', () => {
  it('of what somebody else changed meanwhile is refused, and changes nothing', async () => {
    const { version } = await deployment.json<{ version: number }>(owner, 'GET', conversationPath);
    await deployment.json(owner, 'PATCH', conversationPath, { version, status: 'pending' });
    expect(await refused('PATCH', conversationPath, { version, status: 'resolved' })).toMatchObject({
      status: 409,
      code: 'conflict',
    });
    expect(await deployment.json(owner, 'GET', conversationPath)).toMatchObject({ status: 'pending' });
  });

  it('of several things at once, or of none, is refused', async () => {
    expect((await refused('PATCH', conversationPath, { version: 1 })).status).toBe(422);
    const both = { version: 1, status: 'open', assigneeId: null };
    expect((await refused('PATCH', conversationPath, both)).status).toBe(422);
  });

  it('that snoozes into the past is refused', async () => {
    const body = { version: 2, status: 'snoozed', snoozedUntilMs: deployment.clock.now - 1 };
    expect(await refused('PATCH', conversationPath, body)).toMatchObject({
      status: 422,
      fields: ['snoozedUntilMs'],
    });
  });
});

describe('a number', () => {
  const channel = {
    kind: 'cloud',
    name: 'Second',
    phoneNumberId: '4612',
    wabaId: '84612',
    displayPhoneNumber: '+1 555 010 0004',
    accessToken: 'secret-token-4612',
  };

  it('is connected only when Meta says that the token can use it', async () => {
    const answers = deployment.graph.answers;
    answers.push({ status: 401, body: { error: { code: 190, message: 'expired' } } });
    expect(await refused('POST', '/v1/channels', channel)).toMatchObject({
      status: 422,
      fields: ['accessToken'],
    });
    answers.push({ status: 400, body: { error: { code: 100, message: 'unknown' } } });
    expect(await refused('POST', '/v1/channels', channel)).toMatchObject({
      status: 422,
      fields: ['phoneNumberId'],
    });
    answers.push('reset');
    expect((await refused('POST', '/v1/channels', channel)).status).toBe(503);
    const known = { status: 200, body: { id: '4612' } };
    answers.push(known, { status: 200, body: { data: [{ id: '999' }] } });
    expect(await refused('POST', '/v1/channels', channel)).toMatchObject({ status: 422, fields: ['wabaId'] });
    answers.push(known, { status: 200, body: { data: [{ id: '999' }, { id: '4612' }] } });
    expect((await deployment.call(owner, 'POST', '/v1/channels', channel)).status).toBe(201);
  });

  it('is connected once in the whole deployment', async () => {
    const other = await deployment.signUp(await deployment.createCompany('input-2'), 'owner');
    const response = await deployment.call(other, 'POST', '/v1/channels', {
      ...channel,
      skipVerification: true,
    });
    expect([response.status, (await response.json<Problem>()).code]).toEqual([409, 'number_taken']);
  });

  it('never shows its token again, in no answer, row or line of the log', async () => {
    const list = await deployment.call(owner, 'GET', '/v1/channels');
    const rows = await deployment.env.TENANT.prepare('SELECT * FROM channels').all();
    for (const text of [await list.text(), JSON.stringify(rows.results), deployment.logLines.join('\n')]) {
      expect(text).not.toContain(channel.accessToken);
    }
  });
});
