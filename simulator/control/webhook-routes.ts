import type { Hono } from 'hono';
import { z } from 'zod';
import { signatureHeader } from '../meta/sign.ts';
import { wireJson } from '../meta/wire-json.ts';
import { callbackOf } from '../world/callback-of.ts';
import type { World } from '../world/world.ts';
import { getNumber } from './look-up.ts';
import { ControlProblem, readBody, readQuery } from './problem.ts';

const anyJsonObject = z.record(z.string(), z.unknown());

const rawSchema = z.strictObject({
  phoneNumberId: z.string().min(1).max(64),
  /** JSON is written as Meta writes it; a text goes out byte for byte. */
  body: z.union([anyJsonObject, z.string().max(8_000_000)]),
  /** Absent: the right one. Null: no signature header at all. */
  signature: z.string().max(1000).nullable().optional(),
  copies: z.int().min(1).max(100).default(1),
});

const changeSchema = z.strictObject({
  phoneNumberId: z.string().min(1).max(64),
  field: z.string().min(1).max(100),
  value: anyJsonObject,
});

const journalQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  afterSeq: z.coerce.number().int().min(0).default(0),
});

export function addWebhookRoutes(app: Hono, world: World): void {
  app.post('/webhooks', async (context) => {
    const raw = await readBody(context.req.raw, rawSchema);
    const number = getNumber(world, raw.phoneNumberId);
    if (callbackOf(number) === null) throw new ControlProblem(409, 'This number has no callback URL.');
    const body = typeof raw.body === 'string' ? raw.body : wireJson(raw.body);
    const signature = raw.signature === undefined ? signatureHeader(body, number.appSecret) : raw.signature;
    const deliveries = Array.from({ length: raw.copies }, () =>
      world.outbox.addRaw({ number, body, signature, summary: 'raw' }),
    );
    return context.json({ deliveries: deliveries.map(({ seq }) => seq) }, 201);
  });

  app.post('/changes', async (context) => {
    const change = await readBody(context.req.raw, changeSchema);
    const number = getNumber(world, change.phoneNumberId);
    world.outbox.add({ kind: 'change', number, field: change.field, value: change.value });
    return context.body(null, 202);
  });

  app.get('/deliveries', (context) => {
    const { limit, afterSeq } = readQuery(context.req.raw, journalQuerySchema);
    return context.json({ items: world.store.deliveries.list(limit, afterSeq) });
  });

  app.get('/deliveries/:seq', (context) => {
    const delivery = world.store.deliveries.find(Number(context.req.param('seq')));
    if (!delivery) throw new ControlProblem(404, 'There is no such delivery.');
    return context.json(delivery);
  });

  app.post('/deliveries/:seq/replay', (context) => {
    const delivery = world.store.deliveries.find(Number(context.req.param('seq')));
    if (!delivery) throw new ControlProblem(404, 'There is no such delivery.');
    if (Buffer.byteLength(delivery.body) !== delivery.sizeBytes) {
      throw new ControlProblem(409, 'The journal kept only the beginning of this body.');
    }
    return context.json({ seq: world.outbox.replay(delivery).seq }, 201);
  });

  app.get('/graph-calls', (context) => {
    const { limit, afterSeq } = readQuery(context.req.raw, journalQuerySchema);
    return context.json({ items: world.store.graphCalls.list(limit, afterSeq) });
  });
}
