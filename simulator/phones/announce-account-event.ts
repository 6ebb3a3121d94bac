import type { BusinessNumber, JsonObject } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { Update } from '../webhooks/update.ts';
import { buildAccountEvent } from './account-events.ts';
import type { AccountEventName } from './account-events.ts';

/** Meta tells of an account or a number; from then on the Graph API says the same. */
export function announceAccountEvent(
  world: World,
  number: BusinessNumber,
  name: AccountEventName,
  override: JsonObject = {},
): Extract<Update, { kind: 'change' }> {
  const event = buildAccountEvent(name, number, Math.floor(world.clock.nowMs() / 1000));
  if (event.health) {
    const next = { ...number, health: { ...number.health, ...event.health } };
    world.store.numbers.save(next);
    world.happenings.publish({ kind: 'number.changed', number: next });
  }
  return { kind: 'change', number, field: event.field, value: { ...event.value, ...override } };
}
