import { Hono } from 'hono';
import type { World } from '../world/world.ts';
import { addBurstRoutes } from './burst-routes.ts';
import { addCustomerRoutes } from './customer-routes.ts';
import { addEventRoutes } from './event-routes.ts';
import { addDeedRoutes } from './deed-routes.ts';
import { addFaultRoutes } from './fault-routes.ts';
import { addGroupRoutes } from './group-routes.ts';
import { addControlMediaRoutes } from './media-routes.ts';
import { addNumberEventRoutes } from './number-event-routes.ts';
import { addNumberRoutes } from './number-routes.ts';
import { problemAnswer } from './problem.ts';
import { addSampleRoutes } from './sample-routes.ts';
import { addTemplateControlRoutes } from './template-control-routes.ts';
import { addThreadRoutes } from './thread-routes.ts';
import { addWaitRoutes } from './wait-routes.ts';
import { addWebhookRoutes } from './webhook-routes.ts';

/** What no customer and no business can do: set the scene, and look at all of it. */
export function createControlApp(world: World, addReceivers: (app: Hono) => void, reset: () => void): Hono {
  const app = new Hono();
  addNumberRoutes(app, world);
  addNumberEventRoutes(app, world);
  addCustomerRoutes(app, world);
  addDeedRoutes(app, world);
  addGroupRoutes(app, world);
  addSampleRoutes(app, world);
  addThreadRoutes(app, world);
  addBurstRoutes(app, world);
  addWebhookRoutes(app, world);
  addFaultRoutes(app, world);
  addControlMediaRoutes(app, world);
  addTemplateControlRoutes(app, world);
  addWaitRoutes(app, world);
  addEventRoutes(app, world);
  addReceivers(app);
  app.post('/reset', (context) => {
    reset();
    return context.body(null, 204);
  });
  app.all('*', (context) =>
    context.json(
      { error: `There is no ${context.req.method} ${context.req.path}. See simulator/README.md.` },
      404,
    ),
  );
  app.onError((error, context) => {
    const answer = problemAnswer(error);
    if (answer) return answer;
    world.log(`control ${context.req.method} ${context.req.path} broke: ${error.stack ?? error.message}`);
    return context.json({ error: 'The simulator broke; its log says how.' }, 500);
  });
  return app;
}
