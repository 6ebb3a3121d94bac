import type { Counters } from '../../workers/testing/crash/count.ts';
import type { Outside } from './outside.ts';
import { until, type Running } from './running.ts';

interface Reading {
  conversationId: string;
  /** The newest that the customer had written when somebody read the thread. */
  externalId: string;
  isAcknowledged: boolean;
  wasInterrupted: boolean;
}

/** Agents read threads; the customer is told, of the newest message that was there or of a later one that was read. */
export function createReadings(outside: Outside) {
  const readings: Reading[] = [];

  const inboundOf = async (running: Running, conversationId: string): Promise<string[]> => {
    const sql = `SELECT external_id AS externalId FROM messages
       WHERE conversation_id = ? AND direction = 'inbound' ORDER BY id`;
    const rows = await running.rows<{ externalId: string }>('tenant', sql, conversationId);
    return rows.map(({ externalId }) => externalId);
  };
  const read = async (running: Running, one: Reading) => {
    const response = await running.call('POST', `/v1/conversations/${one.conversationId}/read`);
    if (response.ok) one.isAcknowledged = true;
  };

  return {
    /** Reads what is unread, as soon as something is. */
    async act(running: Running) {
      const unread = () =>
        running.rows<{ id: string }>('tenant', 'SELECT id FROM conversations WHERE unread_count > 0');
      await until(async () => (await unread()).length > 0, 3_000);
      for (const { id: conversationId } of (await unread()).slice(0, 3)) {
        const externalId = (await inboundOf(running, conversationId)).at(-1);
        if (externalId === undefined) continue;
        const one = { conversationId, externalId, isAcknowledged: false, wasInterrupted: true };
        readings.push(one);
        await read(running, one);
        one.wasInterrupted = !one.isAcknowledged;
      }
    },
    async finish(running: Running) {
      for (const one of readings.filter(({ isAcknowledged }) => !isAcknowledged)) await read(running, one);
    },
    async count(running: Running): Promise<Counters> {
      const orders = new Map<string, string[]>();
      for (const thread of new Set(readings.map(({ conversationId }) => conversationId)))
        orders.set(thread, await inboundOf(running, thread));
      const isTold = ({ conversationId, externalId }: Reading) => {
        const order = orders.get(conversationId) ?? [];
        return order.slice(order.indexOf(externalId)).some((id) => outside.seen.has(id));
      };
      const all = new Set([...orders.values()].flat());
      return {
        lost: readings.filter((one) => one.isAcknowledged && !isTold(one)).map((one) => one.externalId),
        unexpected: [...outside.seen].filter((id) => !all.has(id)),
        // The provider knows a message by its id, and takes it once however often it is told.
        duplicated: [],
        recovered: readings.filter((one) => one.wasInterrupted && isTold(one)).map((one) => one.externalId),
      };
    },
  };
}
