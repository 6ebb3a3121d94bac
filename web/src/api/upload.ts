import { ApiProblem, offline, problemFromBody, timedOut, unexpectedAnswer } from './api-problem.ts';

export interface UploadRequest {
  url: string;
  headers: Record<string, string>;
  body: Blob;
  /** Called with how much has gone up, 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Gives the parsed JSON of a good answer; throws an ApiProblem for everything else. */
export type UploadTransport = (request: UploadRequest) => Promise<unknown>;

/** An upload that does not move for so long is given up, in milliseconds. */
const STALLED_AFTER_MS = 45_000;

export const cancelled = () =>
  new ApiProblem({ status: 0, code: 'cancelled', title: 'Cancelled', detail: 'The upload was cancelled.' });

/** The browser's older way to send, because only it tells how far an upload is. */
export const browserUpload: UploadTransport = ({ url, headers, body, onProgress, signal }) => {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const request = new XMLHttpRequest();
  let hasStalled = false;
  const stall = () => {
    hasStalled = true;
    request.abort();
  };
  let watch = setTimeout(stall, STALLED_AFTER_MS);
  const moved = () => {
    clearTimeout(watch);
    watch = setTimeout(stall, STALLED_AFTER_MS);
  };
  const cancel = () => request.abort();
  request.open('POST', url);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    moved();
    if (total > 0) onProgress(loaded / total);
  });
  request.addEventListener('load', () => {
    const json = parseJson(request.responseText);
    if (request.status >= 400) reject(problemFromBody(request.status, json));
    else if (json === undefined) reject(unexpectedAnswer(request.status));
    else resolve(json);
  });
  request.addEventListener('error', () => reject(offline()));
  request.addEventListener('abort', () => reject(hasStalled ? timedOut() : cancelled()));
  request.addEventListener('loadend', () => {
    clearTimeout(watch);
    signal.removeEventListener('abort', cancel);
  });
  if (signal.aborted) {
    clearTimeout(watch);
    reject(cancelled());
    return promise;
  }
  signal.addEventListener('abort', cancel);
  request.send(body);
  return promise;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
