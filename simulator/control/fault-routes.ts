import type { Hono } from 'hono';
import { z } from 'zod';
import { faultNames, faultSchemas, faultTexts, isFaultName } from '../faults/fault-kinds.ts';
import type { FaultName } from '../faults/fault-kinds.ts';
import { errorTitle, knownErrorCodes } from '../meta/errors.ts';
import { settingsPatchSchema } from '../world/settings.ts';
import type { World } from '../world/world.ts';
import { ControlProblem, readBody } from './problem.ts';

export function addFaultRoutes(app: Hono, world: World): void {
  app.get('/faults', (context) =>
    context.json({
      items: world.faults.list().map(({ name, fault }) => ({ name, ...faultTexts[name], fault })),
    }),
  );

  app.put('/faults/:name', async (context) => {
    const name = readName(context.req.param('name'));
    world.faults.set(name, await readBody<unknown>(context.req.raw, faultSchemas[name]));
    return context.json({ name, fault: world.faults.find(name) });
  });

  app.delete('/faults/:name', (context) => {
    world.faults.clear(readName(context.req.param('name')));
    return context.body(null, 204);
  });

  app.delete('/faults', (context) => {
    world.faults.clear();
    return context.body(null, 204);
  });

  app.get('/error-codes', (context) =>
    context.json({ items: knownErrorCodes.map((code) => ({ code, title: errorTitle(code) })) }),
  );

  app.get('/settings', (context) => context.json(world.settings.get()));

  app.patch('/settings', async (context) => {
    world.settings.change(await readBody(context.req.raw, settingsPatchSchema));
    return context.json(world.settings.get());
  });
}

function readName(text: string): FaultName {
  const name = z.string().safeParse(text);
  if (name.success && isFaultName(name.data)) return name.data;
  throw new ControlProblem(404, `There is no fault ${text}. There are: ${faultNames.join(', ')}.`);
}
