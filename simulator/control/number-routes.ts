import type { Hono } from 'hono';
import { z } from 'zod';
import { numberChangesSchema, numberFieldsSchema } from '../config.ts';
import { issueSignupCode } from '../graph/signup-codes.ts';
import { findGrant, saveGrant, tokenScopes } from '../graph/token-grants.ts';
import type { TokenGrant } from '../graph/token-grants.ts';
import { healthOf, numberHealthSchema } from '../world/number-health.ts';
import { saveNumber } from '../world/save-number.ts';
import type { BusinessNumber } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { verifyCallback } from '../webhooks/verify-callback.ts';
import { getNumber } from './look-up.ts';
import { readBody } from './problem.ts';

const patchSchema = numberChangesSchema.extend({
  isSubscribed: z.boolean().optional(),
  isRegistered: z.boolean().optional(),
  /** Null: two-step verification is off, and the next registration sets a PIN. */
  pin: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .optional(),
  onboardedAtMs: z.int().min(0).nullable().optional(),
  health: numberHealthSchema.partial().optional(),
});

const grantSchema = z.strictObject({
  /** Absent: the number's own token. */
  token: z.string().min(1).max(1000).optional(),
  scopes: z.array(z.string().min(1).max(100)).max(50).optional(),
  /** Null: never. */
  expiresAtMs: z.int().min(0).nullable().optional(),
  isRevoked: z.boolean().optional(),
  /** Absent: this number. */
  phoneNumberIds: z.array(z.string().min(1).max(64)).max(100).optional(),
});

export function addNumberRoutes(app: Hono, world: World): void {
  app.get('/numbers', (context) => context.json({ items: world.store.numbers.list().map(withoutSecrets) }));

  app.post('/numbers', async (context) => {
    const fields = await readBody(context.req.raw, numberFieldsSchema);
    return context.json(withoutSecrets(saveNumber(world, fields)), 201);
  });

  app.patch('/numbers/:id', async (context) => {
    const number = getNumber(world, context.req.param('id'));
    const patch = await readBody(context.req.raw, patchSchema);
    const { pin, health, ...fields } = patch;
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const { pin: knownPin, ...rest } = number;
    const nextPin = pin === undefined ? knownPin : (pin ?? undefined);
    const next: BusinessNumber = {
      ...rest,
      ...given,
      ...(nextPin === undefined ? {} : { pin: nextPin }),
      health: numberHealthSchema.parse({ ...healthOf(number), ...health }),
      ...(pin === undefined ? {} : { registerAttemptsMs: [] }),
    };
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

  /** A token gets an end, loses a permission, is revoked; or a further token comes to be. */
  app.post('/numbers/:id/tokens', async (context) => {
    const number = getNumber(world, context.req.param('id'));
    const input = await readBody(context.req.raw, grantSchema);
    for (const id of input.phoneNumberIds ?? []) getNumber(world, id);
    const token = input.token ?? number.accessToken;
    const known = findGrant(world, token)?.grant;
    const grant: TokenGrant = {
      phoneNumberIds: input.phoneNumberIds ?? known?.phoneNumberIds ?? [number.phoneNumberId],
      scopes: input.scopes ?? known?.scopes ?? [...tokenScopes],
      issuedAtMs: known?.issuedAtMs ?? world.clock.nowMs(),
      expiresAtMs: input.expiresAtMs === undefined ? (known?.expiresAtMs ?? null) : input.expiresAtMs,
      isRevoked: input.isRevoked ?? known?.isRevoked ?? false,
    };
    saveGrant(world, token, grant);
    return context.json(grant, 201);
  });

  app.post('/numbers/:id/signup-codes', (context) =>
    context.json({ code: issueSignupCode(world, getNumber(world, context.req.param('id'))) }, 201),
  );
}

/** Tokens and secrets go in and never come out. */
export function withoutSecrets(number: BusinessNumber): object {
  const { accessToken: _token, appSecret: _secret, verifyToken: _verify, pin, ...rest } = number;
  const { accountOverride, numberOverride, ...shown } = rest;
  return {
    ...shown,
    overrides: {
      account: accountOverride?.callbackUrl ?? null,
      number: numberOverride?.callbackUrl ?? null,
    },
    hasPin: pin !== undefined,
    health: healthOf(number),
  };
}
