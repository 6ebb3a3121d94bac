import type { ApiArea, Occasion } from '../faults/fault-box.ts';
import { mediaRules } from '../meta/limits.ts';
import { isPhone, phoneDigits } from '../meta/phone-digits.ts';
import { isObject } from '../world/is-object.ts';
import type { Customer, JsonObject, Media } from '../world/types.ts';
import type { World } from '../world/world.ts';

/** What a Graph call is about, for the faults that strike only some. */
export function occasionOf(world: World, path: string, body: string): Occasion {
  const [, , objectId = ''] = path.split('/');
  const area = areaOf(world, path, body);
  const media = world.store.media.find(objectId);
  if (media) return mediaOccasion(media);
  const given = area === 'messages' ? readObject(body) : {};
  return {
    area,
    phoneNumberId: world.store.numbers.find(objectId)?.phoneNumberId,
    customers: namesOf(world, given),
    type: typeof given['type'] === 'string' ? given['type'] : undefined,
  };
}

export function mediaOccasion(media: Media): Occasion {
  const base = media.mimeType.split(';')[0] ?? '';
  const kind = Object.entries(mediaRules).find(([, { mimeTypes }]) => mimeTypes.includes(base))?.[0];
  return { area: 'media', phoneNumberId: media.phoneNumberId, type: kind };
}

/** Whatever a fault may call this customer by. */
export function namesOfCustomer(customer: Customer): string[] {
  return [customer.id, customer.phone, customer.userId];
}

/** Marking as read shares the path of sends, but no fault of sends. */
function areaOf(world: World, path: string, body: string): ApiArea {
  if (/\/(messages|marketing_messages)$/.test(path)) {
    return /"status"\s*:\s*"read"/.test(body) ? 'account' : 'messages';
  }
  const [, , objectId = ''] = path.split('/');
  if (path.endsWith('/media') || world.store.media.find(objectId)) return 'media';
  if (path.endsWith('/message_templates') || world.store.templates.find(objectId)) return 'templates';
  return 'account';
}

function namesOf(world: World, given: JsonObject): string[] {
  const { to, recipient } = given;
  if (typeof to === 'string') {
    if (!isPhone(to)) return [to];
    const digits = phoneDigits(to);
    const customer = world.store.customers.findByPhone(digits);
    return customer ? namesOfCustomer(customer) : [digits];
  }
  if (typeof recipient !== 'string') return [];
  const customer = world.store.customers.findByUserId(recipient);
  return customer ? namesOfCustomer(customer) : [recipient];
}

function readObject(text: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
