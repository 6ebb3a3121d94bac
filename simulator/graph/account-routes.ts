import type { Hono } from 'hono';
import { z } from 'zod';
import { MetaRefusal, unsupportedRequest } from '../meta/errors.ts';
import type { BusinessNumber, JsonObject } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { verifyCallback } from '../webhooks/verify-callback.ts';
import { listNumbersOfToken, requireAccount, requireNumber } from './authenticate.ts';
import type { GraphEnv } from './graph-env.ts';
import { readJson } from './read-json.ts';

const overrideSchema = z.looseObject({
  override_callback_uri: z.url().max(200).optional(),
  verify_token: z.string().max(200).optional(),
});

const registerSchema = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  pin: z.string().regex(/^\d{6}$/),
});

/** The account and the number itself: subscription, registration, fields. */
export function addAccountRoutes(app: Hono<GraphEnv>, world: World): void {
  const numbersOf = (wabaId: string, method: string) => {
    const numbers = world.store.numbers.list().filter((number) => number.wabaId === wabaId);
    if (numbers.length === 0) throw unsupportedRequest(method, wabaId);
    return numbers;
  };
  const change = (number: BusinessNumber, changes: Partial<BusinessNumber>) => {
    const next = { ...number, ...changes };
    world.store.numbers.save(next);
    world.happenings.publish({ kind: 'number.changed', number: next });
  };

  app.post('/:version/:wabaId/subscribed_apps', async (context) => {
    const wabaId = context.req.param('wabaId');
    const numbers = numbersOf(wabaId, 'POST');
    requireAccount(world, context.req.raw, wabaId);
    const override = readOverride(await readJson(context.req.raw));
    const callback = override && (await verifyOverride(world, override));
    for (const number of numbers) change(number, { isSubscribed: true, ...callback });
    return context.json({ success: true });
  });

  app.delete('/:version/:wabaId/subscribed_apps', (context) => {
    const wabaId = context.req.param('wabaId');
    const numbers = numbersOf(wabaId, 'DELETE');
    requireAccount(world, context.req.raw, wabaId);
    for (const number of numbers) change(number, { isSubscribed: false });
    return context.json({ success: true });
  });

  app.get('/:version/:wabaId/subscribed_apps', (context) => {
    const wabaId = context.req.param('wabaId');
    const numbers = numbersOf(wabaId, 'GET').filter((number) => number.isSubscribed);
    requireAccount(world, context.req.raw, wabaId);
    const apps = new Map(numbers.map((number) => [number.appId, number]));
    return context.json({
      data: [...apps.values()].map((number) => ({
        whatsapp_business_api_data: {
          link: 'https://www.facebook.com/games/?app_id=' + number.appId,
          name: 'App',
          id: number.appId,
        },
      })),
    });
  });

  app.get('/:version/:wabaId/phone_numbers', (context) => {
    const wabaId = context.req.param('wabaId');
    const numbers = numbersOf(wabaId, 'GET');
    requireAccount(world, context.req.raw, wabaId);
    const fields = context.req.query('fields');
    return context.json({ data: numbers.map((number) => describeNumber(number, fields)) });
  });

  app.post('/:version/:numberId/:action{register|deregister}', async (context) => {
    const { numberId, action } = context.req.param();
    const number = world.store.numbers.find(numberId);
    if (!number) throw unsupportedRequest('POST', numberId);
    requireNumber(world, context.req.raw, number);
    if (action === 'register' && !registerSchema.safeParse(await readJson(context.req.raw)).success) {
      throw new MetaRefusal(100, {
        details: 'Param pin must be 6 digits, messaging_product must be whatsapp.',
      });
    }
    change(number, { isRegistered: action === 'register' });
    return context.json({ success: true });
  });

  app.get('/:version/:objectId{[0-9]+}', (context) => {
    const { objectId } = context.req.param();
    const fields = context.req.query('fields');
    const number = world.store.numbers.find(objectId);
    if (number) {
      requireNumber(world, context.req.raw, number);
      return context.json(describeNumber(number, fields));
    }
    const account = listNumbersOfToken(world, context.req.raw).find(
      (candidate) => candidate.wabaId === objectId,
    );
    if (!account) throw unsupportedRequest('GET', objectId);
    return context.json(
      pick(
        {
          id: objectId,
          name: account.verifiedName,
          timezone_id: '1',
          currency: 'USD',
          account_review_status: 'APPROVED',
        },
        fields,
        ['name', 'timezone_id'],
      ),
    );
  });

  app.post('/:version/:numberId{[0-9]+}', async (context) => {
    const { numberId } = context.req.param();
    const number = world.store.numbers.find(numberId);
    if (!number) throw unsupportedRequest('POST', numberId);
    requireNumber(world, context.req.raw, number);
    const body = await readJson(context.req.raw);
    const configuration = z.looseObject({ webhook_configuration: overrideSchema }).safeParse(body);
    const override = configuration.success
      ? readOverride(configuration.data.webhook_configuration)
      : undefined;
    if (override) change(number, await verifyOverride(world, override));
    return context.json({ success: true });
  });
}

type Override = { callbackUrl: string; verifyToken: string };

function readOverride(body: unknown): Override | undefined {
  const parsed = overrideSchema.safeParse(body);
  if (!parsed.success) throw new MetaRefusal(100, { details: 'Param override_callback_uri is not valid.' });
  const { override_callback_uri: callbackUrl, verify_token: verifyToken } = parsed.data;
  if (callbackUrl === undefined) return undefined;
  if (verifyToken === undefined)
    throw new MetaRefusal(100, { message: '(#100) The parameter verify_token is required.' });
  return { callbackUrl, verifyToken };
}

async function verifyOverride(world: World, override: Override): Promise<Override> {
  const verification = await verifyCallback(world, override);
  if (!verification.isVerified) {
    throw new MetaRefusal(2200, {
      message: `(#2200) Callback verification failed with the following errors: ${verification.problem ?? 'unknown'}`,
    });
  }
  return override;
}

function describeNumber(number: BusinessNumber, fields: string | undefined): JsonObject {
  return pick(
    {
      verified_name: number.verifiedName,
      code_verification_status: 'VERIFIED',
      display_phone_number: number.displayPhoneNumber,
      quality_rating: 'GREEN',
      platform_type: 'CLOUD_API',
      throughput: { level: 'STANDARD' },
      name_status: 'APPROVED',
      status: number.isRegistered ? 'CONNECTED' : 'DISCONNECTED',
      messaging_limit_tier: 'TIER_1K',
      webhook_configuration: number.callbackUrl === null ? {} : { application: number.callbackUrl },
      id: number.phoneNumberId,
    },
    fields,
    [
      'verified_name',
      'code_verification_status',
      'display_phone_number',
      'quality_rating',
      'platform_type',
      'throughput',
      'webhook_configuration',
    ],
  );
}

function pick(all: JsonObject, fields: string | undefined, usual: string[]): JsonObject {
  const wanted = fields?.split(',').map((field) => field.trim()) ?? usual;
  const unknown = wanted.find((field) => !Object.hasOwn(all, field));
  if (unknown !== undefined) {
    throw new MetaRefusal(100, { message: `(#100) Tried accessing nonexisting field (${unknown})` });
  }
  return Object.fromEntries(Object.entries(all).filter(([key]) => key === 'id' || wanted.includes(key)));
}
