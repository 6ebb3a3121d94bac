import type { Context } from 'hono';
import type { FaultKind, FaultOf } from '../faults/fault-kinds.ts';
import { MetaRefusal } from '../meta/errors.ts';
import { sleep } from '../world/clock.ts';
import { readMediaUrl } from '../world/media-urls.ts';
import type { Media } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { GraphEnv } from './graph-env.ts';
import { requireOwner } from './media-routes.ts';
import { mediaOccasion } from './occasion.ts';
import { isUnanswered, noAnswer } from './unanswered.ts';

/** The bytes behind a media URL: needs the token, and the URL lives five minutes; afterwards 404. */
export async function answerMediaUrl(world: World, context: Context<GraphEnv>): Promise<Response> {
  const atMs = world.clock.nowMs();
  const faults: FaultKind[] = [];
  const answer = await answerDownload(world, context, faults);
  const id = new URL(context.req.url).searchParams.get('mid') ?? '';
  const call = world.store.graphCalls.add({
    atMs,
    method: 'GET',
    path: `${context.req.path}?mid=${id}`,
    requestBody: '',
    status: isUnanswered(answer) ? null : answer.status,
    responseBody: '',
    latencyMs: world.clock.nowMs() - atMs,
    faults,
  });
  world.happenings.publish({ kind: 'call.recorded', call });
  return answer;
}

async function answerDownload(
  world: World,
  context: Context<GraphEnv>,
  faults: FaultKind[],
): Promise<Response> {
  const request = context.req.raw;
  const id = readMediaUrl(new URL(request.url).searchParams, world.clock.nowMs());
  const media = id === undefined ? undefined : world.store.media.find(id);
  const bytes = media && world.store.media.readBytes(media.id);
  if (!media || !bytes) return notFound();
  try {
    requireOwner(world, request, media);
  } catch (error) {
    if (!(error instanceof MetaRefusal)) throw error;
    return new Response('Unauthorized', { status: 401 });
  }
  return answerWithFaults(world, context, { media, bytes, faults });
}

type Download = { media: Media; bytes: Uint8Array; faults: FaultKind[] };

async function answerWithFaults(
  world: World,
  context: Context<GraphEnv>,
  { media, bytes, faults }: Download,
): Promise<Response> {
  const draw = <Kind extends FaultKind>(kind: Kind): FaultOf<Kind> | undefined => {
    const fault = world.faults.draw(kind, mediaOccasion(media));
    if (fault) faults.push(kind);
    return fault;
  };
  const slow = draw('media-slow');
  if (slow) await sleep(world.clock, slow.delayMs);
  if (draw('media-gone')) return notFound();
  if (draw('media-url-expired')) return notFound();
  const broken = draw('media-error');
  if (broken) return new Response('Something went wrong', { status: broken.status });
  const redirect = draw('media-redirect');
  if (redirect) return new Response(null, { status: 302, headers: { location: redirect.location } });

  const contentType = draw('media-wrong-type')?.contentType ?? media.mimeType;
  const larger = draw('media-larger');
  const sent = draw('media-wrong-bytes') ? bytes.map((byte) => byte ^ 0xff) : bytes;
  if (draw('media-cut')) return cutHalfway(context, sent, contentType);
  const whole = larger ? extended(sent, larger.extraBytes) : sent;
  return new Response(
    larger?.isLengthHidden ? new Blob([whole.slice()]).stream() : new Blob([whole.slice()]),
    {
      headers: {
        'content-type': contentType,
        ...(larger?.isLengthHidden ? {} : { 'content-length': String(whole.length) }),
      },
    },
  );
}

function notFound(): Response {
  return new Response('Not found', { status: 404 });
}

function extended(bytes: Uint8Array, extraBytes: number): Uint8Array {
  const whole = new Uint8Array(bytes.length + extraBytes);
  whole.set(bytes);
  return whole;
}

/** The length of the whole is promised; without a socket behind the request there is only the half to give. */
function cutHalfway(context: Context<GraphEnv>, bytes: Uint8Array, contentType: string): Response {
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  // Nothing is bound where no server is behind the call.
  const bindings: GraphEnv['Bindings'] | undefined = context.env;
  const outgoing = bindings?.outgoing;
  if (!outgoing) return new Response(new Blob([half.slice()]), { headers: { 'content-type': contentType } });
  outgoing.writeHead(200, { 'content-type': contentType, 'content-length': String(bytes.length) });
  outgoing.write(half, () => outgoing.destroy());
  return noAnswer();
}
