import { offline, problemFromBody, timedOut, unexpectedAnswer } from './api-problem.ts';

export interface TransportRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
}

/** Gives the parsed JSON of a good answer (null where it is empty); throws an ApiProblem for everything else. */
export type Transport = (request: TransportRequest) => Promise<unknown>;

export const createTransport =
  (send: typeof globalThis.fetch): Transport =>
  async ({ method, url, headers, body, timeoutMs }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    let response: Response;
    let text: string;
    try {
      response = await send(url, {
        method,
        headers,
        signal,
        credentials: 'same-origin',
        cache: 'no-store',
        ...(body === undefined ? {} : { body }),
      });
      text = await response.text();
    } catch {
      throw signal.aborted ? timedOut() : offline();
    }
    const json = parseJson(text);
    if (!response.ok) throw problemFromBody(response.status, json);
    if (json === undefined) throw unexpectedAnswer(response.status);
    return json;
  };

const parseJson = (text: string): unknown => {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

// oxlint-disable-next-line no-restricted-globals -- the browser's way to its own origin; the guarded fetch is the Worker's
export const browserTransport: Transport = createTransport((input, init) => fetch(input, init));
