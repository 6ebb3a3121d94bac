import type { Hono } from 'hono';
import { MetaRefusal, unsupportedRequest } from '../meta/errors.ts';
import { limits } from '../meta/limits.ts';
import type { World } from '../world/world.ts';
import { listNumbersOfToken } from './authenticate.ts';
import type { GraphEnv } from './graph-env.ts';

type Session = { appId: string; mimeType: string; length: number; bytes: Uint8Array };

/** Sample files of templates: a session is opened, filled from an offset, and closed with a handle. */
export function addUploadRoutes(app: Hono<GraphEnv>, world: World): void {
  const sessions = new Map<string, Session>();

  app.post('/:version/:appId{[0-9]+}/uploads', (context) => {
    const appId = context.req.param('appId');
    const numbers = listNumbersOfToken(world, context.req.raw);
    if (!numbers.some((number) => number.appId === appId)) throw unsupportedRequest('POST', appId);
    const { file_length: length, file_type: mimeType } = context.req.query();
    const size = Number(length);
    if (!Number.isInteger(size) || size < 1 || size > limits.uploadSessionBytes) {
      throw new MetaRefusal(100, { message: '(#100) The parameter file_length is required.' });
    }
    if (!mimeType || !sampleTypes.has(mimeType)) {
      throw new MetaRefusal(100, {
        message: `(#100) Param file_type must be one of {${[...sampleTypes].join(', ')}}.`,
      });
    }
    const id = `upload:${Buffer.from(world.ids.hex(32)).toString('base64url')}`;
    sessions.set(id, { appId, mimeType, length: size, bytes: new Uint8Array() });
    return context.json({ id });
  });

  app.get('/:version/:session{upload:.+}', (context) => {
    const { id, session } = find(context.req.raw, context.req.param('session'));
    return context.json({ id, file_offset: session.bytes.length });
  });

  app.post('/:version/:session{upload:.+}', async (context) => {
    const { id, session } = find(context.req.raw, context.req.param('session'));
    const offset = Number(context.req.header('file_offset') ?? '0');
    if (offset !== session.bytes.length) {
      throw new MetaRefusal(100, { details: `file_offset must be ${session.bytes.length}.` });
    }
    const part = new Uint8Array(await context.req.arrayBuffer());
    const bytes = new Uint8Array([...session.bytes, ...part]);
    if (bytes.length > session.length) {
      throw new MetaRefusal(100, { details: 'The file is longer than file_length said.' });
    }
    sessions.set(id, { ...session, bytes });
    if (bytes.length < session.length) return context.json({ id, file_offset: bytes.length });
    sessions.delete(id);
    const handle = `4::${Buffer.from(session.mimeType).toString('base64url')}:AR${world.ids.hex(40)}`;
    keepHandle(world, handle);
    return context.json({ h: handle });
  });

  function find(request: Request, id: string): { id: string; session: Session } {
    const numbers = listNumbersOfToken(world, request);
    const session = sessions.get(id);
    if (!session || !numbers.some((number) => number.appId === session.appId)) {
      throw unsupportedRequest(request.method, id);
    }
    return { id, session };
  }
}

const sampleTypes = new Set(['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4']);

const HANDLES = 'upload-handles';

function keepHandle(world: World, handle: string): void {
  world.store.settings.save(HANDLES, [...readHandles(world), handle]);
}

/** A handle that no upload gave is no sample. */
export function isKnownHandle(world: World, handle: string): boolean {
  return readHandles(world).includes(handle);
}

function readHandles(world: World): string[] {
  const stored = world.store.settings.read(HANDLES);
  return Array.isArray(stored) ? stored.map(String) : [];
}
