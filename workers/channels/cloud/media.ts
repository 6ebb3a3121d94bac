import * as z from 'zod/mini';
import { OutboundError, type GuardedFetch } from '../../platform/security/guarded-fetch.ts';
import type { GuardedOpen, OpenResponse } from '../../platform/security/guarded-open.ts';
import type { MediaAdapter, MediaOpening, SendingChannel } from '../port.ts';
import { GRAPH_VERSION } from './graph-version.ts';
import { trustOf } from './media-hosts.ts';
import { uploadMedia } from './upload-media.ts';
import { uploadSample } from './upload-sample.ts';
import { parsedJson } from './verify-number.ts';

/** How long Meta may take to say where a file is, in milliseconds. Ours. */
const LOOKUP_TIMEOUT_MS = 15_000;
/** How long a whole file may take, in milliseconds. Ours: Meta's address for it lives five minutes. */
const DOWNLOAD_TIMEOUT_MS = 240_000;
const MAX_ANSWER_BYTES = 64 * 1_024;
/** Ours: Meta's addresses lead on once, if at all. */
const MAX_HOPS = 3;
/** Meta's file host refuses requests that do not say what they are. */
const USER_AGENT = 'Recado/1.0';

const found = z.object({
  url: z.string().check(z.maxLength(4_096)),
  mime_type: z.optional(z.string().check(z.maxLength(200))),
  sha256: z.optional(z.string().check(z.maxLength(128))),
  file_size: z.optional(z.union([z.string().check(z.regex(/^\d{1,15}$/)), z.int()])),
});
const refused = z.object({ error: z.object({ code: z.int() }) });
/** Codes of a token that is missing, wrong, expired or without permission. Source: Meta, Graph API error codes. */
const TOKEN_CODES = new Set([0, 3, 10, 190, 200, 131005]);
/** Codes of an object that is not there, or not for us. The same source. */
const GONE_CODES = new Set([33, 100, 131052]);

type Found = z.infer<typeof found>;
type Lookup = { kind: 'found'; file: Found } | Exclude<MediaOpening, { kind: 'open' }>;

interface MediaDeps {
  graphUrl: string;
  fetch: GuardedFetch;
  open: GuardedOpen;
}

/** The Cloud API's files. Source: Meta, `GET /{media id}`, `POST /{phone number id}/media`. */
export function createCloudMedia(deps: MediaDeps): MediaAdapter {
  return {
    upload: (channel, file) => uploadMedia(deps, channel, file),
    uploadSample: (app, file) => uploadSample(deps, app, file),
    async open(channel, providerId, maxBytes) {
      // An address that has ended answers 404: then a fresh one is asked for, once.
      for (let isFresh = false; ; isFresh = true) {
        const lookup = await lookUp(deps, channel, providerId);
        if (lookup.kind !== 'found') return lookup;
        const sizeBytes = lookup.file.file_size === undefined ? null : Number(lookup.file.file_size);
        if (sizeBytes !== null && sizeBytes > maxBytes) return { kind: 'too_large' };
        const opening = await download(deps, channel, lookup.file, sizeBytes, maxBytes);
        if (opening.kind !== 'missing' || isFresh) return opening;
      }
    },
  };
}

async function lookUp(deps: MediaDeps, channel: SendingChannel, providerId: string): Promise<Lookup> {
  const query = new URLSearchParams({ phone_number_id: channel.phoneNumberId });
  try {
    const response = await deps.fetch(
      `${deps.graphUrl}/${GRAPH_VERSION}/${encodeURIComponent(providerId)}?${query.toString()}`,
      {
        headers: { authorization: `Bearer ${channel.accessToken}`, 'user-agent': USER_AGENT },
        timeoutMs: LOOKUP_TIMEOUT_MS,
        maxResponseBytes: MAX_ANSWER_BYTES,
      },
    );
    const body = parsedJson(response.text());
    const answer = response.status === 200 ? found.safeParse(body) : null;
    if (answer?.success === true) return { kind: 'found', file: answer.data };
    const code = refused.safeParse(body).data?.error.code;
    if (response.status === 404 || (code !== undefined && GONE_CODES.has(code))) return { kind: 'gone' };
    if ([401, 403].includes(response.status) || (code !== undefined && TOKEN_CODES.has(code))) {
      return { kind: 'no_access' };
    }
    return { kind: 'unreachable', cause: new Error(`HTTP ${response.status}, code ${code ?? 'none'}`) };
  } catch (cause) {
    return { kind: 'unreachable', cause };
  }
}

async function download(
  deps: MediaDeps,
  channel: SendingChannel,
  file: Found,
  sizeBytes: number | null,
  maxBytes: number,
): Promise<MediaOpening> {
  let address = file.url;
  for (let hop = 0; hop <= MAX_HOPS; hop++) {
    const trust = trustOf(address, deps.graphUrl);
    if (trust === 'no') return { kind: 'untrusted' };
    let response: OpenResponse;
    try {
      response = await deps.open(address, {
        headers: {
          'user-agent': USER_AGENT,
          ...(trust === 'token' ? { authorization: `Bearer ${channel.accessToken}` } : {}),
        },
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
        maxResponseBytes: maxBytes,
      });
    } catch (cause) {
      return cause instanceof OutboundError && cause.kind === 'refused_url'
        ? { kind: 'untrusted' }
        : { kind: 'unreachable', cause };
    }
    if (response.status === 200) {
      return {
        kind: 'open',
        mimeType: file.mime_type ?? response.headers.get('content-type'),
        sha256: file.sha256 ?? null,
        sizeBytes,
        chunks: response.chunks,
      };
    }
    response.abandon();
    if (response.location === null) return refusalOf(response.status);
    const next = URL.parse(response.location, address);
    if (next === null) return { kind: 'untrusted' };
    address = next.href;
  }
  return { kind: 'untrusted' };
}

function refusalOf(status: number): MediaOpening {
  if (status === 404 || status === 410) return { kind: 'missing' };
  if (status === 401 || status === 403) return { kind: 'no_access' };
  return { kind: 'unreachable', cause: new Error(`HTTP ${status} for the bytes`) };
}
