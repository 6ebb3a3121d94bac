import { describe, expect, it } from 'vitest';
import { MAX_CONTENT_BYTES } from '../../channels/port.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { customerMessages, revoke } from '../../testing/customer-messages.ts';
import { openThread, tenantRows, type Page, type Thread } from '../../testing/thread.ts';

/** An order of many products, as a shop with many small parts gets them. */
const order = (count: number) => ({
  type: 'order',
  order: {
    catalog_id: '31',
    text: 'All of these, please',
    product_items: Array.from({ length: count }, (_, n) => ({
      product_retailer_id: `screw-${n}`,
      quantity: 2,
      item_price: 0.5,
      currency: 'BRL',
    })),
  },
});

/** A form with many answers, one of them long. */
const form = (count: number) => ({
  type: 'interactive',
  interactive: {
    type: 'nfm_reply',
    nfm_reply: {
      name: 'flow',
      body: 'Sent',
      response_json: JSON.stringify({
        flow_token: 'token',
        essay: 'x'.repeat(30_000),
        ...Object.fromEntries(Array.from({ length: count }, (_, n) => [`answer_${n}`, `value ${n}`])),
      }),
    },
  },
});

let count = 0;
async function openTalk() {
  const thread = await openThread();
  const { deployment, owner, number, phone } = thread;
  const says = customerMessages(number, phone);
  const take = async (body: unknown) => {
    await deployment.deliver(body);
    await deployment.drain();
    await deployment.drainJobs();
  };
  const readAll = async () =>
    (await deployment.json<Page<Message>>(owner, 'GET', `${thread.path}?limit=100`)).items;
  const writes = async (content: { type: string; [part: string]: unknown }) => {
    const id = `wamid.WHOLE${++count}`;
    await take(says.writes({ id, at: count, ...content }));
    const message = (await readAll()).find(({ externalId }) => externalId === id);
    if (message === undefined) throw new Error('the message is not there');
    return { id, message, path: `${thread.path}/${message.id}/content` };
  };
  return { ...thread, says, take, readAll, writes };
}

const wholeOf = ({ deployment, owner }: Thread, path: string) =>
  deployment.json<{ content: unknown }>(owner, 'GET', path);
const keysOf = async ({ deployment, owner }: Thread) => {
  const { objects } = await deployment.env.MEDIA.list({ prefix: `company/${owner.companyId}/contents/` });
  return objects.map(({ key }) => key);
};
const contentBytes = async (id: string) => {
  const [row] = await tenantRows<{ bytes: number }>(
    'SELECT length(CAST(content AS BLOB)) AS bytes FROM messages WHERE external_id = ?',
    id,
  );
  return row?.bytes ?? 0;
};

describe('content that is larger than a row holds', () => {
  it('of an order shows its first products and what all of it comes to, and is there as a whole', async () => {
    const talk = await openTalk();
    const written = order(2_000);
    const { id, message, path } = await talk.writes(written);
    const shown = (message.content as { order: { product_items: unknown[] } }).order.product_items;
    expect([shown, message.text]).toEqual([
      written.order.product_items.slice(0, shown.length),
      'All of these, please',
    ]);
    expect(shown.length).toBeGreaterThan(50);
    expect(message.wholeContent).toEqual({
      sizeBytes: JSON.stringify({ order: written.order }).length,
      isKept: true,
      entryCount: 2_000,
      order: { quantity: 4_000, total: { amount: 2_000, currency: 'BRL' } },
    });
    expect(await wholeOf(talk, path)).toEqual({ content: { order: written.order } });
    expect(await contentBytes(id)).toBeLessThanOrEqual(MAX_CONTENT_BYTES);
  });

  it('of a form shows its first answers, a long one shortened, and is there as a whole', async () => {
    const talk = await openTalk();
    const written = form(3_000);
    const { message, path } = await talk.writes(written);
    const reply = (message.content as { interactive: { nfm_reply: { response_json: string } } }).interactive
      .nfm_reply;
    const { essay, answer_0: first } = JSON.parse(reply.response_json) as Record<string, string>;
    expect([essay?.length, essay?.endsWith('…'), first]).toEqual([400, true, 'value 0']);
    expect(message.wholeContent).toMatchObject({ isKept: true, entryCount: 3_001, order: null });
    expect(await wholeOf(talk, path)).toEqual({ content: { interactive: written.interactive } });
  });

  it('costs an ordinary message nothing, and is the same content then', async () => {
    const talk = await openTalk();
    const written = order(3);
    const { message, path } = await talk.writes(written);
    expect([message.content, message.wholeContent]).toEqual([{ order: written.order }, null]);
    expect(await wholeOf(talk, path)).toEqual({ content: { order: written.order } });
    expect(await keysOf(talk)).toEqual([]);
  });

  it('is nobody’s but its company’s', async () => {
    const talk = await openTalk();
    const { path } = await talk.writes(order(2_000));
    const other = await talk.deployment.signUp(
      await talk.deployment.createCompany(`other-${talk.number}`),
      'owner',
    );
    expect((await talk.deployment.call(other, 'GET', path)).status).toBe(404);
    expect((await talk.deployment.call(talk.owner, 'GET', path)).status).toBe(200);
  });

  it('goes when the message is deleted for everyone, whichever of the two comes first', async () => {
    const talk = await openTalk();
    const { id, path } = await talk.writes(order(2_000));
    expect(await keysOf(talk)).toHaveLength(1);
    await talk.take(talk.says.writes({ id: `${id}.gone`, at: 50, ...revoke(id) }));
    expect(await keysOf(talk)).toEqual([]);
    expect((await talk.deployment.call(talk.owner, 'GET', path)).status).toBe(404);

    await talk.take(talk.says.writes({ id: 'wamid.EARLY.gone', at: 61, ...revoke('wamid.EARLY') }));
    await talk.take(talk.says.writes({ id: 'wamid.EARLY', at: 60, ...order(2_000) }));
    const early = (await talk.readAll()).find(({ externalId }) => externalId === 'wamid.EARLY');
    expect([early?.content, early?.wholeContent, await keysOf(talk)]).toEqual([null, null, []]);
  });

  it('is stored in no other row when its delivery comes again', async () => {
    const talk = await openTalk();
    const body = talk.says.writes({ id: 'wamid.TWICE', at: 1, ...order(2_000) });
    await talk.take(body);
    const once = await tenantRows('SELECT * FROM messages WHERE company_id = ?', talk.owner.companyId);
    await talk.take(body);
    expect(await tenantRows('SELECT * FROM messages WHERE company_id = ?', talk.owner.companyId)).toEqual(
      once,
    );
    expect(await keysOf(talk)).toHaveLength(1);
  });

  it('comes back to a message that was once stored without it', async () => {
    const talk = await openTalk();
    const written = order(2_000);
    const body = talk.says.writes({ id: 'wamid.LOST', at: 1, ...written });
    await talk.take(body);
    await tenantRows("UPDATE messages SET content = NULL WHERE external_id = 'wamid.LOST'");
    await talk.deployment.env.MEDIA.delete(await keysOf(talk));
    await talk.take(body);
    const message = (await talk.readAll()).find(({ externalId }) => externalId === 'wamid.LOST');
    expect(message?.wholeContent).toMatchObject({ isKept: true, entryCount: 2_000 });
    expect(await wholeOf(talk, `${talk.path}/${message?.id}/content`)).toEqual({
      content: { order: written.order },
    });
  });

  it('is not lost when the bucket is away: nothing is stored, and the delivery comes again', async () => {
    const talk = await openTalk();
    const bucket = talk.deployment.env.MEDIA;
    const put = () => Promise.reject(new Error('the bucket is away'));
    talk.deployment.env.MEDIA = new Proxy(bucket, {
      get: (target, name) => (name === 'put' ? put : Reflect.get(target, name).bind(target)),
    });
    await talk.deployment.deliver(talk.says.writes({ id: 'wamid.AWAY', at: 1, ...order(2_000) }));
    expect(await talk.deployment.consumeBatch('webhooks')).toEqual({ acked: 0, retried: 1 });
    expect((await talk.readAll()).map(({ externalId }) => externalId)).not.toContain('wamid.AWAY');
    talk.deployment.env.MEDIA = bucket;
    await talk.deployment.drain();
    expect((await talk.readAll()).map(({ externalId }) => externalId)).toContain('wamid.AWAY');
    expect(await keysOf(talk)).toHaveLength(1);
  });

  it('is kept whatever WhatsApp calls its message, and keeps nobody else’s waiting', async () => {
    const talk = await openTalk();
    const { deployment, says, take, readAll } = talk;
    const id = 'ж'.repeat(256);
    await deployment.deliver(
      says.writes({ id: 'wamid.BESIDE', at: 1, type: 'text', text: { body: 'beside' } }),
    );
    await take(says.writes({ id, at: 2, ...order(2_000) }));
    const message = (await readAll()).find(({ externalId }) => externalId === id);
    const { content } = await wholeOf(talk, `${talk.path}/${message?.id}/content`);
    expect(content).toEqual({ order: order(2_000).order });
    expect((await readAll()).map(({ externalId }) => externalId)).toContain('wamid.BESIDE');
  });
});
