import type { Hono } from 'hono';
import { z } from 'zod';
import { MetaRefusal, unsupportedRequest } from '../meta/errors.ts';
import { limits } from '../meta/limits.ts';
import { createCustomer } from '../phones/customers.ts';
import { syncContacts } from '../phones/sync-contacts.ts';
import { syncHistory } from '../phones/sync-history.ts';
import { healthOf } from '../world/number-health.ts';
import type { BusinessNumber } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { requireNumber } from './authenticate.ts';
import type { GraphEnv } from './graph-env.ts';
import { readJson } from './read-json.ts';

const registerSchema = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  pin: z.string().regex(/^\d{6}$/),
});

const syncSchema = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  sync_type: z.enum(['smb_app_state_sync', 'history']),
});

/** How a number comes to the API: registration with its PIN, or beside the phone app with a first synchronization. */
export function addRegistrationRoutes(app: Hono<GraphEnv>, world: World): void {
  const find = (request: Request, numberId: string): BusinessNumber => {
    const number = world.store.numbers.find(numberId);
    if (!number) throw unsupportedRequest('POST', numberId);
    requireNumber(world, request, number, 'whatsapp_business_management');
    return number;
  };
  const change = (number: BusinessNumber, changes: Partial<BusinessNumber>) => {
    const next = { ...number, ...changes };
    world.store.numbers.save(next);
    world.happenings.publish({ kind: 'number.changed', number: next });
  };

  app.post('/:version/:numberId/register', async (context) => {
    const number = find(context.req.raw, context.req.param('numberId'));
    const parsed = registerSchema.safeParse(await readJson(context.req.raw));
    if (!parsed.success) {
      throw new MetaRefusal(100, {
        details: 'Param pin must be 6 digits, messaging_product must be whatsapp.',
      });
    }
    requireOffPhoneApp(number);
    const attempts = countAttempt(world, number, change);
    if (number.pin !== undefined && number.pin !== parsed.data.pin) {
      const isExhausted = attempts >= limits.pinGuesses;
      throw new MetaRefusal(isExhausted ? 133008 : 133005, {
        details: isExhausted ? 'Too many PIN guesses. Try again later.' : 'The PIN does not match.',
      });
    }
    const latest = world.store.numbers.find(number.phoneNumberId) ?? number;
    change(latest, { isRegistered: true, pin: parsed.data.pin });
    return context.json({ success: true });
  });

  app.post('/:version/:numberId/deregister', (context) => {
    const number = find(context.req.raw, context.req.param('numberId'));
    requireOffPhoneApp(number);
    change(number, { isRegistered: false });
    return context.json({ success: true });
  });

  app.post('/:version/:numberId/smb_app_data', async (context) => {
    const number = find(context.req.raw, context.req.param('numberId'));
    const parsed = syncSchema.safeParse(await readJson(context.req.raw));
    if (!parsed.success) {
      throw new MetaRefusal(100, { details: 'Param sync_type must be smb_app_state_sync or history.' });
    }
    if (!healthOf(number).isOnPhoneApp) {
      throw new MetaRefusal(100, { details: 'This number is not used by the phone app.' });
    }
    const sinceMs = world.clock.nowMs() - (number.onboardedAtMs ?? world.clock.nowMs());
    if (sinceMs > limits.firstSyncMs) throw new MetaRefusal(2593108);
    const { sync_type: type } = parsed.data;
    const asked = number.askedSyncs ?? [];
    if (asked.includes(type)) throw new MetaRefusal(2593107);
    change(number, { askedSyncs: [...asked, type] });
    const known = world.store.customers.list().slice(0, 20);
    const customers = known.length > 0 ? known : [createCustomer(world, {}), createCustomer(world, {})];
    world.outbox.add(
      ...(type === 'history'
        ? syncHistory(world, number, {
            customers,
            messagesPerThread: 10,
            days: 100,
            hasMedia: true,
            messagesPerChunk: 100,
          })
        : [syncContacts(world, number, customers)]),
    );
    return context.json({ messaging_product: 'whatsapp', request_id: world.ids.hex(32) });
  });
}

/** A number that the phone app uses too belongs to that app: the API neither registers nor deregisters it. */
function requireOffPhoneApp(number: BusinessNumber): void {
  if (!healthOf(number).isOnPhoneApp) return;
  throw new MetaRefusal(100, { details: 'This number is registered with the WhatsApp Business app.' });
}

function countAttempt(
  world: World,
  number: BusinessNumber,
  change: (number: BusinessNumber, changes: Partial<BusinessNumber>) => void,
): number {
  const nowMs = world.clock.nowMs();
  const recent = (number.registerAttemptsMs ?? []).filter((atMs) => nowMs - atMs < limits.registerWindowMs);
  if (recent.length >= limits.registersPerWindow) throw new MetaRefusal(133016);
  change(number, { registerAttemptsMs: [...recent, nowMs] });
  return recent.length + 1;
}
