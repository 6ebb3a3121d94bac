import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { createDeployment, type Deployment } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { sign } from '../../testing/sign.ts';
import { directoryRows, openOffice, tenantRows } from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';
import { MAX_WEBHOOK_BYTES } from '../read-bounded-body.ts';

const URL_OF_DOOR = 'http://recado.test/webhooks/meta';
const SECRET = testVars.META_APP_SECRET;

const shake = (deployment: Deployment, query: Record<string, string>, path = '') =>
  deployment.webhook(new Request(`${URL_OF_DOOR}${path}?${new URLSearchParams(query).toString()}`));
const post = (deployment: Deployment, body: BodyInit, signature: string | null, headers = {}) =>
  deployment.webhook(
    new Request(URL_OF_DOOR, {
      method: 'POST',
      body,
      headers: { ...(signature === null ? {} : { 'x-hub-signature-256': signature }), ...headers },
    }),
  );

describe('the handshake', () => {
  const right = {
    'hub.mode': 'subscribe',
    'hub.verify_token': testVars.META_VERIFY_TOKEN,
    'hub.challenge': '1158<b>',
  };

  it('echoes the challenge as plain text to whoever knows the token', async () => {
    const response = await shake(createDeployment(), right);
    expect([response.status, await response.text()]).toEqual([200, '1158<b>']);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each<[string, Record<string, string>]>([
    ['another token', { ...right, 'hub.verify_token': `${testVars.META_VERIFY_TOKEN}x` }],
    ['an empty token', { ...right, 'hub.verify_token': '' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['another mode', { ...right, 'hub.mode': 'unsubscribe' }],
    ['no mode', { 'hub.verify_token': testVars.META_VERIFY_TOKEN, 'hub.challenge': '1' }],
    ['nothing', {}],
  ])('is refused with %s', async (_, query) => {
    const response = await shake(createDeployment(), query);
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('1158');
  });

  it.each(['', 'nobody', '../meta', 'x'.repeat(100)])(
    'is refused for the company %j, also without a token',
    async (slug) => {
      const deployment = createDeployment();
      expect(
        (await shake(deployment, { 'hub.mode': 'subscribe', 'hub.challenge': '1' }, `/${slug}`)).status,
      ).not.toBe(200);
    },
  );
});

describe('a delivery', () => {
  const body = JSON.stringify(texts('0', { id: 'wamid.D', from: '5511955500001', text: 'a/b ã 😀' }));

  it('is taken with the right signature, over its very bytes', async () => {
    const deployment = createDeployment();
    const escaped = body.replaceAll('/', '\\/').replaceAll('ã', '\\u00e3');
    for (const text of [body, escaped, ` ${body}`]) {
      expect((await post(deployment, text, await sign(SECRET, text))).status).toBe(200);
      expect(deployment.queues.waiting.splice(0)).toMatchObject([{ body: { raw: text } }]);
    }
  });

  it.each<[string, (right: string) => string | null]>([
    ['none', () => null],
    ['an empty one', () => ''],
    ['the bare prefix', () => 'sha256='],
    ['one that is cut', (right) => right.slice(0, -1)],
    ['one that is too long', (right) => `${right}0`],
    ['one without its prefix', (right) => right.slice('sha256='.length)],
    ['an uppercase prefix', (right) => right.replace('sha256', 'SHA256')],
    ['uppercase digits', (right) => `sha256=${right.slice(7).toUpperCase()}`],
    ['one that is no hex', (right) => right.replace(/.$/, 'g')],
    ['one digit changed', (right) => right.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))],
    ['one of many', (right) => `sha256=${'0'.repeat(64)}, ${right}`],
  ])('is refused, and kept nowhere, with a wrong signature: %s', async (_, wrong) => {
    const deployment = createDeployment();
    const right = await sign(SECRET, body);
    const response = await post(deployment, body, wrong(right));
    expect([response.status, deployment.queues.waiting]).toEqual([401, []]);
    expect((await post(deployment, body, right)).status).toBe(200);
  });

  it('is refused when one byte of it was changed, and when another secret signed it', async () => {
    const deployment = createDeployment();
    const right = await sign(SECRET, body);
    expect((await post(deployment, `${body} `, right)).status).toBe(401);
    expect((await post(deployment, body.replace('wamid.D', 'wamid.E'), right)).status).toBe(401);
    expect((await post(deployment, body, await sign(`${SECRET}x`, body))).status).toBe(401);
    expect(deployment.queues.waiting).toEqual([]);
  });

  it('is taken up to 3 MB, and refused beyond, announced or not', async () => {
    const deployment = createDeployment();
    const streamOf = (bytes: Uint8Array) => {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const writer = writable.getWriter();
      void (async () => {
        for (let at = 0; at < bytes.length; at += 500_000) await writer.write(bytes.slice(at, at + 500_000));
        await writer.close();
      })().catch(() => {});
      return readable;
    };
    for (const [size, status] of [
      [MAX_WEBHOOK_BYTES, 200],
      [MAX_WEBHOOK_BYTES + 1, 413],
    ] as const) {
      const text = `"${'x'.repeat(size - 2)}"`;
      const signature = await sign(SECRET, text);
      expect((await post(deployment, text, signature, { 'content-length': String(size) })).status).toBe(
        status,
      );
      expect((await post(deployment, streamOf(new TextEncoder().encode(text)), signature)).status).toBe(
        status,
      );
    }
    expect(
      (await post(deployment, body, await sign(SECRET, body), { 'content-length': '999999999' })).status,
    ).toBe(413);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('is not what %s brings', async (method) => {
    const deployment = createDeployment();
    for (const path of ['', '/somebody']) {
      const response = await deployment.webhook(new Request(`${URL_OF_DOOR}${path}`, { method }));
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
    }
  });
});

describe('when something of ours is down, a delivery', () => {
  it('is refused so that Meta repeats it when no queue takes it, and is stored once when it does', async () => {
    const { deployment, owner, number } = await openOffice();
    const mixed = {
      object: 'whatsapp_business_account',
      entry: [
        ...texts(number, { id: 'wamid.Q', from: '5511955500002', text: 'once' }).entry,
        {
          id: '81',
          changes: [
            {
              field: 'messages',
              value: {
                metadata: { phone_number_id: number },
                statuses: [{ id: 'wamid.S', status: 'sent', timestamp: '1' }],
              },
            },
          ],
        },
      ],
    };
    for (const faultyQueue of [null, 'statuses', 'webhooks']) {
      deployment.queues.fault = new Error('Too Many Requests');
      deployment.queues.faultyQueue = faultyQueue;
      const lines = deployment.logLines.length;
      expect((await deployment.deliver(mixed)).status).toBe(503);
      const logged = deployment.logLines.slice(lines).map((line): unknown => JSON.parse(line));
      const cause = { message: 'queue', cause: { message: 'Too Many Requests' } };
      expect(logged).toMatchObject([{ level: 'error', event: 'webhook.not_taken', error: { cause } }]);
    }
    deployment.queues.fault = null;
    expect((await deployment.deliver(mixed)).status).toBe(200);
    await deployment.drain();
    const stored = (sql: string) => tenantRows(sql, owner.companyId);
    expect(await stored('SELECT text FROM messages WHERE company_id = ?')).toEqual([{ text: 'once' }]);
    expect(await stored('SELECT external_id FROM channel_events WHERE company_id = ?')).toHaveLength(1);
  });

  it('is taken at once while both databases are down, and stored exactly once afterwards', async () => {
    const { deployment, owner, number } = await openOffice();
    const stored = () => tenantRows('SELECT text FROM messages WHERE company_id = ?', owner.companyId);
    for (const database of [deployment.tenant, deployment.directory]) {
      const before = (await stored()).length;
      deployment.tenant.fault = deployment.directory.fault = null;
      database.fault = new Error('D1_ERROR: D1 DB is overloaded');
      const id = `wamid.${before}`;
      expect((await deployment.deliver(texts(number, { id, from: '5511955500003', text: id }))).status).toBe(
        200,
      );
      // However long it takes: these attempts do not count.
      for (let attempt = 0; attempt < 12; attempt++) {
        expect(await deployment.consumeBatch('webhooks')).toEqual({ acked: 0, retried: 1 });
      }
      database.fault = null;
      await deployment.drain();
      expect(await stored()).toHaveLength(before + 1);
    }
    expect((await env.ARCHIVE.list({ prefix: 'dead-letters/' })).objects).toEqual([]);
    expect(await directoryRows('SELECT * FROM rejected_items WHERE app = ?', owner.companyId)).toEqual([]);
  });
});
