import { createSimulator } from '../create-simulator.ts';
import type { Simulator, SimulatorOptions } from '../create-simulator.ts';
import { createManualClock } from '../world/manual-clock.ts';
import type { ManualClock } from '../world/manual-clock.ts';
import type { Customer, JsonObject, Message } from '../world/types.ts';
import type { WebhookAnswer, WebhookRequest } from '../webhooks/post-webhook.ts';

export const START_MS = Date.UTC(2026, 5, 15, 12, 0, 0);

export const garden = {
  wabaId: '102290129340398',
  phoneNumberId: '106540352242922',
  displayPhoneNumber: '+55 11 4000-1000',
  verifiedName: 'Demo Garden',
  accessToken: 'garden-token',
  appId: '100000000000001',
  appSecret: 'garden-secret',
  callbackUrl: 'http://business.test/hooks',
  verifyToken: 'garden-verify',
};

export const books = {
  ...garden,
  wabaId: '102290129340399',
  phoneNumberId: '106540352242923',
  displayPhoneNumber: '+55 21 4000-2000',
  verifiedName: 'Other Books',
  accessToken: 'books-token',
};

export type Answer = { status: number; body: JsonObject; headers: Headers };

export type TestWorld = Awaited<ReturnType<typeof createTestWorld>>;

/** A simulator on a clock that stands still, with a business that writes down every webhook it gets. */
export async function createTestWorld(options: SimulatorOptions = {}) {
  const clock: ManualClock = createManualClock(START_MS);
  const received: (WebhookRequest & { atMs: number })[] = [];
  const business: { answer: (request: WebhookRequest) => WebhookAnswer } = {
    answer: () => ({ status: 200, text: '' }),
  };
  const simulator: Simulator = createSimulator({
    numbers: [garden, books],
    clock,
    seed: 7,
    callWebhook: (request) => {
      received.push({ ...request, atMs: clock.nowMs() - START_MS });
      return Promise.resolve(business.answer(request));
    },
    ...options,
  });

  async function call(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
    const answer = await simulator.app.request(`http://localhost:8788${path}`, {
      method,
      headers: {
        ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: parseObject(text), headers: answer.headers };
  }

  return {
    simulator,
    clock,
    received,
    business,
    call,
    control: (method: string, path: string, body?: unknown) => call(method, `/control${path}`, body),
    graph: (method: string, path: string, body?: unknown, token = garden.accessToken) =>
      call(method, `/v24.0${path}`, body, token),
    send: (body: JsonObject, token = garden.accessToken) =>
      call(
        'POST',
        `/v24.0/${garden.phoneNumberId}/messages`,
        { messaging_product: 'whatsapp', to: '+5511987654321', ...body },
        token,
      ),
    async customer(fields: JsonObject = {}): Promise<Customer> {
      const made = await call('POST', '/control/customers', {
        name: 'Ana Lima',
        phone: '5511987654321',
        userId: 'BR.4242',
        ...fields,
      });
      return made.body as unknown as Customer;
    },
    async write(customerId: string, message: JsonObject): Promise<Message> {
      const written = await call('POST', `/control/customers/${customerId}/messages`, {
        phoneNumberId: garden.phoneNumberId,
        ...message,
      });
      return written.body as unknown as Message;
    },
    /** Ana, who has written a moment ago: her window is open and nothing is under way. */
    async withAna() {
      const ana = await this.customer();
      const first = await this.write(ana.id, { text: 'Hi' });
      await clock.advance(20);
      received.length = 0;
      return { ana, first };
    },
    /** The updates of every webhook so far, in the order of the bytes. */
    updates: (): JsonObject[] => received.flatMap((post) => updatesIn(post.body ?? '{}')),
    /** Every change of every webhook so far: field and value. */
    changes: () => received.flatMap((post) => changesIn(post.body ?? '{}')),
    statuses: () =>
      received.flatMap((post) =>
        updatesIn(post.body ?? '{}')
          .filter((update) => 'status' in update)
          .map((update) => ({ status: update['status'], atMs: post.atMs })),
      ),
  };
}

const objects = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.map(asObject) : []);

export function changesIn(body: string): { field: unknown; value: JsonObject }[] {
  return objects(parseObject(body)['entry'])
    .flatMap((entry) => objects(entry['changes']))
    .map((change) => ({ field: change['field'], value: asObject(change['value']) }));
}

export function updatesIn(body: string): JsonObject[] {
  return changesIn(body)
    .map(({ value }) => value)
    .flatMap((value) => [...objects(value['messages']), ...objects(value['statuses'])]);
}

export function parseObject(text: string): JsonObject {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return { text };
  }
}

export function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function errorOf(answer: Answer): { status: number; code: unknown; details: unknown } {
  const error = asObject(answer.body['error']);
  return { status: answer.status, code: error['code'], details: asObject(error['error_data'])['details'] };
}

export function firstMessageId(answer: Answer): string {
  const { messages } = answer.body;
  return Array.isArray(messages) ? String(asObject(messages[0])['id']) : '';
}
