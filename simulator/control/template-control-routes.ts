import type { Hono } from 'hono';
import { z } from 'zod';
import { changeTemplate } from '../phones/change-template.ts';
import { decideTemplate } from '../phones/review-template.ts';
import type { World } from '../world/world.ts';
import { getNumber } from './look-up.ts';
import { ControlProblem, readBody } from './problem.ts';

const decisionSchema = z.strictObject({
  status: z.enum(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED']),
  reason: z.string().max(200).optional(),
  event: z.string().min(1).max(50).optional(),
});

const qualitySchema = z.strictObject({ score: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']) });

const categorySchema = z.strictObject({
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  /** Announced for tomorrow instead of done. */
  isImpending: z.boolean().default(false),
});

const componentsSchema = z.strictObject({
  components: z.array(z.record(z.string(), z.unknown())).min(1).max(10),
});

export function addTemplateControlRoutes(app: Hono, world: World): void {
  app.get('/numbers/:id/templates', (context) =>
    context.json({ items: world.store.templates.list(getNumber(world, context.req.param('id')).wabaId) }),
  );

  /** Meta's reviewers decide: the status changes and the webhook goes out. */
  app.post('/templates/:id/status', async (context) => {
    const { status, reason, event } = await readBody(context.req.raw, decisionSchema);
    const template = decideTemplate(world, context.req.param('id'), status, reason, event);
    if (!template) throw new ControlProblem(404, 'There is no such template.');
    return context.json(template);
  });

  const getTemplate = (id: string) => {
    const template = world.store.templates.find(id);
    if (!template) throw new ControlProblem(404, 'There is no such template.');
    return template;
  };

  app.post('/templates/:id/quality', async (context) => {
    const template = getTemplate(context.req.param('id'));
    const { score } = await readBody(context.req.raw, qualitySchema);
    return context.json(changeTemplate(world, template, { kind: 'quality', score }));
  });

  app.post('/templates/:id/category', async (context) => {
    const template = getTemplate(context.req.param('id'));
    const input = await readBody(context.req.raw, categorySchema);
    return context.json(changeTemplate(world, template, { kind: 'category', ...input }));
  });

  app.post('/templates/:id/components', async (context) => {
    const template = getTemplate(context.req.param('id'));
    const { components } = await readBody(context.req.raw, componentsSchema);
    return context.json(changeTemplate(world, template, { kind: 'components', components }));
  });
}
