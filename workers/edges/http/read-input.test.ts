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
