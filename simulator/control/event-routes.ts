import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Happening } from '../world/happenings.ts';
import type { World } from '../world/world.ts';
import { withoutSecrets } from './number-routes.ts';

const KEEP_ALIVE_MS = 15_000;

/** Server-sent events: everything that happens, as it happens. */
export function addEventRoutes(app: Hono, world: World): void {
  app.get('/events', (context) => {
    const viewer = context.req.query('viewer');
    return streamSSE(context, async (stream) => {
      await new Promise<void>((resolve) => {
        const send = (event: string, data: object) => {
          void stream.writeSSE({ event, data: JSON.stringify(data) });
        };
        const unsubscribe = world.happenings.subscribe((happening) => send('happening', forPage(happening)));
        let cancelKeepAlive: (() => void) | undefined;
        const keepAlive = () => {
          send('keep-alive', {});
          cancelKeepAlive = world.clock.after(KEEP_ALIVE_MS, keepAlive);
        };
        keepAlive();
        stream.onAbort(() => {
          unsubscribe();
          cancelKeepAlive?.();
          if (viewer !== undefined) world.chats.close({ viewer });
          resolve();
        });
      });
    });
  });
}

/** Journal bodies stay out of the stream: up to 3 MB each, and fetched when somebody opens one. */
function forPage(happening: Happening): object {
  switch (happening.kind) {
    case 'delivery.changed':
      return { ...happening, delivery: { ...happening.delivery, body: '', messageIds: [] } };
    case 'number.changed':
      return { ...happening, number: withoutSecrets(happening.number) };
    default:
      return happening;
  }
}
