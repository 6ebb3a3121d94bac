import { assertNever } from '../world/assert-never.ts';
import type { BusinessNumber, JsonObject } from '../world/types.ts';

/** One thing that Meta tells the business. */
export type Update =
  | {
      kind: 'message';
      number: BusinessNumber;
      contact: JsonObject | null;
      message: JsonObject & { id: string };
    }
  | {
      kind: 'status';
      number: BusinessNumber;
      contact: JsonObject | null;
      statuses: [JsonObject, ...JsonObject[]];
    }
  | {
      kind: 'change';
      number: BusinessNumber;
      field: string;
      value: JsonObject;
      /** The bubble that gets its tick when this is accepted. */
      messageId?: string;
    };

/** What concerns conversations; the rest concerns the account, and goes to the app's own callback always. */
export function isAboutMessages(update: Update): boolean {
  return update.kind !== 'change' || 'messaging_product' in update.value;
}

export function describeUpdates(updates: readonly Update[]): string {
  const counts = new Map<string, number>();
  for (const update of updates) {
    const name = describeUpdate(update);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(', ');
}

function describeUpdate(update: Update): string {
  switch (update.kind) {
    case 'message':
      return `message ${String(update.message['type'])}`;
    case 'status':
      return `status ${String(update.statuses[0]['status'])}`;
    case 'change':
      return update.field;
    default:
      return assertNever(update);
  }
}
