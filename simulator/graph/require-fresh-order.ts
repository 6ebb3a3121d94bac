import { MetaRefusal } from '../meta/errors.ts';
import type { CheckedSend } from '../meta/send/check-send.ts';
import type { BusinessNumber } from '../world/types.ts';
import type { World } from '../world/world.ts';

/** An order's reference is used once; how it stands can only be told of one that was sent. */
export function requireFreshOrder(
  world: World,
  number: BusinessNumber,
  { interactive }: Pick<CheckedSend, 'interactive'>,
): void {
  if (interactive?.type !== 'order_details' && interactive?.type !== 'order_status') return;
  const reference = interactive.action.parameters.reference_id;
  const isKnown = world.store.messages.hasOrder(number.phoneNumberId, reference);
  if (interactive.type === 'order_details' && isKnown)
    throw new MetaRefusal(131009, { details: `An order with the reference_id ${reference} was sent before` });
  if (interactive.type === 'order_status' && !isKnown)
    throw new MetaRefusal(131009, { details: `No order with the reference_id ${reference} was sent` });
}
