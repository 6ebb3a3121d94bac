import { lookupsOf } from '../contacts/index.ts';
import { planCalls, type ReceivedCall } from './plan-calls.ts';
import { storeArrivals, type ArrivalContext } from './receive-messages.ts';

/** Stores news of calls of one company: each call is one message, whatever the order of its news. */
export async function receiveCalls(
  ctx: ArrivalContext,
  companyId: string,
  received: readonly ReceivedCall[],
): Promise<void> {
  const keys = {
    senders: received.flatMap(({ call, channelId }) =>
      lookupsOf({ sender: call.person, groupId: null }).map((identifier) => ({ ...identifier, channelId })),
    ),
    messages: received.map(({ call, channelId }) => ({ channelId, externalId: call.externalId })),
  };
  await storeArrivals(ctx, companyId, keys, (world) =>
    planCalls(received, world, { ids: ctx.ids, companyId, nowMs: ctx.clock.nowMs() }),
  );
}
