import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { MAX_API_BODY_BYTES, readBody } from './read-input.ts';

const CHUNK = new TextEncoder().encode(' '.repeat(16_384));

/** A request that sends spaces for as long as somebody reads them, and whose sender counts. */
function endless(headers: Record<string, string> = {}): { request: Request; sentBytes: () => number } {
  let sentBytes = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        sentBytes += CHUNK.byteLength;
        if (sentBytes > 50 * MAX_API_BODY_BYTES) controller.close();
        else controller.enqueue(CHUNK);
      },
    },
    { highWaterMark: 0 },
  );
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  };
  return { request: new Request('http://recado.test/v1/auth/login', init), sentBytes: () => sentBytes };
}

describe('what is wrong with a field', () => {
  const schema = z.object({
    token: z.string().check(z.minLength(8), z.maxLength(12)),
    name: z.string().check(z.minLength(1)),
    names: z.array(z.string()).check(z.maxLength(1)),
    share: z.number().check(z.maximum(100)),
    own: z.string().check(z.minLength(5, 'Five at least, please.')),
  });
  const right = { token: 'long enough', name: 'Ines', names: [], share: 50, own: 'it fits' };

  it.each([
    [{ token: 'short' }, 'token: At least 8 characters.'],
    [{ token: 'far too long for it' }, 'token: At most 12 characters.'],
    [{ name: '' }, 'name: This is missing.'],
    [{ name: undefined }, 'name: This is missing.'],
    [{ names: ['a', 'b'] }, 'names: At most 1 entry.'],
    [{ share: 101 }, 'share: At most 100.'],
    [{ own: 'no' }, 'own: Five at least, please.'],
  ])('%o is said in words that a form can show, the schema’s own before ours', async (wrong, detail) => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify({ ...right, ...wrong }) };
    const request = new Request('http://recado.test/v1/things', init);
    await expect(readBody(schema, request)).rejects.toThrow(detail);
  });
});

describe('a body without end', () => {
  it.each([
    ['that does not say how long it is', {}],
    ['that says so', { 'content-length': String(99 * MAX_API_BODY_BYTES) }],
  ])('%s is refused before it fills the memory', async (_, headers) => {
    const { request, sentBytes } = endless(headers);
    await expect(readBody(z.unknown(), request)).rejects.toMatchObject({ code: 'body_too_large' });
    expect(sentBytes()).toBeLessThan(2 * MAX_API_BODY_BYTES);
  });
});
