import { Hono } from 'hono';
import { createContext, type Context } from '../../context.ts';
import { authenticate } from '../../features/access/index.ts';
import { ForbiddenError, NotFoundError } from '../../platform/errors.ts';
import type { Endpoint, Reply } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { createLog, writeToConsole } from '../../platform/log.ts';
import { problemResponse } from './problem.ts';
import { readBody, readParams, readQuery } from './read-input.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** The API: every endpoint of the list, and nothing else. */
export function createApp(
  list: readonly Endpoint[],
  contextOf: typeof createContext,
): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>();
  for (const definition of list) {
    app.on(definition.method, definition.path, async (c) => {
      const requestId = crypto.randomUUID();
      const ctx = contextOf(c.env, c.executionCtx);
      const log = ctx.log.with({ requestId, route: `${definition.method} ${definition.path}` });
      try {
        const reply = await answer({ ...ctx, log }, definition, c.req.raw, c.req.param());
        return respond(reply, requestId);
      } catch (error) {
        return problemResponse(error, requestId, log);
      }
    });
  }
  app.notFound((c) =>
    problemResponse(new NotFoundError('address'), crypto.randomUUID(), contextOf(c.env, c.executionCtx).log),
  );
  // What fails before a context exists: a deployment that is not configured.
  app.onError((error) =>
    problemResponse(error, crypto.randomUUID(), createLog({ write: writeToConsole, nowMs: Date.now })),
  );
  return app;
}

export const app = createApp(endpoints, createContext);

async function answer(
  ctx: Context,
  definition: Endpoint,
  request: Request,
  params: Record<string, string>,
): Promise<Reply | Response> {
  const input = async () => ({
    params: readParams(definition.params, params),
    query: readQuery(definition.query, new URL(request.url)),
    body: await readBody(definition.body, request),
    request,
  });
  if ('publicBecause' in definition) return definition.handle(ctx, { ...(await input()), actor: null });
  const actor = await authenticate(ctx, request.headers.get('authorization') ?? undefined);
  if (!actor.permissions.includes(definition.permission)) {
    throw new ForbiddenError('forbidden', 'Your role does not allow this.');
  }
  return definition.handle(ctx, { ...(await input()), actor });
}

function respond(reply: Reply | Response, requestId: string): Response {
  if (reply instanceof Response) return reply;
  const headers = new Headers({ ...SECURITY_HEADERS, 'x-request-id': requestId, ...reply.headers });
  for (const cookie of reply.cookies ?? []) headers.append('set-cookie', cookie);
  return reply.body === undefined
    ? new Response(null, { status: reply.status, headers })
    : Response.json(reply.body, { status: reply.status, headers });
}
