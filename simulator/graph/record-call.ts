import { createMiddleware } from 'hono/factory';
import type { World } from '../world/world.ts';
import type { GraphEnv } from './graph-env.ts';
import { isUnanswered } from './unanswered.ts';

const JOURNAL_BODY_CHARACTERS = 32 * 1024;

/** Keeps what was asked and answered. Headers are left out: they hold tokens. */
export function createCallRecorder(world: World) {
  return createMiddleware<GraphEnv>(async (context, next) => {
    const { method, path } = context.req;
    const atMs = world.clock.nowMs();
    const isJson = (context.req.header('content-type') ?? '').includes('json');
    context.set('requestBody', isJson ? await context.req.raw.clone().text() : '');
    context.set('faults', []);
    await next();
    const isText = (context.res.headers.get('content-type') ?? '').includes('json');
    const responseBody = isText ? await context.res.clone().text() : '';
    const query = new URL(context.req.url).searchParams;
    for (const secret of ['access_token', 'input_token', 'client_secret'])
      if (query.has(secret)) query.set(secret, '…');
    const call = world.store.graphCalls.add({
      atMs,
      method,
      path: query.size === 0 ? path : `${path}?${query.toString()}`,
      requestBody: context.get('requestBody').slice(0, JOURNAL_BODY_CHARACTERS),
      status: isUnanswered(context.res) ? null : context.res.status,
      responseBody: responseBody.slice(0, JOURNAL_BODY_CHARACTERS),
      latencyMs: world.clock.nowMs() - atMs,
      faults: context.get('faults'),
    });
    world.happenings.publish({ kind: 'call.recorded', call });
    world.log(
      `graph ← ${method} ${path}: ${call.status ?? 'no answer'}` +
        (call.faults.length > 0 ? ` (fault: ${call.faults.join(', ')})` : ''),
    );
  });
}
