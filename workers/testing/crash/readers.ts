import type { Errand } from './errand.ts';
import { isolateFor } from './consume-badly.ts';
import { createIsolate, type World } from './isolate.ts';
import { callApi, type Office } from './office.ts';

interface Reading {
  conversationId: string;
  /** The newest that the customer had written when somebody read the thread. */
  externalId: string;
  isAcknowledged: boolean;
  wasInterrupted: boolean;
}

/** Agents read threads; the customer is told, of the newest message that was there or of a later one that was read. */
export function readThreads(world: World, office: Office, threads: readonly string[]): Errand {
  const { env, provider, random } = world;
  const readings: Reading[] = [];

  const inboundOf = async (conversationId: string): Promise<string[]> => {
    const { results } = await env.TENANT.prepare(
      `SELECT external_id AS externalId FROM messages
       WHERE company_id = ? AND conversation_id = ? AND direction = 'inbound' ORDER BY id`,
    )
      .bind(office.companyId, conversationId)
      .all<{ externalId: string }>();
    return results.map(({ externalId }) => externalId);
  };

  async function read(one: Reading, isCalm: boolean): Promise<void> {
    const isolate = isCalm ? createIsolate(world, null) : isolateFor(world, ['read']);
    const path = `/v1/conversations/${one.conversationId}/read`;
    const response = await callApi(isolate, office, { method: 'POST', path });
    if (response?.ok === true) one.isAcknowledged = true;
  }

  return {
    async act() {
      const { results } = await env.TENANT.prepare(
        'SELECT id FROM conversations WHERE company_id = ? AND unread_count > 0',
      )
        .bind(office.companyId)
        .all<{ id: string }>();
      const [{ id: conversationId } = { id: '' }] = random.shuffled(
        results.filter(({ id }) => threads.includes(id)),
      );
      const externalId = (await inboundOf(conversationId)).at(-1);
      if (externalId === undefined) return;
      const one = { conversationId, externalId, isAcknowledged: false, wasInterrupted: false };
      readings.push(one);
      await read(one, false);
      one.wasInterrupted = !one.isAcknowledged;
      if (one.wasInterrupted && random.chance(0.5)) await read(one, false);
    },
    async finish() {
      for (const one of readings.filter(({ isAcknowledged }) => !isAcknowledged)) await read(one, true);
    },
    async count() {
      const told = new Set(provider.seen);
      const orders = new Map(
        await Promise.all(threads.map(async (thread) => [thread, await inboundOf(thread)] as const)),
      );
      const isTold = ({ conversationId, externalId }: Reading) => {
        const order = orders.get(conversationId) ?? [];
        return order.slice(order.indexOf(externalId)).some((id) => told.has(id));
      };
      const all = new Set([...orders.values()].flat());
      return {
        lost: readings.filter((one) => one.isAcknowledged && !isTold(one)).map((one) => one.externalId),
        unexpected: [...told].filter((id) => !all.has(id)),
        // The provider knows a message by its id, and takes it once however often it is told.
        duplicated: [],
        recovered: readings.filter((one) => one.wasInterrupted && isTold(one)).map((one) => one.externalId),
      };
    },
  };
}
