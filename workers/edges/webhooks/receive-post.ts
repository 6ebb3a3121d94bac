import type { IncomingEventJob } from '../../contracts/queues.ts';
import { MAX_INCOMING_EVENT_BYTES } from '../../contracts/limits.ts';
import type { Context } from '../../context.ts';
import { findEventDoor, isTooDeep, type EventDoor } from '../../features/incoming-events/index.ts';
import { HouseError } from '../../platform/errors.ts';
import { verifyBodySignature } from '../../platform/security/body-signature.ts';
import { createSha256 } from '../../platform/security/sha256.ts';
import { readBoundedBody } from '../read-bounded-body.ts';

/** Larger payloads lie in the archive bucket: neither the queue nor the row carries them. Ours, in characters. */
const MAX_INLINE_CHARACTERS = 32_000;
/** Ours: forms have tens of fields. */
const MAX_FORM_FIELDS = 500;
const MAX_HEADERS = 30;
const MAX_HEADER_CHARACTERS = 256;
/** Seconds after which a shop that posts too much may come again. */
const RATE_PERIOD_SECONDS = 60;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/**
 * Takes what a shop or a form posts: bounds it, finds the source by its token, verifies, and hands it to the queue.
 * 202 once something durable has it; 404 for a token that is nobody's, 401 without the signature that the source
 * demands, 429 beyond its rate, 413 and 400 for what is no event. Throws a `HouseError` when nothing durable took it.
 */
export async function receivePost(
  ctx: Pick<
    Context,
    'archive' | 'bindings' | 'clock' | 'directory' | 'envelope' | 'ids' | 'queues' | 'crashPoint'
  >,
  token: string,
  request: Request,
): Promise<Response> {
  const bytes = await readBoundedBody(request, MAX_INCOMING_EVENT_BYTES);
  if (bytes === null) return new Response('Too large', { status: 413 });
  const door = await findEventDoor(ctx, token);
  if (door === null) return new Response('Not found', { status: 404 });
  if (!(await isProven(door, request.headers, bytes)))
    return new Response('Wrong signature', { status: 401 });
  // Behind the proof: who knows the address and cannot sign must not use up the shop's own rate.
  const { success: isWithinRate } = await ctx.bindings.EVENT_LIMIT.limit({ key: door.sourceId });
  if (!isWithinRate) {
    return new Response('Too many posts', {
      status: 429,
      headers: { 'retry-after': String(RATE_PERIOD_SECONDS) },
    });
  }
  const body = readJson(bytes, request.headers.get('content-type') ?? '');
  if (body === null) return new Response('Post JSON or a form', { status: 400 });
  try {
    await handOver(ctx, door, bytes, `{"headers":${keptHeaders(door, request.headers)},"body":${body}}`);
  } catch (error) {
    throw new HouseError('queue', error);
  }
  return new Response('Accepted', { status: 202 });
}

function isProven(door: EventDoor, headers: Headers, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  if (door.proof === null) return Promise.resolve(true);
  const { signature, secret } = door.proof;
  return verifyBodySignature({ ...signature, secret }, headers.get(signature.header), bytes);
}

/** The body as JSON text; null when it is neither JSON nor a form, or nests without end. */
function readJson(bytes: Uint8Array, contentType: string): string | null {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return null;
  }
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return readForm(text);
  if (isTooDeep(text)) return null;
  try {
    // Written again, so that of a key that comes twice only one stays, for everybody who reads it.
    return JSON.stringify(JSON.parse(text, exactly));
  } catch {
    return null;
  }
}

/** Whole numbers beyond exact arithmetic stay what they are, as text: two ids of 19 digits must not become one. */
function exactly(_name: string, value: unknown, ...[written]: { source?: string }[]): unknown {
  const isExact = typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  const source = written?.source;
  return isExact || source === undefined || !/^-?\d+$/.test(source) ? value : source;
}

/** A field that comes several times is a list. */
function readForm(text: string): string | null {
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > MAX_FORM_FIELDS) return null;
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [value]);
    else values.push(value);
  }
  if (count === 0) return null;
  return JSON.stringify(
    Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values])),
  );
}

const SECRET_HEADER = /token|secret|auth|key|signature|hmac|cookie|forwarded|real-ip/;

/** The shop's own headers, which may name the event; nothing that proves who it is. */
function keptHeaders({ proof }: EventDoor, headers: Headers): string {
  const kept = [...headers]
    .filter(
      ([name]) => name.startsWith('x-') && !SECRET_HEADER.test(name) && name !== proof?.signature.header,
    )
    .slice(0, MAX_HEADERS)
    .map(([name, value]) => [name, value.slice(0, MAX_HEADER_CHARACTERS)]);
  return JSON.stringify(Object.fromEntries(kept));
}

async function handOver(
  ctx: Pick<Context, 'archive' | 'clock' | 'ids' | 'queues' | 'crashPoint'>,
  { companyId, sourceId }: EventDoor,
  bytes: Uint8Array,
  text: string,
): Promise<void> {
  const eventId = ctx.ids.next('ine');
  const hash = createSha256();
  hash.update(bytes);
  const job: Omit<IncomingEventJob, 'payload'> = {
    v: 1,
    kind: 'event.incoming',
    lane: 'jobs',
    companyId,
    ref: { sourceId, eventId },
    receivedAtMs: ctx.clock.nowMs(),
    bodyHash: hash.hex(),
  };
  if (text.length <= MAX_INLINE_CHARACTERS) {
    await ctx.queues.jobs.send({ ...job, payload: { text } });
  } else {
    const key = `incoming-events/${companyId}/${eventId}.json`;
    await ctx.archive.put(key, text);
    await ctx.queues.jobs.send({ ...job, payload: { key } });
  }
  await ctx.crashPoint('event.accepted');
}
