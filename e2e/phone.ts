import { inject } from 'vitest';

/** The demo company's number in the simulated world. */
export const NUMBER = '770000000000001';

async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${inject('simulatorUrl')}/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  const text = await response.text();
  return (text === '' ? null : JSON.parse(text)) as T;
}

/** A customer with a phone. */
export interface Customer {
  id: string;
  name: string;
  phone: string;
  /** Writes to the demo company. */
  writes(text: string, extra?: { timestampMs?: number }): Promise<void>;
  /** What the phone shows of the thread, the oldest first. */
  sees(): Promise<{ text: string; status: string; isFromBusiness: boolean }[]>;
  /** Looks at the thread, so that what arrives is read. */
  opensChat(): Promise<void>;
}

export async function newCustomer(name: string, phone: string): Promise<Customer> {
  const { id } = await control<{ id: string }>('POST', '/customers', { name, phone });
  return {
    id,
    name,
    phone,
    async writes(text, extra = {}) {
      await control('POST', `/customers/${id}/messages`, { phoneNumberId: NUMBER, text, ...extra });
    },
    async sees() {
      const thread = await control<{ items: unknown[] }>('GET', `/threads/${id}/${NUMBER}`);
      return thread.items as never;
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
