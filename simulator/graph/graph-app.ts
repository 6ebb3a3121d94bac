import { Hono } from 'hono';
import { MetaRefusal, refusalBody, unsupportedRequest } from '../meta/errors.ts';
import type { World } from '../world/world.ts';
import { addAccountRoutes } from './account-routes.ts';
import { createFaultMiddleware } from './fault-middleware.ts';
import type { GraphEnv } from './graph-env.ts';
import { addGroupReadRoutes } from './group-routes.ts';
import { addMediaRoutes } from './media-routes.ts';
import { addMessageRoutes } from './message-routes.ts';
import type { Pacing } from './pacing.ts';
import { createCallRecorder } from './record-call.ts';
import { addRegistrationRoutes } from './registration-routes.ts';
import { addUploadRoutes } from './upload-routes.ts';
import { addTemplateRoutes } from './template-routes.ts';
import { addTokenRoutes } from './token-routes.ts';

/** The Graph API below /v{N}.{M}/. Every call is recorded, whatever becomes of it. */
export function createGraphApp(world: World, pacing: Pacing): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>();
  app.use(createCallRecorder(world));
  app.use(createFaultMiddleware(world));
  addTokenRoutes(app, world);
  addMessageRoutes(app, world, pacing);
  addMediaRoutes(app, world);
  addTemplateRoutes(app, world);
  addUploadRoutes(app, world);
  addRegistrationRoutes(app, world);
  addGroupReadRoutes(app, world);
  addAccountRoutes(app, world);
  app.all('*', (context) => {
    const objectId = context.req.path.split('/')[2] ?? '';
    throw unsupportedRequest(context.req.method, objectId);
  });
  app.onError((error, context) => {
    if (!(error instanceof MetaRefusal)) {
      world.log(`graph ${context.req.method} ${context.req.path} broke: ${error.stack ?? error.message}`);
    }
    const refused =
      error instanceof MetaRefusal ? error : new MetaRefusal(1, { message: 'An unknown error occurred' });
    return Response.json(refusalBody(refused, world.ids.fbTrace()), {
      status: refused.httpStatus,
      headers:
        refused.httpStatus === 401
          ? { 'www-authenticate': `OAuth "Facebook Platform" "invalid_token" "${refused.message}"` }
          : {},
    });
  });
  return app;
}
