import type { BusinessNumber, Customer, Delivery, Group, GraphCall, Message, Template } from './types.ts';

/** What the page and waiting callers are told, in the order it happened. */
export type Happening =
  | { kind: 'number.changed'; number: BusinessNumber }
  | { kind: 'customer.changed'; customer: Customer }
  | { kind: 'customer.removed'; customerId: string }
  | { kind: 'group.changed'; group: Group }
  | { kind: 'group.removed'; groupId: string }
  | { kind: 'message.changed'; message: Message }
  | { kind: 'template.changed'; template: Template }
  | { kind: 'typing.started'; customerId: string; phoneNumberId: string; untilMs: number }
  | { kind: 'delivery.changed'; delivery: Delivery }
  | { kind: 'call.recorded'; call: GraphCall }
  | { kind: 'mails.changed' }
  | { kind: 'faults.changed' }
  | { kind: 'settings.changed' }
  | { kind: 'chats.changed' }
  | { kind: 'work.finished' }
  | { kind: 'world.reset' };

export type Happenings = {
  publish(happening: Happening): void;
  subscribe(listener: (happening: Happening) => void): () => void;
};

export function createHappenings(): Happenings {
  const listeners = new Set<(happening: Happening) => void>();
  return {
    publish(happening) {
      for (const listener of listeners) listener(happening);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
