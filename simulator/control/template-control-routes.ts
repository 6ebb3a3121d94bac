import type { Hono } from 'hono';
import { z } from 'zod';
import { decideTemplate } from '../phones/review-template.ts';
import type { World } from '../world/world.ts';
import { getNumber } from './look-up.ts';
import { ControlProblem, readBody } from './problem.ts';

const decisionSchema = z.strictObject({
  status: z.enum(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED']),
  reason: z.string().max(200).optional(),
});

export function addTemplateControlRoutes(app: Hono, world: World): void {
  app.get('/numbers/:id/templates', (context) =>
    context.json({ items: world.store.templates.list(getNumber(world, context.req.param('id')).wabaId) }),
  );

  /** Meta's reviewers decide: the status changes and the webhook goes out. */
  app.post('/templates/:id/status', async (context) => {
    const { status, reason } = await readBody(context.req.raw, decisionSchema);
    const template = decideTemplate(world, context.req.param('id'), status, reason);
    if (!template) throw new ControlProblem(404, 'There is no such template.');
    return context.json(template);
  });
}
