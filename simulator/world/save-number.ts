import { createDemoTemplates } from './demo-templates.ts';
import type { BusinessNumber } from './types.ts';
import type { World } from './world.ts';

export type NumberFields = Pick<
  BusinessNumber,
  | 'wabaId'
  | 'phoneNumberId'
  | 'displayPhoneNumber'
  | 'verifiedName'
  | 'accessToken'
  | 'appId'
  | 'appSecret'
  | 'callbackUrl'
  | 'verifyToken'
>;

/** Adds a number, or changes one and keeps what happened to it since; a new account gets its demo templates. */
export function saveNumber(
  world: Pick<World, 'store' | 'ids' | 'happenings'>,
  fields: NumberFields,
): BusinessNumber {
  const known = world.store.numbers.find(fields.phoneNumberId);
  const number: BusinessNumber = { isSubscribed: true, isRegistered: true, ...known, ...fields };
  world.store.numbers.save(number);
  if (world.store.templates.list(number.wabaId).length === 0) {
    for (const template of createDemoTemplates(number.wabaId, world.ids))
      world.store.templates.save(template);
  }
  world.happenings.publish({ kind: 'number.changed', number });
  return number;
}
