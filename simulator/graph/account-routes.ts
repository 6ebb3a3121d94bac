import type { Hono } from 'hono';
import { z } from 'zod';
import { MetaRefusal, unsupportedRequest } from '../meta/errors.ts';
import type { BusinessNumber, CallbackOverride } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { verifyCallback } from '../webhooks/verify-callback.ts';
import { listNumbersOfToken, requireAccount, requireNumber } from './authenticate.ts';
import { pageOf } from './cursor-page.ts';
import { describeAccount, describeNumber } from './describe-number.ts';
import type { GraphEnv } from './graph-env.ts';
import { readJson } from './read-json.ts';

const overrideSchema = z.looseObject({
  override_callback_uri: z.union([z.literal(''), z.url().max(200)]).optional(),
  verify_token: z.string().max(200).optional(),
});

/** The account and the number itself: subscription and fields. */
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
    // Subscribing without an override takes an earlier one away.
    const accountOverride = override ? await verifyOverride(world, override) : null;
    for (const number of numbers) change(number, { isSubscribed: true, accountOverride });
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
        ...(number.accountOverride ? { override_callback_uri: number.accountOverride.callbackUrl } : {}),
      })),
    });
  });

  app.get('/:version/:wabaId/phone_numbers', (context) => {
    const wabaId = context.req.param('wabaId');
    const numbers = numbersOf(wabaId, 'GET');
    requireAccount(world, context.req.raw, wabaId);
    const fields = context.req.query('fields');
    const { items, paging } = pageOf(numbers, context.req.raw, ({ phoneNumberId }) => phoneNumberId);
    return context.json({ data: items.map((number) => describeNumber(number, fields)), paging });
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
    return context.json(describeAccount(account, fields));
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
    if (override) change(number, { numberOverride: await verifyOverride(world, override) });
    else if (configuration.success) change(number, { numberOverride: null });
    const pin = z.looseObject({ pin: z.string().regex(/^\d{6}$/) }).safeParse(body);
    if (pin.success) change(number, { pin: pin.data.pin });
    return context.json({ success: true });
  });
}

function readOverride(body: unknown): CallbackOverride | undefined {
  const parsed = overrideSchema.safeParse(body);
  if (!parsed.success) throw new MetaRefusal(100, { details: 'Param override_callback_uri is not valid.' });
  const { override_callback_uri: callbackUrl, verify_token: verifyToken } = parsed.data;
  if (callbackUrl === undefined || callbackUrl === '') return undefined;
  if (verifyToken === undefined)
    throw new MetaRefusal(100, { message: '(#100) The parameter verify_token is required.' });
  return { callbackUrl, verifyToken };
}

async function verifyOverride(world: World, override: CallbackOverride): Promise<CallbackOverride> {
  const verification = await verifyCallback(world, override);
  if (!verification.isVerified) {
    throw new MetaRefusal(2200, {
      message: `(#2200) Callback verification failed with the following errors: ${verification.problem ?? 'unknown'}`,
    });
  }
  return override;
}
