import { compare, type Asked, type Counters } from '../../workers/testing/crash/count.ts';
import { statuses, texts } from '../../workers/testing/meta-payloads.ts';
import type { Outside } from './outside.ts';
import { NUMBER, until, type Running } from './running.ts';

/** What agents send, and what customers write, between the kills. */
export function createSends(outside: Outside) {
  const asked: Asked[] = [];
  const written: { text: string; body: unknown }[] = [];

  async function ask(running: Running, thread: string): Promise<void> {
    const one = { text: `ask ${asked.length}`, isAcknowledged: false, wasInterrupted: true };
    asked.push(one);
    const body = { type: 'text', text: one.text };
    const path = `/v1/conversations/${thread}/messages`;
    const response = await running.call('POST', path, body, one.text.replace(' ', '-'));
    if (response.status >= 400 && response.status < 500) throw new Error(await response.text());
    one.isAcknowledged = response.ok;
    one.wasInterrupted = !response.ok;
  }

  return {
    ask,
    /** A customer writes. */
    async write(running: Running, person: number) {
      const text = `wamid.WRITTEN${written.length}`;
      const body = texts(NUMBER, {
        id: text,
        from: phoneOf(person),
        text,
        atSeconds: Math.floor(running.nowMs() / 1_000),
      });
      written.push({ text, body });
      await running.deliver(body);
    },
    /** What Meta delivered comes again, as long as nobody has said that it was stored. */
    async writeAgain(running: Running) {
      for (const { body } of written) await running.deliver(body);
    },
    /** A message that the provider refuses, and that a person then has sent again. */
    async failAndRepeat(running: Running, thread: string) {
      const text = `ask ${asked.length}`;
      outside.onSend = (one) => Promise.resolve(one === text ? 'refuse' : 'take');
      await ask(running, thread);
      const find = async () => {
        const sql = 'SELECT conversation_id AS thread, id, status FROM messages WHERE text = ?';
        return (await running.rows<{ thread: string; id: string; status: string }>('tenant', sql, text))[0];
      };
      await until(async () => (await find())?.status === 'failed');
      outside.onSend = () => Promise.resolve('take');
      const row = await find();
      await running.call('POST', `/v1/conversations/${row?.thread}/messages/${row?.id}/retry`);
    },
    /** Meta reports on the newest, or on all that it took. */
    report: (running: Running, status: 'delivered' | 'read', newest = Infinity) =>
      running.deliver(
        statuses(
          NUMBER,
          ...outside.taken
            .slice(Math.max(0, outside.taken.length - newest))
            .map(({ id, callbackData }) => ({ id, status, callbackData })),
        ),
      ),
    async count(running: Running): Promise<SendCount> {
      const sql = `SELECT text, status, direction FROM messages WHERE type = 'text'`;
      const rows = await running.rows<{ text: string; status: string; direction: string }>('tenant', sql);
      const ours = rows.filter(({ direction }) => direction === 'outbound');
      const stored = Map.groupBy(ours, ({ text }) => text);
      const sent = Map.groupBy(
        outside.taken.filter(({ type }) => type === 'text'),
        ({ text }) => text,
      );
      const known = new Set(asked.map(({ text }) => text));
      const isLost = ({ text, isAcknowledged }: Asked) => {
        const status = stored.get(text)?.[0]?.status;
        if (status === undefined) return isAcknowledged || sent.has(text);
        if (status === 'queued' || status === 'sending') return true;
        return sent.has(text) ? status === 'failed' : !['failed', 'unknown'].includes(status);
      };
      const inbound = rows.filter(({ direction }) => direction === 'inbound');
      return {
        asked: asked.length,
        acknowledged: asked.filter(({ isAcknowledged }) => isAcknowledged).length,
        sends: {
          lost: asked.filter(isLost).map(({ text }) => text),
          unexpected: [...stored.keys(), ...sent.keys()].filter((text) => !known.has(text)),
          duplicated: [...stored, ...sent].filter(([, times]) => times.length > 1).map(([text]) => text),
          recovered: asked
            .filter(({ text, wasInterrupted }) => wasInterrupted && sent.get(text)?.length === 1)
            .map(({ text }) => text),
        },
        ends: Object.fromEntries(
          [...Map.groupBy(ours, ({ status }) => status)].map(([status, { length }]) => [status, length]),
        ),
        inbound: compare(
          written.map(({ text }) => ({ text, isAcknowledged: true, wasInterrupted: false })),
          Map.groupBy(inbound, ({ text }) => text),
        ),
      };
    },
  };
}

export interface SendCount {
  asked: number;
  acknowledged: number;
  sends: Counters;
  /** How the sends ended, by status. */
  ends: Record<string, number>;
  inbound: Counters;
}

export const phoneOf = (person: number) => `5511955${String(600_000 + person)}`;
