import { createWebhooks } from '../../edges/webhooks/app.ts';
import type { EventSourceWithAddress } from '../../contracts/api/incoming-events.ts';
import { compare, type Asked } from './count.ts';
import type { Errand } from './errand.ts';
import { createIsolate, type Isolate, type World } from './isolate.ts';
import { isolateFor } from './consume-badly.ts';
import { callForJson, type Office } from './office.ts';
import { execution } from './platform.ts';
import { PURCHASE, shopSetting } from './shop-setting.ts';

/** A shop that posts what was bought, and again until it is answered; each purchase is thanked for with a template. */
export async function openShop(world: World, office: Office): Promise<Errand> {
  const { random, env, provider } = world;
  const calm = () => createIsolate(world, null);
  const asOwner = <T>(method: string, path: string, body: unknown) =>
    callForJson<T>(calm(), office, { method, path, body });
  await asOwner('POST', '/v1/templates/sync', { channelId: office.channelId });
  const source = await asOwner<EventSourceWithAddress>('POST', '/v1/event-sources', { name: 'Shop' });
  await asOwner('PATCH', `/v1/event-sources/${source.id}`, shopSetting(office.channelId, 'thanks'));
  const bought: Asked[] = [];

  async function post({ text }: Asked, isolate: Isolate): Promise<boolean> {
    const phone = `+5511955${String(700_000 + (Number(text.replace('bought ', '')) % 20))}`;
    const body = JSON.stringify({ id: text, event: PURCHASE, phone });
    const request = new Request(source.url, { method: 'POST', body });
    const door = createWebhooks(isolate.contextOf);
    const response = await isolate.run(Promise.resolve(door.fetch(request, isolate.env, execution())));
    return response !== 'died' && response.ok;
  }

  return {
    async act() {
      const one: Asked = { text: `bought ${bought.length}`, isAcknowledged: false, wasInterrupted: false };
      bought.push(one);
      one.isAcknowledged = await post(one, isolateFor(world, ['shop']));
      one.wasInterrupted = !one.isAcknowledged;
      if (!one.isAcknowledged && random.chance(0.5)) one.isAcknowledged = await post(one, calm());
      if (random.chance(0.2)) await post(one, calm());
    },
    async finish() {
      for (const one of bought.filter(({ isAcknowledged }) => !isAcknowledged))
        one.isAcknowledged = await post(one, calm());
    },
    /** Kept once, written once, and taken once by the provider or visibly not. */
    async count() {
      const { results: events } = await env.TENANT.prepare(
        `SELECT e.payload ->> '$.body.id' AS text, e.state, m.status FROM incoming_events e
         LEFT JOIN messages m ON m.company_id = e.company_id AND m.conversation_id = e.conversation_id
           AND m.id = e.message_id
         WHERE e.company_id = ?`,
      )
        .bind(office.companyId)
        .all<{ text: string; state: string; status: string | null }>();
      const written = await env.TENANT.prepare(
        `SELECT content ->> '$.template.components[0].parameters[0].text' AS text FROM messages
         WHERE company_id = ? AND direction = 'outbound' AND type = 'template'`,
      )
        .bind(office.companyId)
        .all<{ text: string }>();
      const taken = Map.groupBy(
        provider.taken.filter(({ type }) => type === 'template'),
        ({ text }) => text,
      );
      const isDone = ({ text, state, status }: (typeof events)[number]) =>
        state === 'done' &&
        (taken.has(text) ? status !== 'failed' : status === 'failed' || status === 'unknown');
      const counted = compare(
        bought,
        Map.groupBy(events.filter(isDone), ({ text }) => text),
      );
      const doubled = [Map.groupBy(written.results, ({ text }) => text), taken].flatMap((times) =>
        [...times].filter(([, { length }]) => length > 1).map(([text]) => text),
      );
      return { ...counted, duplicated: [...counted.duplicated, ...doubled] };
    },
  };
}
