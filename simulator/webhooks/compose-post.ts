import type { Settings } from '../world/settings.ts';
import type { BusinessNumber, JsonObject } from '../world/types.ts';
import { isAboutMessages } from './update.ts';
import type { Update } from './update.ts';

type Change = { value: JsonObject; field: string };
type Entry = { id: string; time?: number; changes: Change[] };

/** Meta's envelope: one entry per WhatsApp Business Account; `time` only on entries without messages. */
export function composePost(
  updates: readonly Update[],
  shape: Settings['batchShape'],
  nowMs: number,
): object {
  const entries = new Map<string, Entry>();
  const sharedValues = new Map<string, JsonObject>();
  for (const update of updates) {
    const isTimeless = isAboutMessages(update);
    const key = `${update.number.wabaId} ${isTimeless}`;
    const entry = entries.get(key) ?? {
      id: update.number.wabaId,
      ...(isTimeless ? {} : { time: Math.floor(nowMs / 1000) }),
      changes: [],
    };
    entries.set(key, entry);
    if (update.kind === 'change') {
      entry.changes.push({ value: update.value, field: update.field });
      continue;
    }
    const shared = shape === 'shared-value' ? sharedValues.get(update.number.phoneNumberId) : undefined;
    const value = shared ?? valueOf(update.number);
    addTo(value, update);
    if (shared) continue;
    entry.changes.push({ value, field: 'messages' });
    sharedValues.set(update.number.phoneNumberId, value);
  }
  return { object: 'whatsapp_business_account', entry: [...entries.values()] };
}

export function metadataOf(number: BusinessNumber): JsonObject {
  return {
    display_phone_number: number.displayPhoneNumber.replaceAll(/\D/g, ''),
    phone_number_id: number.phoneNumberId,
  };
}

function valueOf(number: BusinessNumber): JsonObject {
  return { messaging_product: 'whatsapp', metadata: metadataOf(number) };
}

function addTo(value: JsonObject, update: Exclude<Update, { kind: 'change' }>): void {
  if (update.contact) append(value, 'contacts', update.contact);
  if (update.kind === 'message') append(value, 'messages', update.message);
  else for (const status of update.statuses) append(value, 'statuses', status);
}

function append(value: JsonObject, key: string, item: JsonObject): void {
  const list = value[key];
  const known = Array.isArray(list) ? list : [];
  const text = JSON.stringify(item);
  if (key === 'contacts' && known.some((other) => JSON.stringify(other) === text)) return;
  value[key] = [...known, item];
}
