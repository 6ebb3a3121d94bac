import type { Hono } from 'hono';
import { storeMedia } from '../graph/store-media.ts';
import { INBOUND_MEDIA_MAX_BYTES } from '../meta/limits.ts';
import type { World } from '../world/world.ts';
import { getNumber } from './look-up.ts';
import { ControlProblem } from './problem.ts';

/** Files on customers' phones: put in here, then sent as `{type: "image", image: {id}}`. */
export function addControlMediaRoutes(app: Hono, world: World): void {
  app.post('/media', async (context) => {
    const query = new URL(context.req.url).searchParams;
    const number = getNumber(world, query.get('phoneNumberId') ?? '');
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    if (bytes.length === 0) throw new ControlProblem(422, 'The body must be the bytes of the file.');
    if (bytes.length > INBOUND_MEDIA_MAX_BYTES)
      throw new ControlProblem(413, 'Customers send at most 100 MB.');
    const media = storeMedia(world, {
      phoneNumberId: number.phoneNumberId,
      mimeType: context.req.header('content-type') ?? 'application/octet-stream',
      filename: query.get('filename'),
      origin: 'received',
      bytes,
    });
    return context.json(media, 201);
  });

  /** For the phone page, which has no token. */
  app.get('/media/:id/bytes', (context) => {
    const media = world.store.media.find(context.req.param('id'));
    const bytes = media && world.store.media.readBytes(media.id);
    if (!media || !bytes) throw new ControlProblem(404, 'There is no such file.');
    return new Response(new Blob([bytes.slice()]), {
      headers: {
        'content-type': media.mimeType,
        'x-content-type-options': 'nosniff',
        'content-security-policy': 'sandbox',
      },
    });
  });
}
