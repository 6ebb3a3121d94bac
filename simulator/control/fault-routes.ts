import type { Hono } from 'hono';
import { faultKinds, faultSchemas, kindOfName } from '../faults/fault-kinds.ts';
import type { FaultKind } from '../faults/fault-kinds.ts';
import { faultTexts } from '../faults/fault-texts.ts';
import { errorTitle, knownErrorCodes } from '../meta/errors.ts';
import { settingsPatchSchema } from '../world/settings.ts';
import type { World } from '../world/world.ts';
import { ControlProblem, readBody } from './problem.ts';

export function addFaultRoutes(app: Hono, world: World): void {
  app.get('/faults', (context) =>
    context.json({
      items: world.faults.list().map((shown) => ({ ...shown, ...faultTexts[shown.kind] })),
    }),
  );

  app.put('/faults/:name', async (context) => {
    const { name, kind } = readName(context.req.param('name'));
    const fault = world.faults.set(name, await readBody<unknown>(context.req.raw, faultSchemas[kind]));
    return context.json({ name, fault });
  });

  app.delete('/faults/:name', (context) => {
    world.faults.clear(readName(context.req.param('name')).name);
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

function readName(name: string): { name: string; kind: FaultKind } {
  const kind = kindOfName(name);
  if (kind) return { name, kind };
  throw new ControlProblem(
    404,
    `There is no fault ${name}. There are: ${faultKinds.join(', ')}; a label may follow a dot.`,
  );
}
