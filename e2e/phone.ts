import { inject } from 'vitest';
import { ask } from './ask.ts';

/** The demo company's number in the simulated world. */
export const NUMBER = '770000000000001';

/** Calls the simulator's control API; its README lists the calls. */
export async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await ask(`${inject('simulatorUrl')}/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  const text = await response.text();
  return (text === '' ? null : JSON.parse(text)) as T;
}

/** A message on the phone. */
export interface SeenMessage {
  id: string;
  text: string;
  status: string;
  isFromBusiness: boolean;
}

/** The same as the simulator says it. */
interface Bubble {
  id: string;
  direction: 'from-customer' | 'from-business';
  content: { body?: string };
  status: string;
}

/** A customer with a phone. */
export interface Customer {
  id: string;
  name: string;
  phone: string;
  /** Writes to the demo company. */
  writes(text: string, extra?: { timestampMs?: number }): Promise<void>;
  /** What the phone shows of the thread, the oldest first. */
  sees(): Promise<SeenMessage[]>;
  /** Writes so many messages at once: `{n}` in the text counts them. */
  writesMany(count: number, text: string): Promise<void>;
  /** Looks at the thread, so that what arrives is read. */
  opensChat(): Promise<void>;
}

/** A number that no other customer has: Brazilian mobile numbers have eight digits after the nine. */
const newNumber = () =>
  `55119${String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0)
    .padStart(8, '0')
    .slice(-8)}`;

/** Makes a customer of a test's own. Names are the test's to keep apart. */
export async function newCustomer(name: string, phone = newNumber()): Promise<Customer> {
  const { id } = await control<{ id: string }>('POST', '/customers', { name, phone });
  return {
    id,
    name,
    phone,
    async writes(text, extra = {}) {
      await control('POST', `/customers/${id}/messages`, { phoneNumberId: NUMBER, text, ...extra });
    },
    async writesMany(count, text) {
      await control('POST', '/bursts', {
        phoneNumberId: NUMBER,
        customers: [id],
        messagesPerCustomer: count,
        deliveries: 1,
        text,
      });
    },
    async sees() {
      const { items } = await control<{ items: Bubble[] }>('GET', `/threads/${id}/${NUMBER}`);
      return items.map((one) => ({
        id: one.id,
        text: one.content.body ?? '',
        status: one.status,
        isFromBusiness: one.direction === 'from-business',
      }));
    },
    async opensChat() {
      await control('POST', '/chats/open', { customerId: id, phoneNumberId: NUMBER });
    },
  };
}

/** Makes the Graph API misbehave; see the simulator's README for the names. */
export const setFault = (name: string, settings: Record<string, unknown>) =>
  control('PUT', `/faults/${name}`, settings);
export const clearFaults = () => control('DELETE', '/faults');
