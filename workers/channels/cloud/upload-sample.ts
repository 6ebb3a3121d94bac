import * as z from 'zod/mini';
import type { GuardedFetch } from '../../platform/security/guarded-fetch.ts';
import type { MediaUpload, OutboundFile } from '../port.ts';
import { explainError } from './errors.ts';
import { GRAPH_VERSION } from './graph-version.ts';
import { parsedJson } from './verify-number.ts';

/** How long Meta may take for one call, in milliseconds. Ours: samples have at most 16 MB. */
const TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 64 * 1_024;

const session = z.object({ id: z.string().check(z.regex(/^upload:[\w:+/=.?&%-]{1,1000}$/)) });
const handle = z.object({ h: z.string().check(z.minLength(1), z.maxLength(4_096)) });
const refused = z.object({ error: z.object({ code: z.int(), message: z.optional(z.string()) }) });

/**
 * Hands over a sample of what a template's header will show, and gives the handle by which the template names it.
 * Source: Meta, Resumable Upload API: `POST /{app id}/uploads`, then the bytes from offset 0.
 */
export async function uploadSample(
  deps: { graphUrl: string; fetch: GuardedFetch },
  { appId, accessToken }: { appId: string; accessToken: string },
  file: OutboundFile,
): Promise<MediaUpload> {
  const query = new URLSearchParams({
    file_name: file.filename,
    file_length: String(file.sizeBytes),
    file_type: file.mimeType,
  });
  const call = async (path: string, headers: Record<string, string>, body: ReadableStream | null) => {
    const response = await deps.fetch(`${deps.graphUrl}/${GRAPH_VERSION}/${path}`, {
      method: 'POST',
      // This API alone wants the word OAuth. Source: the same.
      headers: { authorization: `OAuth ${accessToken}`, ...headers },
      body,
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
    return { status: response.status, body: parsedJson(response.text()) };
  };
  try {
    const opened = await call(`${appId}/uploads?${query.toString()}`, {}, null);
    const { data } = session.safeParse(opened.body);
    if (opened.status !== 200 || data === undefined) return rejected(opened);
    const headers = { file_offset: '0', 'content-type': 'application/octet-stream' };
    const filled = await call(data.id, headers, ofKnownLength(file));
    const given = handle.safeParse(filled.body).data;
    if (filled.status !== 200 || given === undefined) return rejected(filled);
    return { kind: 'uploaded', providerId: given.h };
  } catch {
    return rejected({ status: 0, body: null });
  }
}

function rejected({ status, body }: { status: number; body: unknown }): MediaUpload {
  const error = refused.safeParse(body).data?.error;
  return {
    kind: 'rejected',
    retryable: error === undefined || status >= 500,
    error: explainError(
      error?.code ?? 0,
      error?.message ?? 'Sample not taken',
      error?.message ?? 'Meta did not take the sample. Try again.',
    ),
  };
}

/** Meta takes no chunked bodies, and a stream alone does not know its length. */
function ofKnownLength({ body, sizeBytes }: OutboundFile): ReadableStream {
  const { readable, writable } = new FixedLengthStream(sizeBytes);
  // A body that breaks off fails the request that reads it, which is where it is handled.
  body.pipeTo(writable).catch(() => {});
  return readable;
}
