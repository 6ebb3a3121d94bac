import { compare, type Asked, type Counters } from '../../workers/testing/crash/count.ts';
import type { EventSourceWithAddress } from '../../workers/contracts/api/incoming-events.ts';
import { PURCHASE, shopSetting } from '../../workers/testing/crash/shop-setting.ts';
import { THANKS, type Outside } from './outside.ts';
import type { Running } from './running.ts';

/** A shop that posts what was bought, and again until it is answered; each purchase is thanked for with a template. */
export async function openShop(running: Running, outside: Outside) {
  const { channelId } = running.office;
  await asOwner(running, 'POST', '/v1/templates/sync', { channelId });
  const source = await asOwner<EventSourceWithAddress>(running, 'POST', '/v1/event-sources', {
    name: 'Shop',
  });
  await asOwner(running, 'PATCH', `/v1/event-sources/${source.id}`, shopSetting(channelId, THANKS.name));
  const { pathname } = new URL(source.url);
  const bought: Asked[] = [];

  async function post(now: Running, one: Asked): Promise<void> {
    const phone = `+5511955${String(700_000 + bought.indexOf(one))}`;
    const body = JSON.stringify({ id: one.text, event: PURCHASE, phone });
    const response = await fetch(new URL(pathname, now.deployment().origin), { method: 'POST', body });
    if (response.ok) one.isAcknowledged = true;
  }

  return {
    async act(now: Running) {
      const one: Asked = { text: `bought ${bought.length}`, isAcknowledged: false, wasInterrupted: true };
      bought.push(one);
      await post(now, one);
      one.wasInterrupted = !one.isAcknowledged;
    },
    async finish(now: Running) {
      for (const one of bought.filter(({ isAcknowledged }) => !isAcknowledged)) await post(now, one);
    },
    /** Kept once, written once, and taken once by the provider. */
    async count(now: Running): Promise<Counters> {
      const events = await now.rows<{ text: string; status: string | null }>(
        'tenant',
        `SELECT e.payload ->> '$.body.id' AS text, m.status FROM incoming_events e
         LEFT JOIN messages m ON m.company_id = e.company_id AND m.conversation_id = e.conversation_id
           AND m.id = e.message_id
         WHERE e.state = 'done'`,
      );
      const written = await now.rows<{ text: string }>(
        'tenant',
        `SELECT content ->> '$.template.components[0].parameters[0].text' AS text FROM messages
         WHERE direction = 'outbound' AND type = 'template'`,
      );
      const taken = Map.groupBy(
        outside.taken.filter(({ type }) => type === 'template'),
        ({ text }) => text,
      );
      // What the provider took is called so, or unknown; what it did not take is unknown: nothing refuses here.
      const isDone = ({ text, status }: (typeof events)[number]) =>
        taken.has(text) ? status !== 'failed' : status === 'unknown';
      const counted = compare(
        bought,
        Map.groupBy(events.filter(isDone), ({ text }) => text),
      );
      const doubled = [Map.groupBy(written, ({ text }) => text), taken].flatMap((times) =>
        [...times].filter(([, { length }]) => length > 1).map(([text]) => text),
      );
      return { ...counted, duplicated: [...counted.duplicated, ...doubled] };
    },
  };
}

async function asOwner<T>(running: Running, method: string, path: string, body: unknown): Promise<T> {
  const response = await running.call(method, path, body);
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  // The API's own answer.
  return (await response.json()) as T;
}
