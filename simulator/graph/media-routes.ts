import type { Hono } from 'hono';
import { MetaRefusal, unsupportedRequest } from '../meta/errors.ts';
import { mediaRules } from '../meta/limits.ts';
import { createMediaUrl } from '../world/media-urls.ts';
import type { Media } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { listNumbersOfToken, requireNumber } from './authenticate.ts';
import type { GraphEnv } from './graph-env.ts';
import { mediaOccasion } from './occasion.ts';
import { isExpired, storeMedia } from './store-media.ts';

export function addMediaRoutes(app: Hono<GraphEnv>, world: World): void {
  app.post('/:version/:numberId/media', async (context) => {
    const number = world.store.numbers.find(context.req.param('numberId'));
    if (!number) throw unsupportedRequest('POST', context.req.param('numberId'));
    requireNumber(world, context.req.raw, number, 'whatsapp_business_messaging');
    const form = await readForm(context.req.raw);
    if (form.get('messaging_product') !== 'whatsapp') {
      throw new MetaRefusal(100, { message: '(#100) The parameter messaging_product is required.' });
    }
    const file = form.get('file');
    if (!(file instanceof File))
      throw new MetaRefusal(100, { message: '(#100) The parameter file is required.' });
    const declared = form.get('type');
    const mimeType = file.type || (typeof declared === 'string' ? declared : '');
    requireUploadable(mimeType, file.size);
    const media = storeMedia(world, {
      phoneNumberId: number.phoneNumberId,
      mimeType,
      filename: file.name || null,
      origin: 'uploaded',
      bytes: new Uint8Array(await file.arrayBuffer()),
    });
    return context.json({ id: media.id });
  });

  app.get('/:version/:mediaId{[0-9]+}', async (context, next) => {
    const media = world.store.media.find(context.req.param('mediaId'));
    if (!media) return next();
    requireOwner(world, context.req.raw, media);
    const asked = context.req.query('phone_number_id');
    if (
      (asked !== undefined && asked !== media.phoneNumberId) ||
      isExpired(world, media) ||
      world.faults.draw('media-gone', mediaOccasion(media))
    ) {
      throw unsupportedRequest('GET', media.id);
    }
    return context.json({
      messaging_product: 'whatsapp',
      url: createMediaUrl(world, media, 'getMedia'),
      mime_type: media.mimeType,
      sha256: media.sha256Hex,
      file_size: String(media.sizeBytes),
      id: media.id,
    });
  });

  app.delete('/:version/:mediaId{[0-9]+}', async (context, next) => {
    const media = world.store.media.find(context.req.param('mediaId'));
    if (!media) return next();
    requireOwner(world, context.req.raw, media);
    world.store.media.remove(media.id);
    return context.json({ success: true });
  });
}

function requireUploadable(mimeType: string, sizeBytes: number): void {
  const base = mimeType.split(';')[0]?.trim() ?? '';
  const rule = Object.values(mediaRules).find((candidate) => candidate.mimeTypes.includes(base));
  if (!rule) {
    throw new MetaRefusal(100, {
      message: `(#100) Param file must be a file with one of the following types: ${Object.values(mediaRules)
        .flatMap((known) => known.mimeTypes)
        .join(', ')}. Received file of type '${mimeType}'.`,
    });
  }
  if (sizeBytes > rule.maxBytes) {
    throw new MetaRefusal(131053, { details: `File is larger than ${rule.maxBytes} bytes for ${base}` });
  }
  if (sizeBytes === 0) throw new MetaRefusal(131053, { details: 'File is empty' });
}

async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new MetaRefusal(100, { message: '(#100) The parameter messaging_product is required.' });
  }
}

export function requireOwner(world: World, request: Request, media: Media): void {
  const number = world.store.numbers.find(media.phoneNumberId);
  if (!number) throw unsupportedRequest('GET', media.id);
  const allowed = listNumbersOfToken(world, request, 'whatsapp_business_messaging');
  // Media belongs to the account: every number of it may read.
  if (!allowed.some((other) => other.wabaId === number.wabaId)) throw new MetaRefusal(10);
}
