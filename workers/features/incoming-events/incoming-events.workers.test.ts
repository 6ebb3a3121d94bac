import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '../../contracts/api/contacts.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type {
  ContactEvent,
  EventSourceWithAddress,
  EventTrial,
  IncomingEvent,
  InspectedIncomingEvent,
} from '../../contracts/api/incoming-events.ts';
import type { MessageLife } from '../../contracts/api/message-life.ts';
import { deadLettersOf } from '../../testing/dead-letters.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { sign } from '../../testing/sign.ts';
import { listedTemplate, templatePage } from '../../testing/templates.ts';
import { openOffice, tenantRows, type Office, type Page } from '../../testing/thread.ts';

const MAPPING = {
  eventId: '/body/id',
  type: '/body/event',
  phone: '/body/buyer/checkout~1phone',
  name: '/body/buyer/name',
  email: '/body/buyer/email',
  amount: '/body/amount',
  country: 'BR',
};
const PURCHASE = {
  id: 'order-1',
  event: 'purchase.approved',
  amount: 'R$ 97,00',
  buyer: { name: 'Ana Lobo', email: 'ana@buyers.test', 'checkout/phone': '(11) 95555-0301' },
};
const PHONE = '5511955550301';

let office: Office;
let source: EventSourceWithAddress;
beforeEach(async () => {
  office = await openOffice();
  const { deployment, owner, channel } = office;
  deployment.graph.answers.push(
    templatePage([
      listedTemplate('71', {
        name: 'thanks',
        components: [{ type: 'BODY', text: 'Hi {{1}}, you paid {{2}}' }],
      }),
      listedTemplate('72', { name: 'sale', category: 'MARKETING' }),
      listedTemplate('73', { name: 'paused', status: 'PAUSED' }),
    ]),
  );
  await deployment.json(owner, 'POST', '/v1/templates/sync', { channelId: channel.id });
  deployment.graph.calls.length = 0;
  source = await deployment.json(owner, 'POST', '/v1/event-sources', { name: 'Course shop' });
  await edit({ version: 1, mapping: MAPPING, actions: [thanks()] });
});

const thanks = (change: object = {}) => ({
  eventType: 'purchase.approved',
  channelId: office.channel.id,
  templateName: 'thanks',
  language: 'en_US',
  variables: [
    { place: 'body.0.1', path: '/body/buyer/name' },
    { place: 'body.0.2', path: '/body/amount', fallback: 'the price' },
  ],
  ...change,
});
const path = (rest = '') => `/v1/event-sources/${source.id}${rest}`;
const edit = (body: object) => office.deployment.json(office.owner, 'PATCH', path(), body);
const get = <T>(of: string) => office.deployment.json<T>(office.owner, 'GET', of);
const eventsOf = async () => (await get<Page<IncomingEvent>>(path('/events'))).items;
const post = (body: unknown, headers: Record<string, string> = {}, url = source.url) =>
  office.deployment.webhook(
    new Request(url, {
      method: 'POST',
      headers,
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    }),
  );
const settle = async () => {
  await office.deployment.drainJobs();
  await office.deployment.drain();
  await office.deployment.drainJobs();
};
const sends = () => office.deployment.graph.calls.filter(({ url }) => url.endsWith('/messages'));
const messagesStored = () =>
  tenantRows('SELECT id FROM messages WHERE company_id = ?', office.owner.companyId);
const waitingJobs = () =>
  office.deployment.jobs.waiting.filter(({ body }) => (body as { kind: string }).kind === 'event.incoming');

describe('an event from a shop', () => {
  it('makes the contact, stands on its timeline, and sends the template with its values', async () => {
    expect((await post(PURCHASE)).status).toBe(202);
    await settle();
    const [contact] = (await get<Page<Contact>>('/v1/contacts')).items;
    expect(contact).toMatchObject({ name: 'Ana Lobo', phone: PHONE });
    expect(await eventsOf()).toMatchObject([
      { state: 'done', type: 'purchase.approved', error: null, contactId: contact?.id, runs: 1 },
    ]);
    const [{ id: eventId, messageId } = { id: '', messageId: '' }] = await eventsOf();
    expect((await get<MessageLife>(`/v1/messages/${messageId}/life`)).cause).toEqual({
      sourceId: source.id,
      sourceName: 'Course shop',
      eventId,
      type: 'purchase.approved',
      receivedAtMs: office.deployment.clock.now,
    });
    expect((await get<Page<ContactEvent>>(`/v1/contacts/${contact?.id}/timeline`)).items).toMatchObject([
      {
        kind: 'incoming',
        title: 'purchase.approved',
        detail: 'Course shop · R$ 97,00 · ana@buyers.test',
        atMs: office.deployment.clock.now,
      },
    ]);
    expect(sends().map(({ body }) => body)).toMatchObject([
      {
        to: `+${PHONE}`,
        type: 'template',
        template: {
          name: 'thanks',
          components: [
            {
              type: 'body',
              parameters: [
                { type: 'text', text: 'Ana Lobo' },
                { type: 'text', text: 'R$ 97,00' },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('finds the contact who is there under the old way of writing the number', async () => {
    const { deployment, number } = office;
    await deployment.deliver(texts(number, { id: 'wamid.old', from: '551185550304', name: 'Rosa' }));
    await settle();
    await post({ ...PURCHASE, buyer: { 'checkout/phone': '(11) 98555-0304' } });
    await settle();
    const { items } = await get<Page<Contact>>('/v1/contacts');
    expect(items.map(({ name }) => name)).toEqual(['Rosa']);
    expect((await eventsOf())[0]?.contactId).toBe(items[0]?.id);
  });

  it('is one event however often it comes, at once or later, and other types of the same order are others', async () => {
    await Promise.all([post(PURCHASE), post(PURCHASE), post(PURCHASE)]);
    const jobs = waitingJobs();
    office.deployment.jobs.waiting.length = 0;
    // Overlapping consumers, each with all three.
    await Promise.all([
      office.deployment.consumeMessages('jobs', jobs),
      office.deployment.consumeMessages('jobs', jobs),
    ]);
    office.deployment.clock.now += 20 * 24 * 3_600_000;
    office.owner = await office.deployment.renew(office.owner);
    await post(PURCHASE);
    await post({ ...PURCHASE, event: 'purchase.refunded' });
    await settle();
    expect((await eventsOf()).map(({ type, state }) => [type, state])).toEqual([
      ['purchase.refunded', 'done'],
      ['purchase.approved', 'done'],
    ]);
    expect([sends().length, (await messagesStored()).length]).toEqual([1, 1]);
  });

  it('whose id is a number that is too long for exact arithmetic is not taken for its neighbour', async () => {
    const ids = ['9007199254740992001', '9007199254740992002'];
    for (const id of ids)
      await post(JSON.stringify({ ...PURCHASE, id: 0, event: 'other' }).replace('"id":0', `"id":${id}`));
    await settle();
    const kept = await Promise.all(
      (await eventsOf()).map(({ id }) => get<InspectedIncomingEvent>(path(`/events/${id}`))),
    );
    for (const id of ids)
      expect(kept.filter(({ payload }) => JSON.stringify(payload).includes(`"id":"${id}"`))).toHaveLength(1);
  });

  it('without an id is known by its body for a day', async () => {
    await edit({ version: 2, mapping: { ...MAPPING, eventId: null } });
    const { clock } = office.deployment;
    for (const waitMs of [0, 24 * 3_600_000 - 1, 2]) {
      clock.now += waitMs;
      await post(PURCHASE);
      office.owner = await office.deployment.renew(office.owner);
      await settle();
    }
    expect(await eventsOf()).toHaveLength(2);
  });

  it('finds and makes a contact by WhatsApp’s user id, and writes to it by that', async () => {
    const { deployment, number } = office;
    const userId = 'BR.13491208655302741918';
    await deployment.deliver(texts(number, { id: 'wamid.NAMED', userId, name: 'Ana', username: 'ana' }));
    await deployment.drain();
    const [known] = (await get<Page<Contact>>('/v1/contacts')).items;
    await edit({ version: 2, mapping: { ...MAPPING, userId: '/body/buyer/wa' } });
    const bought = (id: string, wa: string) => post({ ...PURCHASE, id, buyer: { name: 'Ana', wa } });
    await bought('by-id', userId);
    await settle();
    deployment.clock.now += 1_000;
    const [event] = await eventsOf();
    expect(event).toMatchObject({ state: 'done', contactId: known?.id, error: null });
    expect(sends().map(({ body }) => body)).toMatchObject([{ recipient: userId, type: 'template' }]);
    await bought('new-id', 'BR.22');
    deployment.clock.now += 1_000;
    await bought('odd-id', 'ana@buyers.test');
    await settle();
    const [odd, made] = await eventsOf();
    expect([made?.state, odd?.error?.code]).toEqual(['done', 'user_id_unreadable']);
    expect(made?.contactId).not.toBe(known?.id);
    const trial = await deployment.json<EventTrial>(office.owner, 'POST', path('/test'), {
      eventId: event?.id,
    });
    expect(trial).toMatchObject({ userId, phone: null, contactId: known?.id, refusal: null });
    deployment.clock.now += 1_000;
    // A number counts more, because that both are one person's is for WhatsApp to say.
    await post({ ...PURCHASE, id: 'both', buyer: { ...PURCHASE.buyer, wa: 'BR.33' } });
    await settle();
    const [both] = await eventsOf();
    const contact = await get<Contact>(`/v1/contacts/${both?.contactId}`);
    expect(contact).toMatchObject({ phone: PHONE });
  });

  it('that is known by its body stays known when the same of three months ago is forgotten', async () => {
    const { id: _, ...body } = PURCHASE;
    await post(body);
    await settle();
    office.deployment.clock.now += (90 * 24 + 1) * 3_600_000;
    office.owner = await office.deployment.signUp(office.owner.companyId, 'owner');
    await post(body);
    await settle();
    const [newer] = await eventsOf();
    office.deployment.clock.now += 60_000;
    await post(body);
    await settle();
    expect((await eventsOf()).map(({ id }) => id)).toEqual([newer?.id]);
  });

  it('sends once wherever the worker stops: before and after every batch that it writes', async () => {
    const { tenant, clock } = office.deployment;
    let orders = 0;
    for (const moment of ['beforeBatch', 'afterCommit'] as const) {
      for (let at = 1, isHit = true; isHit; at++) {
        isHit = false;
        let batches = 0;
        await post({ ...PURCHASE, id: `order ${++orders}` });
        const crash = () => {
          if (++batches !== at) return;
          isHit = true;
          throw new Error('the worker was stopped');
        };
        if (moment === 'beforeBatch') tenant.beforeBatch = () => Promise.resolve().then(crash);
        else tenant.afterCommit = crash;
        await office.deployment.consumeBatch('jobs');
        tenant[moment] = null;
        // What was queued and not woken is found by the clock.
        clock.now += 2 * 60_000;
        await settle();
        await office.deployment.tick();
        await settle();
      }
    }
    office.owner = await office.deployment.renew(office.owner);
    // Ten points and more, each hit once; the last order of each kind met none.
    expect(orders).toBeGreaterThan(12);
    const events = await eventsOf();
    expect(events.map(({ state }) => state)).toEqual(events.map(() => 'done'));
    expect([events.length, sends().length, (await messagesStored()).length]).toEqual([
      orders,
      orders,
      orders,
    ]);
    const [contact] = (await get<Page<Contact>>('/v1/contacts')).items;
    expect((await get<Page<ContactEvent>>(`/v1/contacts/${contact?.id}/timeline`)).items).toHaveLength(
      orders,
    );
  });

  it('that fails says when it is tried again, on its page and on the timeline, and that it was given up', async () => {
    const { tenant, clock } = office.deployment;
    await post(PURCHASE);
    const failWith = (text: string) => {
      tenant.afterCommit = () => {
        if (tenant.statements.slice(-2).some(({ sql }) => sql.startsWith('INSERT INTO contact_events')))
          throw new Error(text);
      };
    };
    // The database loses its answer: the queue itself brings the job back.
    failWith('the connection broke');
    let afterSeconds = 0;
    const job = office.deployment.jobs.waiting.splice(0, 1);
    await office.deployment.consumeMessages('jobs', job, (_, seconds) => (afterSeconds = seconds));
    expect(await eventsOf()).toMatchObject([
      { state: 'received', error: { code: 'unavailable' }, nextTryAtMs: clock.now + afterSeconds * 1_000 },
    ]);
    // Somebody else is always first: a fault of the job, of which it has six.
    failWith('D1_ERROR: UNIQUE constraint failed');
    await office.deployment.consumeBatch('jobs');
    const [waiting] = waitingJobs();
    const [event] = await eventsOf();
    expect(event).toMatchObject({
      state: 'received',
      error: { code: 'conflict' },
      nextTryAtMs: waiting?.dueAtMs,
      runs: 2,
    });
    expect((event?.nextTryAtMs ?? 0) - clock.now).toBeGreaterThan(2_000);
    expect(await get<InspectedIncomingEvent>(path(`/events/${event?.id}`))).toMatchObject({
      place: { lane: 'jobs', nextAtMs: waiting?.dueAtMs },
    });
    const [contact] = (await get<Page<Contact>>('/v1/contacts')).items;
    const timeline = async () =>
      (await get<Page<ContactEvent>>(`/v1/contacts/${contact?.id}/timeline`)).items;
    expect(await timeline()).toMatchObject([{ state: 'received', nextTryAtMs: waiting?.dueAtMs }]);

    for (let next = waitingJobs()[0]; next !== undefined; next = waitingJobs()[0]) {
      clock.now = next.dueAtMs ?? clock.now;
      await office.deployment.consumeBatch('jobs');
    }
    tenant.afterCommit = null;
    office.owner = await office.deployment.renew(office.owner);
    expect(await eventsOf()).toMatchObject([{ state: 'failed', nextTryAtMs: null, runs: 7 }]);
    expect(await timeline()).toMatchObject([{ state: 'failed', nextTryAtMs: null }]);

    const letters = deadLettersOf(office.deployment, office.owner);
    const [letter] = await letters.list('?kind=event.incoming');
    expect((await letters.redrive(letter?.id ?? '')).status).toBeLessThan(300);
    await settle();
    expect(await eventsOf()).toMatchObject([{ state: 'done', error: null, nextTryAtMs: null }]);
    expect(sends()).toHaveLength(1);
  });

  it('that sends a template leaves unread what the customer wrote', async () => {
    const { deployment, channel } = office;
    await deployment.deliver(
      texts(channel.phoneNumberId ?? '', { id: 'wamid.BEFORE', from: PHONE, text: 'Where is my order?' }),
    );
    await deployment.drain();
    await post(PURCHASE);
    await settle();
    expect(sends()).toHaveLength(1);
    const { items } = await get<Page<Conversation>>('/v1/conversations');
    expect(items).toMatchObject([{ unreadCount: 1, lastMessage: { direction: 'outbound' } }]);
  });

  it('that is given up while nothing takes its dead letter is worked on again, and done', async () => {
    const { deployment } = office;
    const { tenant, directory, env: bindings, jobs } = deployment;
    const { ARCHIVE } = bindings;
    await post(PURCHASE);
    for (const job of jobs.waiting) job.body = { ...(job.body as object), faults: 50 };
    tenant.afterCommit = () => {
      if (tenant.statements.slice(-2).some(({ sql }) => sql.startsWith('INSERT INTO contact_events')))
        throw new Error('D1_ERROR: UNIQUE constraint failed');
    };
    directory.fault = new Error('D1_ERROR: network connection lost');
    bindings.ARCHIVE = new Proxy(ARCHIVE, {
      get(bucket, key) {
        if (key === 'put') return () => Promise.reject(new Error('R2 is away'));
        const value: unknown = Reflect.get(bucket, key);
        return typeof value === 'function' ? value.bind(bucket) : value;
      },
    });
    expect(await deployment.consumeBatch('jobs')).toEqual({ acked: 0, retried: 1 });
    tenant.afterCommit = null;
    directory.fault = null;
    bindings.ARCHIVE = ARCHIVE;
    await settle();
    expect(await eventsOf()).toMatchObject([{ state: 'done', error: null }]);
    expect(sends()).toHaveLength(1);
  });

  it('that names nobody is kept, and helped by a mapping and another run', async () => {
    await edit({ version: 2, mapping: { ...MAPPING, phone: null } });
    await post(PURCHASE);
    await settle();
    const [event] = await eventsOf();
    expect(event).toMatchObject({ state: 'ignored', error: { code: 'phone_not_mapped' }, contactId: null });

    const trial = { eventId: event?.id, mapping: MAPPING };
    expect(
      await office.deployment.json<EventTrial>(office.owner, 'POST', path('/test'), trial),
    ).toMatchObject({
      phone: PHONE,
      contactId: null,
      sends: { templateName: 'thanks', text: 'Hi Ana Lobo, you paid R$ 97,00' },
      refusal: null,
    });
    expect([(await get<Page<Contact>>('/v1/contacts')).items, sends()]).toEqual([[], []]);

    await edit({ version: 3, mapping: MAPPING });
    for (const _ of [1, 2]) {
      const again = await office.deployment.json(
        office.owner,
        'POST',
        path(`/events/${event?.id}/run-again`),
      );
      expect(again).toMatchObject({ state: 'done', error: null });
    }
    await settle();
    expect(sends()).toHaveLength(1);
  });

  it.each([
    ['template_unknown', { templateName: 'no_such' }],
    ['template_not_approved', { templateName: 'paused', variables: [] }],
    ['value_missing', { variables: [{ place: 'body.0.1', path: '/body/nothing' }] }],
  ])('says why nothing was sent: %s', async (code, change) => {
    await edit({ version: 2, actions: [thanks(change)] });
    await post(PURCHASE);
    await settle();
    expect(await eventsOf()).toMatchObject([{ state: 'failed', error: { code } }]);
    expect(sends()).toEqual([]);
    expect(office.deployment.jobs.waiting).toEqual([]);
  });

  it('leaves nothing of what came when its source is deleted, but the timeline', async () => {
    const { deployment, owner } = office;
    const count = async (table: string) =>
      (await tenantRows(`SELECT 1 FROM ${table} WHERE company_id = ?`, owner.companyId)).length;
    const counts = () =>
      Promise.all(['incoming_events', 'incoming_event_keys', 'contact_events'].map((table) => count(table)));
    await post(PURCHASE);
    await settle();
    expect(await counts()).toEqual([1, 1, 1]);
    expect((await deployment.call(owner, 'DELETE', path())).status).toBe(204);
    expect([await counts(), (await post(PURCHASE)).status]).toEqual([[0, 0, 1], 404]);
  });

  it('sends no marketing to who wants none, and still what they asked for', async () => {
    await post(PURCHASE);
    await settle();
    await env.TENANT.prepare('UPDATE contacts SET marketing_opt_out_at_ms = 1 WHERE company_id = ?')
      .bind(office.owner.companyId)
      .run();
    await edit({ version: 2, actions: [thanks({ templateName: 'sale', variables: [] })] });
    office.deployment.clock.now += 1;
    await post({ ...PURCHASE, id: 'order-2' });
    await settle();
    expect((await eventsOf())[0]).toMatchObject({ state: 'failed', error: { code: 'opted_out' } });
    expect(sends()).toHaveLength(1);
    await edit({ version: 3, actions: [thanks()] });
    await post({ ...PURCHASE, id: 'order-3' });
    await settle();
    expect(sends()).toHaveLength(2);
  });
});

describe('the door', () => {
  const body = JSON.stringify(PURCHASE);

  it.each(['x'.repeat(32), 'short', '..%2f..%2fmeta'])('knows nobody by %s', async (token) => {
    expect((await post(body, {}, `http://recado.test/webhooks/in/${token}`)).status).toBe(404);
    expect(waitingJobs()).toEqual([]);
  });

  it('stays shut when a source is deleted while somebody edits it', async () => {
    const { deployment } = office;
    const isHeld = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    // The edit has written the source, and opens its door after it was deleted.
    deployment.directory.beforeBatch = () => {
      deployment.directory.beforeBatch = null;
      isHeld.resolve();
      return held.promise;
    };
    const edited = deployment.call(office.owner, 'PATCH', path(), { version: 2, name: 'Late' });
    await isHeld.promise;
    expect((await deployment.call(office.owner, 'DELETE', path())).status).toBe(204);
    held.resolve();
    expect((await edited).status).toBe(404);
    expect((await post(PURCHASE)).status).toBe(404);
  });

  it('keeps the token nowhere, and forgets it when it is rotated or the source is switched off', async () => {
    const token = source.url.slice(source.url.lastIndexOf('/') + 1);
    await post(body);
    await settle();
    const { results: doors } = await env.DIRECTORY.prepare('SELECT * FROM event_doors').all();
    const rows = await tenantRows('SELECT * FROM event_sources WHERE company_id = ?', office.owner.companyId);
    expect(JSON.stringify([doors, rows, office.deployment.logLines])).not.toContain(token);
    const next = await office.deployment.json<EventSourceWithAddress>(office.owner, 'POST', path('/rotate'), {
      what: 'token',
    });
    expect([(await post(body)).status, (await post(body, {}, next.url)).status]).toEqual([404, 202]);
    await edit({ version: 3, isEnabled: false });
    expect((await post(body, {}, next.url)).status).toBe(404);
  });

  it.each(['hex', 'base64'] as const)('wants the signature of the very bytes: %s', async (encoding) => {
    const secret = 'a-made-up-shop-secret';
    const prefix = encoding === 'hex' ? 'sha256=' : '';
    await edit({ version: 2, secret, signature: { header: 'X-Shop-Hmac', encoding, prefix } });
    const written = async (of: string, by: string) => {
      const hex = (await sign(by, of)).slice('sha256='.length);
      const bytes = hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
      return encoding === 'hex' ? `sha256=${hex}` : btoa(String.fromCharCode(...bytes));
    };
    const right = await written(body, secret);
    for (const header of [
      null,
      '',
      prefix,
      `${right} x`,
      right.slice(0, -2),
      await written(body, 'another-secret'),
    ]) {
      expect((await post(body, header === null ? {} : { 'x-shop-hmac': header })).status).toBe(401);
    }
    expect((await post(`${body} `, { 'x-shop-hmac': right })).status).toBe(401);
    expect(waitingJobs()).toEqual([]);
    expect((await post(body, { 'x-shop-hmac': right })).status).toBe(202);
  });

  it.each<[string, string | Uint8Array, number]>([
    ['no JSON', 'hello', 400],
    ['half of it', '{"a":', 400],
    ['nothing', '', 400],
    ['no text', new Uint8Array([0xff, 0xfe, 0x22]), 400],
    ['what nests without end', '['.repeat(50_000) + ']'.repeat(50_000), 400],
    ['too much', `"${'x'.repeat(128 * 1_024)}"`, 413],
  ])('refuses %s', async (_, hostile, status) => {
    expect((await post(hostile)).status).toBe(status);
    expect(waitingJobs()).toEqual([]);
  });

  it('reads what lies on names that mean something to the language as what it is', async () => {
    await edit({
      version: 2,
      mapping: { ...MAPPING, name: '/body/__proto__/name', type: '/body/constructor/name' },
    });
    await post('{"__proto__":{"name":"Eva"},"buyer":{"checkout/phone":"+5511955550302"}}');
    await settle();
    expect(await eventsOf()).toMatchObject([{ state: 'done', type: null }]);
    expect((await get<Page<Contact>>('/v1/contacts')).items).toMatchObject([{ name: 'Eva' }]);
  });

  it('takes forms, and headers that name the event', async () => {
    await edit({ version: 2, mapping: { ...MAPPING, phone: '/body/phone', type: '/headers/x-topic' } });
    await post('phone=11955550303&tag=a&tag=b', {
      'content-type': 'application/x-www-form-urlencoded',
      'x-topic': 'lead',
      'x-auth-token': 'a-secret',
    });
    await settle();
    const [event] = await eventsOf();
    const inspected = await get<InspectedIncomingEvent>(path(`/events/${event?.id}`));
    expect(inspected).toMatchObject({ type: 'lead', state: 'done', isMasked: false });
    expect(inspected.payload).toEqual({
      headers: { 'x-topic': 'lead' },
      body: { phone: '11955550303', tag: ['a', 'b'] },
    });
  });

  it('keeps a large payload whole, in the bucket', async () => {
    const large = { ...PURCHASE, note: 'é'.repeat(60_000) };
    expect((await post(large)).status).toBe(202);
    await settle();
    const [event] = await eventsOf();
    const inspected = await get<InspectedIncomingEvent>(path(`/events/${event?.id}`));
    expect([event?.state, inspected.payload]).toEqual(['done', { headers: {}, body: large }]);
  });

  it('sends a shop back while nothing durable takes it, and while it posts too much', async () => {
    const { deployment } = office;
    deployment.jobs.fault = new Error('Too Many Requests');
    expect((await post(body)).status).toBe(503);
    deployment.jobs.fault = null;
    deployment.directory.fault = new Error('D1_ERROR: overloaded');
    expect((await post(body)).status).toBe(503);
    deployment.directory.fault = null;
    Object.assign(deployment.env, { EVENT_LIMIT: { limit: () => Promise.resolve({ success: false }) } });
    const limited = await post(body);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '60']);
    Object.assign(deployment.env, { EVENT_LIMIT: { limit: () => Promise.resolve({ success: true }) } });
    expect((await post(body)).status).toBe(202);
  });

  it('is not kept from posting by somebody who knows its address and cannot sign', async () => {
    const signature = { header: 'x-shop-signature', encoding: 'hex', prefix: '' };
    await edit({ version: 2, signature, secret: 'a made-up secret' });
    let counted = 0;
    const limit = () => Promise.resolve({ success: ++counted <= 1 });
    Object.assign(office.deployment.env, { EVENT_LIMIT: { limit } });
    for (let n = 0; n < 5; n++)
      expect((await post(PURCHASE, { 'x-shop-signature': 'f'.repeat(64) })).status).toBe(401);
    const body = JSON.stringify(PURCHASE);
    const signed = (await sign('a made-up secret', body)).slice('sha256='.length);
    expect((await post(body, { 'x-shop-signature': signed })).status).toBe(202);
  });
});
