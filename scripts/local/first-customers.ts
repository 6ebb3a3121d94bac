import { DEMO_COMPANIES, DEMO_CUSTOMERS } from './demo.ts';
import { SIMULATOR_PORT } from './places.ts';

const CONTROL = `http://127.0.0.1:${SIMULATOR_PORT}/control`;
const TIMEOUT_MS = 10_000;

/** Lets the demo's first customers write, from their simulated phones, as anybody would. */
export async function letFirstCustomersWrite(): Promise<void> {
  const [company] = DEMO_COMPANIES;
  if (company === undefined) return;
  for (const { name, phone, minutesAgo, texts } of DEMO_CUSTOMERS) {
    const customer = await post<{ id: string }>('/customers', { name, phone });
    for (const [index, text] of texts.entries()) {
      await post(`/customers/${customer.id}/messages`, {
        phoneNumberId: company.number.phoneNumberId,
        text,
        timestampMs: Date.now() - minutesAgo * 60_000 + index * 40_000,
      });
    }
  }
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`${CONTROL}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the simulator answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
