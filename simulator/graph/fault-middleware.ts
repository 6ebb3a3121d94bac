import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { ApiArea } from '../faults/fault-box.ts';
import type { FaultName, FaultOf } from '../faults/fault-kinds.ts';
import { MetaRefusal } from '../meta/errors.ts';
import { sleep } from '../world/clock.ts';
import type { World } from '../world/world.ts';
import type { GraphEnv } from './graph-env.ts';
import { noAnswer } from './unanswered.ts';

/** What can go wrong between a caller and the Graph API, before and after the call took effect. */
export function createFaultMiddleware(world: World) {
  return createMiddleware<GraphEnv>(async (context, next) => {
    const area = areaOf(context.req.path, context.get('requestBody'));
    const draw = <Name extends FaultName>(name: Name): FaultOf<Name> | undefined => {
      const fault = world.faults.draw(name, area);
      if (fault) context.set('faults', [...context.get('faults'), name]);
      return fault;
    };

    if (draw('reset')) {
      context.res = cutSocket(context);
      return;
    }
    const slow = draw('slow');
    if (slow) await sleep(world.clock, slow.delayMs);
    if (draw('rate-limited')) throw new MetaRefusal(130429, { details: 'Too many messages were sent.' });
    const serverError = draw('server-error');
    if (serverError) {
      if (serverError.body === 'json') throw new MetaRefusal(131000, { details: 'Something went wrong.' });
      context.res = new Response(null, { status: 500 });
      return;
    }
    const refusal = draw('refuse');
    if (refusal) {
      throw new MetaRefusal(refusal.code, refusal.details === undefined ? {} : { details: refusal.details });
    }

    await next();
    if (context.res.status !== 200) return;
    if (draw('accept-then-cut')) {
      context.res = cutSocket(context);
    } else if (draw('accept-then-hang')) {
      context.res = noAnswer();
    } else if (area === 'messages' && draw('accept-without-id')) {
      context.res = Response.json({ messaging_product: 'whatsapp' });
    }
  });
}

function cutSocket(context: Context<GraphEnv>): Response {
  context.env.incoming?.socket.destroy();
  return noAnswer();
}

/** Marking as read shares the path of sends, but no fault of sends. */
function areaOf(path: string, body: string): ApiArea {
  if (/\/(messages|marketing_messages)$/.test(path)) {
    return /"status"\s*:\s*"read"/.test(body) ? 'other' : 'messages';
  }
  if (path.endsWith('/media')) return 'media';
  if (path.endsWith('/message_templates')) return 'templates';
  return 'other';
}
