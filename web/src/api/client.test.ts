import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ApiProblem } from './api-problem.ts';
import { createApiClient } from './client.ts';
import { createTransport, type TransportRequest } from './transport.ts';
import type { UploadRequest } from './upload.ts';

const refused = (status: number) =>
  new ApiProblem({ status, code: 'refused', title: 'Refused', detail: 'Refused.' });

const setUp = (
  answer: (request: TransportRequest) => unknown,
  upload: (request: UploadRequest) => unknown = () => ({}),
) => {
  const uploads: UploadRequest[] = [];
  const requests: TransportRequest[] = [];
  let lost = 0;
  let answered = 0;
  const client = createApiClient({
    transport: async (request) => {
      requests.push(request);
      return answer(request);
    },
    uploadTransport: async (request) => {
      uploads.push(request);
      return upload(request);
    },
    tokens: {
      token: async () => 'old',
      tokenAfterRefusal: async () => 'new',
    },
    onSessionLost: () => {
      lost += 1;
    },
    onAnswered: () => {
      answered += 1;
    },
  });
  return { client, requests, uploads, lost: () => lost, answered: () => answered };
};

describe('a call to the API', () => {
  it('says that the server can be reached when it answered well, and only then', async () => {
    let isDown = true;
    const { client, answered } = setUp(() => {
      if (isDown) throw refused(503);
      return { ok: true };
    });
    await expect(client.call({ method: 'GET', path: '/v1/things' })).rejects.toThrow('Refused.');
    expect(answered()).toBe(0);
    isDown = false;
    await client.call({ method: 'GET', path: '/v1/things' });
    expect(answered()).toBe(1);
  });

  it('carries the token, the key and the header that other sites cannot set', async () => {
    const { client, requests } = setUp(() => ({ ok: true }));
    await client.call({
      method: 'POST',
      path: '/v1/things',
      query: { a: 1, b: undefined, c: '' },
      body: { x: 1 },
      idempotencyKey: 'key-1',
    });
    expect(requests).toEqual([
      {
        method: 'POST',
        url: '/v1/things?a=1',
        headers: {
          Accept: 'application/json',
          'Content-Type': 'application/json',
          Authorization: 'Bearer old',
          'Idempotency-Key': 'key-1',
        },
        body: '{"x":1}',
        timeoutMs: 20_000,
      },
    ]);
  });

  it('is made once more with a new token when the old one is refused, with the same key', async () => {
    const { client, requests, lost } = setUp(({ headers }) => {
      if (headers['Authorization'] === 'Bearer old') throw refused(401);
      return { ok: true };
    });
    await client.call({ method: 'POST', path: '/v1/things', idempotencyKey: 'key-1' });
    expect(requests.map(({ headers }) => [headers['Authorization'], headers['Idempotency-Key']])).toEqual([
      ['Bearer old', 'key-1'],
      ['Bearer new', 'key-1'],
    ]);
    expect(lost()).toBe(0);
  });

  it('says that the session is lost when the new token is refused too', async () => {
    const { client, requests, lost } = setUp(() => {
      throw refused(401);
    });
    await expect(client.call({ method: 'GET', path: '/v1/me' })).rejects.toMatchObject({ status: 401 });
    expect(requests).toHaveLength(2);
    expect(lost()).toBe(1);
  });

  it('keeps the session on every other refusal', async () => {
    const { client, lost } = setUp(() => {
      throw refused(403);
    });
    await expect(client.call({ method: 'GET', path: '/v1/me' })).rejects.toMatchObject({ status: 403 });
    expect(lost()).toBe(0);
  });

  it('refuses an answer that the contract does not describe', async () => {
    const { client } = setUp(() => ({ name: 7 }));
    const answer = z.object({ name: z.string() });
    await expect(client.call({ method: 'GET', path: '/v1/x', answer })).rejects.toMatchObject({
      code: 'unexpected_answer',
    });
  });
});

describe('the transport', () => {
  const request: TransportRequest = { method: 'GET', url: '/v1/x', headers: {}, timeoutMs: 1_000 };
  const answering = (body: string, status: number) =>
    createTransport(async () => new Response(status === 204 ? null : body, { status }))(request);

  it('gives null for an empty answer', async () => {
    expect(await answering('', 204)).toBeNull();
  });

  it('gives the server’s own words when it refuses', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Outside the window',
      status: 422,
      detail: 'The window closed.',
      code: 'window_closed',
      requestId: 'req_1',
      windowEndsAtMs: 5,
    };
    await expect(answering(JSON.stringify(problem), 422)).rejects.toMatchObject({
      message: 'The window closed.',
      code: 'window_closed',
      requestId: 'req_1',
      windowEndsAtMs: 5,
      isTemporary: false,
    });
  });

  it('calls a broken answer and a broken connection temporary', async () => {
    await expect(answering('<html>', 502)).rejects.toMatchObject({ isTemporary: true });
    const broken = createTransport(async () => {
      throw new TypeError('network');
    });
    await expect(broken(request)).rejects.toMatchObject({ status: 0, code: 'no_answer', isTemporary: true });
  });
});

describe('a file that is uploaded', () => {
  const file = {
    path: '/v1/uploads',
    query: { kind: 'image', filename: 'a&b.png' },
    body: new Blob(['x'], { type: 'image/png' }),
    answer: z.object({ id: z.string() }),
    onProgress: () => {},
    signal: new AbortController().signal,
  };

  it('goes up as it is, with its type, and again with a new token when the old one has ended', async () => {
    const { client, uploads, answered } = setUp(
      () => null,
      ({ headers }) => {
        if (headers['Authorization'] === 'Bearer old') throw refused(401);
        return { id: 'upl_1' };
      },
    );
    expect(await client.upload(file)).toEqual({ id: 'upl_1' });
    expect(uploads.map(({ url, headers, body }) => [url, headers, body === file.body])).toEqual(
      ['old', 'new'].map((token) => [
        '/v1/uploads?kind=image&filename=a%26b.png',
        {
          Accept: 'application/json',
          'Content-Type': 'image/png',
          Authorization: `Bearer ${token}`,
        },
        true,
      ]),
    );
    expect(answered()).toBe(1);
  });

  it('is refused with the server’s own words', async () => {
    const { client } = setUp(
      () => null,
      () => {
        throw refused(413);
      },
    );
    await expect(client.upload(file)).rejects.toThrow('Refused.');
  });
});
