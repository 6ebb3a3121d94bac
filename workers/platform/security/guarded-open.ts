import {
  abandon,
  createDeadline,
  isRedirect,
  OutboundError,
  tooLarge,
  type Deadline,
} from './guarded-fetch.ts';
import { checkOutboundUrl } from './outbound-url.ts';

export interface OpenRequest {
  headers?: Record<string, string>;
  /** For headers and body together. */
  timeoutMs: number;
  maxResponseBytes: number;
}

export interface OpenResponse {
  status: number;
  headers: Headers;
  /** Where a redirect points, as it says so itself; it is not followed. Null for all other answers. */
  location: string | null;
  /** The body, bit by bit. Whoever does not read it to its end must say so with `abandon`. */
  chunks: AsyncIterable<Uint8Array>;
  abandon(): void;
}

export type GuardedOpen = (url: string, request: OpenRequest) => Promise<OpenResponse>;

/**
 * `createGuardedFetch` for bodies that are too large to be held: the same guards, but the body comes as it arrives, and
 * a redirect is given back instead of refused, because whoever opens files must decide who may see the token. Reading
 * throws `OutboundError` like the call itself: `timeout`, `network`, or `too_large`.
 */
export function createGuardedOpen(options: {
  isLocal: boolean;
  fetch?: typeof globalThis.fetch;
}): GuardedOpen {
  const { isLocal } = options;
  // oxlint-disable-next-line no-restricted-globals -- one of the two guards that everything goes through
  const send = options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init));

  return async (url, request) => {
    const check = checkOutboundUrl(url, isLocal);
    if (!check.ok) throw new OutboundError('refused_url', 'no', check.reason);
    const deadline = createDeadline(request.timeoutMs);
    try {
      const response = await deadline.within(
        send(check.url.href, {
          method: 'GET',
          headers: request.headers ?? {},
          redirect: 'manual',
          cache: 'no-store',
          signal: deadline.signal,
        }),
      );
      const isMoved = isRedirect(response.status);
      return {
        status: response.status,
        headers: response.headers,
        location: isMoved ? response.headers.get('location') : null,
        chunks: readChunks(response, request, deadline),
        abandon: () => {
          deadline.clear();
          abandon(response.body);
        },
      };
    } catch (error) {
      deadline.clear();
      throw faultOf(error, deadline, request.timeoutMs);
    }
  };
}

async function* readChunks(
  response: Response,
  { maxResponseBytes, timeoutMs }: OpenRequest,
  deadline: Deadline,
): AsyncGenerator<Uint8Array> {
  if (response.body === null) {
    deadline.clear();
    return;
  }
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  let sizeBytes = 0;
  try {
    for (;;) {
      const { done, value } = await deadline.within(reader.read());
      if (done) return;
      sizeBytes += value.byteLength;
      if (sizeBytes > maxResponseBytes) throw tooLarge(maxResponseBytes);
      yield value;
    }
  } catch (error) {
    throw faultOf(error, deadline, timeoutMs);
  } finally {
    reader.cancel().catch(() => {});
    deadline.clear();
  }
}

function faultOf(error: unknown, deadline: Deadline, timeoutMs: number): OutboundError {
  if (error instanceof OutboundError) return error;
  return deadline.signal.aborted
    ? new OutboundError('timeout', 'maybe', `no answer within ${timeoutMs} ms`)
    : new OutboundError('network', 'maybe', 'the connection failed', error);
}
