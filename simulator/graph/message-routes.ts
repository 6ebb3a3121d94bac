import type { Hono } from 'hono';
import { MetaRefusal, unsupportedRequest } from '../meta/errors.ts';
import { checkSend } from '../meta/send/check-send.ts';
import type { CheckedSend } from '../meta/send/check-send.ts';
import { assertNever } from '../world/assert-never.ts';
import { sleep } from '../world/clock.ts';
import type { World } from '../world/world.ts';
import { acceptSend } from './accept-send.ts';
import { requireNumber } from './authenticate.ts';
import type { GraphEnv } from './graph-env.ts';
import { markRead } from './mark-read.ts';
import type { Pacing } from './pacing.ts';
import { readJson } from './read-json.ts';

/** Shuffled statuses overtake the answer; a receiver that is down must not hold it back for ever. */
const EARLY_STATUS_WAIT_MS = 3000;

export function addMessageRoutes(app: Hono<GraphEnv>, world: World, pacing: Pacing): void {
  app.post('/:version/:numberId/:endpoint{messages|marketing_messages}', async (context) => {
    const { numberId, endpoint } = context.req.param();
    const number = world.store.numbers.find(numberId);
    if (!number) throw unsupportedRequest('POST', numberId);
    requireNumber(world, context.req.raw, number, 'whatsapp_business_messaging');
    const checked = checkSend(await readJson(context.req.raw));
    if (checked.kind === 'read') return context.json(markRead(world, number, checked));
    if (endpoint === 'marketing_messages' && checked.type !== 'template') throw new MetaRefusal(131055);
    pacing.admit(number.phoneNumberId, nameOf(checked.recipient));
    const accepted = acceptSend(world, number, checked);
    await Promise.race([
      Promise.all(accepted.earlyDeliveries.map((delivery) => world.outbox.settled(delivery))),
      ...(accepted.earlyDeliveries.length > 0 ? [sleep(world.clock, EARLY_STATUS_WAIT_MS)] : []),
    ]);
    return context.json(accepted.answer);
  });
}

function nameOf(recipient: CheckedSend['recipient']): string {
  switch (recipient.kind) {
    case 'phone':
      return recipient.digits;
    case 'user':
      return recipient.userId;
    case 'group':
      return recipient.groupId;
    default:
      return assertNever(recipient);
  }
}
