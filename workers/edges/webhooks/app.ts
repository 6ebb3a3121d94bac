import { Hono } from 'hono';
import { readConfig } from '../../config.ts';
import { createContext, type Context } from '../../context.ts';
import { findMetaApp } from '../../features/access/index.ts';
import { systemClock, type Clock } from '../../platform/clock.ts';
import { HouseError } from '../../platform/errors.ts';
import { createLog, writeToConsole, type Log } from '../../platform/log.ts';
import { tokensEqual } from '../../platform/security/tokens-equal.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { receivePost } from './receive-post.ts';

/**
 * Meta's two ways in: the deployment's app, and a company's own app under its slug; and the one of companies' shops and
 * forms. No middleware: this is the door that must answer while everything else is down. What it cannot take is logged, and
 * is to be sent again.
 */
export function createWebhooks(
  contextOf: typeof createContext,
  clock: Clock = systemClock,
): Hono<{ Bindings: Env }> {
  return new Hono<{ Bindings: Env }>()
    .get('/webhooks/meta', (c) => shakeHands(c.req.raw, readConfig(c.env).meta.verifyToken))
    .post('/webhooks/meta', (c) =>
      receiveDelivery(
        { env: c.env, clock },
        { name: 'deployment', secret: readConfig(c.env).meta.appSecret },
        c.req.raw,
      ),
    )
    .get('/webhooks/meta/:companySlug', async (c) => {
      const app = await findMetaApp(contextOf(c.env, c.executionCtx), c.req.param('companySlug'));
      return shakeHands(c.req.raw, app?.verifyToken ?? null);
    })
    .post('/webhooks/meta/:companySlug', async (c) => {
      const app = await findMetaApp(contextOf(c.env, c.executionCtx), c.req.param('companySlug'));
      // An unknown company and one without an app answer as a wrong signature does: nobody learns which exist.
      if (app === null) return new Response('Wrong signature', { status: 401 });
      return receiveDelivery(
        { env: c.env, clock },
        { name: app.companyId, secret: app.appSecret },
        c.req.raw,
      );
    })
    .post('/webhooks/in/:token', (c) =>
      receivePost(contextOf(c.env, c.executionCtx), c.req.param('token'), c.req.raw),
    )
    .notFound((c) => {
      const allow = methodsOf(c.req.path);
      return allow === null
        ? new Response('Not found', { status: 404 })
        : new Response('Method not allowed', { status: 405, headers: { allow } });
    })
    .onError((error, c) => {
      logOf(() => contextOf(c.env, c.executionCtx)).error('webhook.not_taken', error);
      return error instanceof HouseError
        ? new Response('Unavailable; send it again', { status: 503 })
        : new Response('Failed; send it again', { status: 500 });
    });
}

export const webhooks = createWebhooks(createContext);

/** A deployment that is not configured has no context, and says so in a log of its own. */
function logOf(makeContext: () => Pick<Context, 'log'>): Log {
  try {
    return makeContext().log;
  } catch {
    return createLog({ write: writeToConsole, nowMs: Date.now });
  }
}

/** Not a route of its own: a second one that fits a post takes it off the router's short way. */
function methodsOf(path: string): string | null {
  if (/^\/webhooks\/in\/[^/]+$/.test(path)) return 'POST';
  return /^\/webhooks\/meta(\/[^/]+)?$/.test(path) ? 'GET, POST' : null;
}

/** The longest challenge echoed, in characters. Ours; Meta's is a short number. */
const MAX_CHALLENGE_CHARACTERS = 1_024;

/** Meta's verification request: echoes the challenge as plain text when the token is ours. */
async function shakeHands(request: Request, verifyToken: string | null): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const challenge = query.get('hub.challenge') ?? '';
  const isOurs = await tokensEqual(query.get('hub.verify_token'), verifyToken);
  if (!isOurs || query.get('hub.mode') !== 'subscribe' || challenge.length > MAX_CHALLENGE_CHARACTERS) {
    return new Response('Wrong verify token', { status: 403 });
  }
  return new Response(challenge, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
}
