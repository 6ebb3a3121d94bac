import { APPEARS_WITHIN_MS } from './appears-within.ts';

interface Asked {
  method: string;
  headers?: Record<string, string>;
  body?: string;
}

/**
 * A request of a test to a server. Each has a connection of its own: one that is kept may be closed by the server just
 * when a busy machine comes to use it again.
 */
export const ask = (url: string, request: Asked): Promise<Response> =>
  fetch(url, {
    ...request,
    headers: { ...request.headers, connection: 'close' },
    signal: AbortSignal.timeout(APPEARS_WITHIN_MS),
  });
