import * as z from 'zod/mini';
import { OutboundError, type GuardedFetch } from '../../platform/security/guarded-fetch.ts';
import type { MediaUpload, OutboundFile, SendingChannel } from '../port.ts';
import { classOfError, explainError } from './errors.ts';
import { GRAPH_VERSION } from './graph-version.ts';
import { multipart } from './multipart.ts';
import { parsedJson } from './verify-number.ts';

/** How long a whole upload may take, in milliseconds. Ours: 100 MB at 5 Mbit/s. */
const UPLOAD_TIMEOUT_MS = 180_000;
const MAX_ANSWER_BYTES = 64 * 1_024;

const uploaded = z.object({ id: z.string().check(z.regex(/^\w{1,128}$/)) });
const refused = z.object({
  error: z.object({
    code: z.int(),
    message: z.optional(z.string()),
    is_transient: z.optional(z.boolean()),
    error_data: z.optional(z.object({ details: z.optional(z.string()) })),
  }),
});
/**
 * Hands a file to Meta, as it comes from the bucket. It is no send: whatever becomes of it, no message has gone out, so
 * every failure is a rejection.
 */
export async function uploadMedia(
  deps: { graphUrl: string; fetch: GuardedFetch },
  channel: SendingChannel,
  file: OutboundFile,
): Promise<MediaUpload> {
  const form = multipart(
    [
      ['messaging_product', 'whatsapp'],
      ['type', file.mimeType],
    ],
    file,
  );
  try {
    const response = await deps.fetch(`${deps.graphUrl}/${GRAPH_VERSION}/${channel.phoneNumberId}/media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${channel.accessToken}`, 'content-type': form.contentType },
      body: form.body,
      timeoutMs: UPLOAD_TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
    const body = parsedJson(response.text());
    const answer = response.status === 200 ? uploaded.safeParse(body) : null;
    if (answer?.success === true) return { kind: 'uploaded', providerId: answer.data.id };
    const error = refused.safeParse(body).data?.error;
    const code = error?.code ?? 0;
    // Meta is busy, or failed by itself: the same upload may succeed soon.
    const errorClass = classOfError(code, response.status);
    const isTransient =
      error === undefined ||
      error.is_transient === true ||
      errorClass === 'retry' ||
      errorClass === 'ambiguous' ||
      response.status >= 500;
    return {
      kind: 'rejected',
      retryable: isTransient,
      error:
        error === undefined
          ? explainError(0, `HTTP ${response.status}`, 'Meta did not take the file.')
          : explainError(code, error.message, error.error_data?.details),
    };
  } catch (cause) {
    const isRefused = cause instanceof OutboundError && cause.kind === 'refused_url';
    const error = explainError(0, 'File not handed over', 'The file could not be handed to Meta.');
    return { kind: 'rejected', retryable: !isRefused, error };
  } finally {
    form.done();
  }
}
