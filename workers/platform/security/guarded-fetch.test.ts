import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGuardedFetch, OutboundError, type GuardedRequest, type ResolveHost } from './guarded-fetch.ts';

const url = 'https://hooks.example.com/recado?key=invented';
const limits: GuardedRequest = { timeoutMs: 1000, maxResponseBytes: 1024 };
interface Sent {
  url: string;
  init: RequestInit;
}

/** A wire that records what is sent and answers with real Response objects. */
function wire(answer: (sent: Sent) => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = { url: input instanceof Request ? input.url : input.toString(), init: { ...init } };
    sent.push(request);
    return answer(request);
  };
  return { sent, fetch };
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'answered',
    (error: unknown) =>
      error instanceof OutboundError ? { kind: error.kind, reachedServer: error.reachedServer } : error,
  );

/** A body that gives its chunks and then never ends. */
function endless(chunks: string[], onCancel: () => void = () => {}): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift();
      if (chunk === undefined) return new Promise(() => {});
      controller.enqueue(new TextEncoder().encode(chunk));
      return undefined;
    },
    cancel: onCancel,
  });
}

describe('a guarded request', () => {
  it('sends what it was given and gives status, headers and the whole body', async () => {
    const { sent, fetch } = wire(
      () => new Response('{"ok":"ação"}', { status: 201, headers: { 'x-id': '7' } }),
    );
    const response = await createGuardedFetch({ isLocal: false, fetch })(url, {
      ...limits,
      method: 'POST',
      headers: { authorization: 'Bearer invented', 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect([
      response.status,
      response.headers.get('x-id'),
      response.text(),
      response.bytes.byteLength,
    ]).toEqual([201, '7', '{"ok":"ação"}', 15]);
    expect(sent).toEqual([
      {
        url,
        init: {
          method: 'POST',
          headers: { authorization: 'Bearer invented', 'content-type': 'application/json' },
          body: '{"a":1}',
          redirect: 'manual',
          cache: 'no-store',
          signal: expect.any(AbortSignal),
        },
      },
    ]);
  });

  it('answers with 4xx and 5xx as with 2xx, and with nothing where there is no body', async () => {
    for (const status of [200, 204, 400, 401, 429, 500, 503]) {
      const { fetch } = wire(() => new Response(null, { status }));
      const response = await createGuardedFetch({ isLocal: false, fetch })(url, limits);
      expect([response.status, response.text()]).toEqual([status, '']);
    }
  });

  it('is GET without a body unless told otherwise, and takes bytes and forms', async () => {
    const { sent, fetch } = wire(() => new Response('ok'));
    const guarded = createGuardedFetch({ isLocal: false, fetch });
    const form = new FormData();
    form.set('file', new Blob(['x']), 'x.txt');
    await guarded(url, limits);
    await guarded(url, { ...limits, method: 'PUT', body: new Uint8Array([1, 2]) });
    await guarded(url, { ...limits, method: 'POST', body: form });
    expect(sent.map(({ init }) => [init.method, init.body])).toEqual([
      ['GET', null],
      ['PUT', new Uint8Array([1, 2])],
      ['POST', form],
    ]);
  });

  it('never leaves for a refused address', async () => {
    const { sent, fetch } = wire(() => new Response('secret'));
    const guarded = createGuardedFetch({ isLocal: false, fetch });
    for (const bad of [
      'https://127.0.0.1/',
      'https://0x7f.1/',
      'http://hooks.example.com/',
      'https://[::1]/',
      'x',
    ]) {
      expect(await failure(guarded(bad, limits))).toEqual({ kind: 'refused_url', reachedServer: 'no' });
    }
    expect(sent).toEqual([]);
    expect(await failure(guarded(url, limits))).toBe('answered');
  });

  it('may go to a private address where the deployment is local', async () => {
    const { sent, fetch } = wire(() => new Response('ok'));
    await createGuardedFetch({ isLocal: true, fetch })('http://127.0.0.1:8788/v23.0/1/messages', limits);
    expect(sent.map((request) => request.url)).toEqual(['http://127.0.0.1:8788/v23.0/1/messages']);
  });

  it.each([300, 301, 302, 303, 304, 307, 308])('does not follow a %i', async (status) => {
    const location = 'https://127.0.0.1/';
    const { sent, fetch } = wire(() => new Response(null, { status, headers: { location } }));
    const guarded = createGuardedFetch({ isLocal: false, fetch });
    expect(await failure(guarded(url, limits))).toEqual({ kind: 'redirected', reachedServer: 'maybe' });
    expect(sent.length).toBe(1);
  });

  it('does not take an opaque redirect for an answer', async () => {
    const { fetch } = wire(() => Response.error());
    expect(await failure(createGuardedFetch({ isLocal: false, fetch })(url, limits))).toEqual({
      kind: 'redirected',
      reachedServer: 'maybe',
    });
  });

  it('calls a broken connection what it is, before and during the body', async () => {
    const early = wire(() => Promise.reject(new TypeError('connection reset')));
    const late = wire(
      () =>
        new Response(
          new ReadableStream({
            pull(controller) {
              controller.error(new TypeError('connection reset'));
            },
          }),
        ),
    );
    for (const { fetch } of [early, late]) {
      expect(await failure(createGuardedFetch({ isLocal: false, fetch })(url, limits))).toEqual({
        kind: 'network',
        reachedServer: 'maybe',
      });
    }
  });

  it('says nothing of the address or the content in its errors', async () => {
    const { fetch } = wire(() => Promise.reject(new TypeError('reset')));
    const error = await createGuardedFetch({ isLocal: false, fetch })(url, { ...limits, body: 'olá' }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({ name: 'OutboundError', message: 'network: the connection failed' });
  });

  it('refuses limits that are none', async () => {
    const { sent, fetch } = wire(() => new Response('ok'));
    const guarded = createGuardedFetch({ isLocal: false, fetch });
    for (const timeoutMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1.5, 2 ** 31]) {
      await expect(guarded(url, { ...limits, timeoutMs })).rejects.toThrow(RangeError);
    }
    for (const maxResponseBytes of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(guarded(url, { ...limits, maxResponseBytes })).rejects.toThrow(RangeError);
    }
    expect(sent).toEqual([]);
  });
});

const read = (body: string | ReadableStream<Uint8Array>, maxResponseBytes: number, headers = {}) =>
  createGuardedFetch({ isLocal: false, fetch: wire(() => new Response(body, { headers })).fetch })(url, {
    ...limits,
    maxResponseBytes,
  });

describe('the size of an answer', () => {
  it('may reach its cap and not pass it', async () => {
    expect((await read('x'.repeat(1024), 1024)).bytes.byteLength).toBe(1024);
    expect(await failure(read('x'.repeat(1025), 1024))).toEqual({
      kind: 'too_large',
      reachedServer: 'maybe',
    });
    expect((await read('', 0)).bytes.byteLength).toBe(0);
    expect(await failure(read('x', 0))).toEqual({ kind: 'too_large', reachedServer: 'maybe' });
  });

  it('is refused by its announcement before a byte is read, and by its bytes whatever it announces', async () => {
    let isCancelled = false;
    const body = endless([], () => {
      isCancelled = true;
    });
    expect(await failure(read(body, 1024, { 'content-length': '1025' }))).toEqual({
      kind: 'too_large',
      reachedServer: 'maybe',
    });
    expect(isCancelled).toBe(true);
    expect(await failure(read('x'.repeat(2000), 1024, { 'content-length': '10' }))).toEqual({
      kind: 'too_large',
      reachedServer: 'maybe',
    });
    expect((await read('x'.repeat(10), 1024, { 'content-length': '10' })).text()).toBe('x'.repeat(10));
  });

  it('stops a stream that goes on, and lets go of it', async () => {
    let isCancelled = false;
    const body = endless(
      Array.from({ length: 100 }, () => 'x'.repeat(600)),
      () => {
        isCancelled = true;
      },
    );
    expect(await failure(read(body, 1024))).toEqual({ kind: 'too_large', reachedServer: 'maybe' });
    expect(isCancelled).toBe(true);
  });
});

describe('an answer of which only the status counts', () => {
  const glance = async (body: BodyInit, status = 200) => {
    const { fetch } = wire(() => new Response(body, { status }));
    const request = { ...limits, bodyWithinMs: 20 };
    const { status: told, bytes } = await createGuardedFetch({ isLocal: false, fetch })(url, request);
    return [told, bytes.byteLength];
  };

  it('is that status, and as much of its body as comes in time and fits', async () => {
    expect(await glance('taken')).toEqual([200, 5]);
    expect(await glance('x'.repeat(5_000), 500)).toEqual([500, 1024]);
    expect(await glance(endless(['ok'], () => {}))).toEqual([200, 2]);
    expect(await glance(endless(['x'.repeat(900), 'x'.repeat(900)]))).toEqual([200, 1024]);
  });

  it('is that status also where its body breaks off, and lets go of it', async () => {
    let isCancelled = false;
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
    expect(await glance(broken)).toEqual([200, 0]);
    const kept = endless([], () => {
      isCancelled = true;
    });
    expect([await glance(kept), isCancelled]).toEqual([[200, 0], true]);
  });

  it('is none where no status comes in time', async () => {
    const { fetch } = wire(() => new Promise(() => {}));
    const work = createGuardedFetch({ isLocal: false, fetch })(url, {
      ...limits,
      timeoutMs: 5,
      bodyWithinMs: 20,
    });
    expect(await failure(work)).toEqual({ kind: 'timeout', reachedServer: 'maybe' });
  });
});

describe('the time an answer takes', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('covers the headers, even of a wire that ignores the signal', async () => {
    const { sent, fetch } = wire(() => new Promise(() => {}));
    const outcome = failure(createGuardedFetch({ isLocal: false, fetch })(url, limits));
    await vi.advanceTimersByTimeAsync(999);
    expect(sent[0]?.init.signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toEqual({ kind: 'timeout', reachedServer: 'maybe' });
    expect(sent[0]?.init.signal?.aborted).toBe(true);
  });

  it('covers the body, and lets go of it', async () => {
    let isCancelled = false;
    const { fetch } = wire(() => new Response(endless(['half an '], () => (isCancelled = true))));
    const outcome = failure(createGuardedFetch({ isLocal: false, fetch })(url, limits));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await outcome).toEqual({ kind: 'timeout', reachedServer: 'maybe' });
    expect(isCancelled).toBe(true);
  });

  it('is not up for an answer that is in time, and leaves no timer behind', async () => {
    const { fetch } = wire(async () => {
      await vi.advanceTimersByTimeAsync(999);
      return new Response('ok');
    });
    const response = await createGuardedFetch({ isLocal: false, fetch })(url, limits);
    expect(response.text()).toBe('ok');
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** A resolver that records what it is asked, beside a wire. */
const resolving = (addresses: string[] | Error) => {
  const asked: string[] = [];
  const resolveHost: ResolveHost = async (hostname) => {
    asked.push(hostname);
    if (addresses instanceof Error) throw addresses;
    return addresses;
  };
  const { sent, fetch } = wire(() => new Response('ok'));
  return { asked, sent, options: { fetch, resolveHost } };
};

describe('a host name that a customer gave', () => {
  it('is only called when every address is public', async () => {
    for (const addresses of [
      ['127.0.0.1'],
      ['8.8.8.8', '10.0.0.1'],
      ['::ffff:10.0.0.1'],
      ['not an address'],
      [],
    ]) {
      const { sent, options } = resolving(addresses);
      const guarded = createGuardedFetch({ isLocal: false, ...options });
      expect(await failure(guarded(url, limits))).toEqual({ kind: 'refused_url', reachedServer: 'no' });
      expect(sent).toEqual([]);
    }
    const { asked, sent, options } = resolving(['8.8.8.8', '2606:4700::1111']);
    expect(await failure(createGuardedFetch({ isLocal: false, ...options })(url, limits))).toBe('answered');
    expect([asked, sent.length]).toEqual([['hooks.example.com'], 1]);
  });

  it('that cannot be resolved was not reached', async () => {
    const { sent, options } = resolving(new Error('SERVFAIL'));
    expect(await failure(createGuardedFetch({ isLocal: false, ...options })(url, limits))).toEqual({
      kind: 'network',
      reachedServer: 'no',
    });
    expect(sent).toEqual([]);
  });

  it('is not asked for where it is an address, or the deployment local', async () => {
    const { asked, options } = resolving(['127.0.0.1']);
    await createGuardedFetch({ isLocal: false, ...options })('https://8.8.8.8/', limits);
    await createGuardedFetch({ isLocal: true, ...options })('http://graph.test/', limits);
    expect(asked).toEqual([]);
  });
});
