import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { FaultKind, FaultOf } from '../faults/fault-kinds.ts';
import { MetaRefusal } from '../meta/errors.ts';
import { sleep } from '../world/clock.ts';
import type { World } from '../world/world.ts';
import type { GraphEnv } from './graph-env.ts';
import { occasionOf } from './occasion.ts';
import { noAnswer } from './unanswered.ts';

/** What can go wrong between a caller and the Graph API, before and after the call took effect. */
export function createFaultMiddleware(world: World) {
  return createMiddleware<GraphEnv>(async (context, next) => {
    const occasion = occasionOf(world, context.req.path, context.get('requestBody'));
    const draw = <Kind extends FaultKind>(kind: Kind): FaultOf<Kind> | undefined => {
      const fault = world.faults.draw(kind, occasion);
      if (fault) context.set('faults', [...context.get('faults'), kind]);
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
    } else if (occasion.area === 'messages' && draw('accept-without-id')) {
      context.res = Response.json({ messaging_product: 'whatsapp' });
    }
  });
}

function cutSocket(context: Context<GraphEnv>): Response {
  context.env.incoming?.socket.destroy();
  return noAnswer();
}
