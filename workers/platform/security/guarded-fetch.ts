import { checkOutboundUrl, isAddressLiteral, isPublicAddress } from './outbound-url.ts';

export { checkOutboundUrl } from './outbound-url.ts';

export interface GuardedRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | FormData | ReadableStream | null;
  timeoutMs: number;
  maxResponseBytes: number;
  /**
   * Where the status is the answer and the body is only looked at: as much of it is given as comes within these
   * milliseconds and `maxResponseBytes`, and one that is longer, breaks off or never ends takes nothing from the status.
   */
  bodyWithinMs?: number;
}

export interface GuardedResponse {
  status: number;
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
  text(): string;
}

export type GuardedFetch = (url: string, request: GuardedRequest) => Promise<GuardedResponse>;

/** Gives every IP address of a host name, over HTTPS; throws when it cannot tell. */
export type ResolveHost = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

export type OutboundErrorKind = 'refused_url' | 'timeout' | 'network' | 'redirected' | 'too_large';

/**
 * An outbound request without a usable answer. `reachedServer` is `no` only when nothing was sent; otherwise the other
 * side may have done what it was asked. The message holds neither the address nor any content.
 */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly kind: OutboundErrorKind;
  readonly reachedServer: 'no' | 'maybe';

  constructor(kind: OutboundErrorKind, reachedServer: 'no' | 'maybe', reason: string, cause?: unknown) {
    super(`${kind}: ${reason}`, cause === undefined ? {} : { cause });
    this.kind = kind;
    this.reachedServer = reachedServer;
  }
}

/**
 * Makes the one function through which requests leave Recado.
 *
 * In: `isLocal` (a local deployment may call http and private addresses); `resolveHost` for addresses that customers
 * give, so that a public name with a private address is refused too (fixed hosts need none; the Worker's flag
 * `global_fetch_strictly_public` stands behind both); `fetch` for tests.
 * Out: a function that gives status, headers and the whole body, whatever the status outside 3xx. It follows no
 * redirect, waits `timeoutMs` (milliseconds) for headers and body together, and reads at most `maxResponseBytes`.
 * It throws `OutboundError`, and `RangeError` for limits that are not positive whole numbers.
 */
export function createGuardedFetch(options: {
  isLocal: boolean;
  fetch?: typeof globalThis.fetch;
  resolveHost?: ResolveHost;
}): GuardedFetch {
  const { isLocal, resolveHost } = options;
  // oxlint-disable-next-line no-restricted-globals -- this is the guard that everything else goes through
  const send = options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init));

  return async (url, request) => {
    requireLimits(request);
    const check = checkOutboundUrl(url, isLocal);
    if (!check.ok) throw new OutboundError('refused_url', 'no', check.reason);

    const deadline = createDeadline(request.timeoutMs);
    let reachedServer: 'no' | 'maybe' = 'no';
    try {
      if (resolveHost !== undefined && !isLocal && !isAddressLiteral(check.url.hostname)) {
        await requirePublicHost(resolveHost, check.url.hostname, deadline);
      }
      reachedServer = 'maybe';
      const response = await deadline.within(
        send(check.url.href, {
          method: request.method ?? 'GET',
          headers: request.headers ?? {},
          body: toBody(request.body),
          redirect: 'manual',
          // An answer to one company's token must not be kept by a cache that all share.
          cache: 'no-store',
          signal: deadline.signal,
        }),
      );
      if (isRedirect(response.status)) {
        abandon(response.body);
        throw new OutboundError('redirected', 'maybe', `status ${response.status}`);
      }
      const bytes =
        request.bodyWithinMs === undefined
          ? await readBody(response, request.maxResponseBytes, deadline)
          : await readBeginning(response, request.maxResponseBytes, request.bodyWithinMs);
      return {
        status: response.status,
        headers: response.headers,
        bytes,
        text: () => new TextDecoder().decode(bytes),
      };
    } catch (error) {
      if (error instanceof OutboundError) throw error;
      if (deadline.signal.aborted) {
        throw new OutboundError('timeout', reachedServer, `no answer within ${request.timeoutMs} ms`);
      }
      throw new OutboundError('network', reachedServer, 'the connection failed', error);
    } finally {
      deadline.clear();
    }
  };
}

/** Status 0 is how a runtime that hides redirects (an opaque one) shows them. */
export function isRedirect(status: number): boolean {
  return status === 0 || (status >= 300 && status < 400);
}

export interface Deadline {
  signal: AbortSignal;
  /** The promise's outcome, or a rejection once time is up, whether or not its work heeds the signal. */
  within<T>(work: Promise<T>): Promise<T>;
  clear(): void;
}

export function createDeadline(timeoutMs: number): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  const expired = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(new Error('time is up')), { once: true });
  });
  expired.catch(() => {});
  return {
    signal: controller.signal,
    within: (work) => {
      work.catch(() => {});
      return Promise.race([work, expired]);
    },
    clear: () => clearTimeout(timer),
  };
}

async function requirePublicHost(
  resolveHost: ResolveHost,
  hostname: string,
  deadline: Deadline,
): Promise<void> {
  const addresses = await deadline.within(resolveHost(hostname, deadline.signal));
  if (addresses.length === 0 || !addresses.every(isPublicAddress)) {
    throw new OutboundError('refused_url', 'no', 'the host name has no public address');
  }
}

async function readBody(
  response: Response,
  maxBytes: number,
  deadline: Deadline,
): Promise<Uint8Array<ArrayBuffer>> {
  if (response.body === null) return new Uint8Array(0);
  if (Number(response.headers.get('content-length')) > maxBytes) {
    abandon(response.body);
    throw tooLarge(maxBytes);
  }
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for (;;) {
      const { done, value } = await deadline.within(reader.read());
      if (done) return joinChunks(chunks, sizeBytes);
      sizeBytes += value.byteLength;
      if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error;
  }
}

async function readBeginning(
  response: Response,
  maxBytes: number,
  withinMs: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (response.body === null) return new Uint8Array(0);
  const deadline = createDeadline(withinMs);
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    while (sizeBytes < maxBytes) {
      const { done, value } = await deadline.within(reader.read());
      if (done) break;
      chunks.push(value.subarray(0, maxBytes - sizeBytes));
      sizeBytes = Math.min(maxBytes, sizeBytes + value.byteLength);
    }
  } catch {
    // What has come is what there is to look at.
  } finally {
    deadline.clear();
    reader.cancel().catch(() => {});
  }
  return joinChunks(chunks, sizeBytes);
}

function joinChunks(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

export function tooLarge(maxBytes: number): OutboundError {
  return new OutboundError('too_large', 'maybe', `the body is over ${maxBytes} bytes`);
}

/** Lets go of a body that nobody reads; whether that succeeds changes nothing. */
export function abandon(body: ReadableStream | null): void {
  body?.cancel().catch(() => {});
}

function toBody(body: GuardedRequest['body']): BodyInit | null {
  return body instanceof Uint8Array ? Uint8Array.from(body) : (body ?? null);
}

function requireLimits({ timeoutMs, maxResponseBytes }: GuardedRequest): void {
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > 2 ** 31 - 1) {
    throw new RangeError('timeoutMs must be a whole number of milliseconds above 0');
  }
  if (!Number.isSafeInteger(maxResponseBytes) || maxResponseBytes < 0) {
    throw new RangeError('maxResponseBytes must be a whole number');
  }
}
