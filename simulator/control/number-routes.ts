import type { Hono } from 'hono';
import { z } from 'zod';
import { numberFieldsSchema } from '../config.ts';
import { issueSignupCode } from '../graph/signup-codes.ts';
import { saveNumber } from '../world/save-number.ts';
import type { BusinessNumber } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { verifyCallback } from '../webhooks/verify-callback.ts';
import { getNumber } from './look-up.ts';
import { readBody } from './problem.ts';

const patchSchema = numberFieldsSchema
  .omit({ phoneNumberId: true })
  .partial()
  .extend({ isSubscribed: z.boolean().optional(), isRegistered: z.boolean().optional() });

export function addNumberRoutes(app: Hono, world: World): void {
  app.get('/numbers', (context) => context.json({ items: world.store.numbers.list().map(withoutSecrets) }));

  app.post('/numbers', async (context) => {
    const fields = await readBody(context.req.raw, numberFieldsSchema);
    return context.json(withoutSecrets(saveNumber(world, fields)), 201);
  });

  app.patch('/numbers/:id', async (context) => {
    const number = getNumber(world, context.req.param('id'));
    const patch = await readBody(context.req.raw, patchSchema);
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const next: BusinessNumber = { ...number, ...given };
    world.store.numbers.save(next);
    world.happenings.publish({ kind: 'number.changed', number: next });
    return context.json(withoutSecrets(next));
  });

  app.delete('/numbers/:id', (context) => {
    world.store.numbers.remove(getNumber(world, context.req.param('id')).phoneNumberId);
    world.happenings.publish({ kind: 'world.reset' });
    return context.body(null, 204);
  });

  app.post('/numbers/:id/verify', async (context) =>
    context.json(await verifyCallback(world, getNumber(world, context.req.param('id')))),
  );

  app.post('/numbers/:id/signup-codes', (context) =>
    context.json({ code: issueSignupCode(world, getNumber(world, context.req.param('id'))) }, 201),
  );
}

/** Tokens and secrets go in and never come out. */
export function withoutSecrets(number: BusinessNumber): object {
  const { accessToken: _token, appSecret: _secret, verifyToken: _verify, ...shown } = number;
  return shown;
}
