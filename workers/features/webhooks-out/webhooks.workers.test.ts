import { Webhook as Verifier } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../contracts/api/alerts.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type {
  InspectedDelivery,
  Webhook,
  WebhookDelivery,
  WebhookWithSecret,
} from '../../contracts/api/webhooks.ts';
import { customerMessages, reaction } from '../../testing/customer-messages.ts';
import { createDeployment } from '../../testing/deployment.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { statuses, texts } from '../../testing/meta-payloads.ts';
import { testVars } from '../../testing/vars.ts';

const MINUTE_MS = 60_000;

/** A company with a number and a webhook. */
async function listening(name: string, number: string, events: string[] = ['*']) {
  const deployment = createDeployment();
  const owner = await deployment.signUp(await deployment.createCompany(name), 'owner');
  await deployment.connectNumber(owner, number);
  const url = `${testVars.META_GRAPH_URL}/receivers/${name}`;
  const webhook = await deployment.json<WebhookWithSecret>(owner, 'POST', '/v1/webhooks', {
    url,
    events,
  });
  const path = `/v1/webhooks/${webhook.id}`;
  const received = () => deployment.graph.calls.filter((call) => call.url === url);
  const world = {
    deployment,
    owner,
    webhook,
    path,
    received,
    /** A customer writes, and everything that follows from it happens. */
    write: async (id: string, text = 'Is it open today?') => {
      await deployment.deliver(texts(number, { id: `wamid.${name}.${id}`, from: '5511955550400', text }));
      await deployment.drain();
      await deployment.drainJobs();
    },
    answer: (...answers: GraphAnswer[]) => deployment.graph.answers.push(...answers),
    current: () => deployment.json<Webhook>(owner, 'GET', path),
    log: async (query = '') =>
      (await deployment.json<{ items: WebhookDelivery[] }>(owner, 'GET', `${path}/deliveries${query}`)).items,
    /** Moves the clock, and sends what is due then. */
    wait: async (ms: number) => {
      deployment.clock.now += ms;
      // An access token lives shorter.
      Object.assign(owner, await deployment.renew(owner));
      const { companyId } = owner;
      const ref = { webhookId: webhook.id };
      await deployment.env.OUTGOING.send({ v: 1, kind: 'webhooks.push', lane: 'outgoing', companyId, ref });
      await deployment.drainJobs();
    },
    /** Tries the newest delivery until nothing more is tried; gives the waits between, in seconds. */
    exhaust: async (): Promise<number[]> => {
      const waits: number[] = [];
      for (;;) {
        const [delivery] = await world.log();
        if (delivery?.state !== 'pending' || delivery.nextAtMs === null) return waits;
        const waitMs = delivery.nextAtMs - deployment.clock.now;
        waits.push(Math.round(waitMs / 1_000));
        // Of one that fails no more than one is asked a minute.
        await world.wait(waitMs > 0 ? waitMs : 60_000);
      }
    },
  };
  return world;
}

type Sent = { type: string; id: string; data: { text?: string; status?: string } };

describe('a webhook', () => {
  it('is told of each event that it wants, once, however often the log is read', async () => {
    const { deployment, owner, write, received, log } = await listening('told', '4871', ['message.*']);
    await write('1');
    await deployment.env.JOBS.send({
      v: 1,
      kind: 'webhooks.plan',
      lane: 'jobs',
      companyId: owner.companyId,
      ref: null,
    });
    await deployment.drainJobs();
    await write('1');
    expect(received().map(({ body }) => (body as Sent).type)).toEqual(['message.received']);
    expect(received()[0]?.body).toMatchObject({
      data: {
        text: 'Is it open today?',
        direction: 'inbound',
      },
    });
    expect(await log()).toMatchObject([{ eventType: 'message.received', state: 'delivered', tries: 1 }]);
  });

  it('is told of a reply on its way and of every status of it', async () => {
    const { deployment, owner, write, received } = await listening('status', '4872', ['message.*']);
    await write('1');
    const { items } = await deployment.json<{ items: Conversation[] }>(owner, 'GET', '/v1/conversations');
    await deployment.json(owner, 'POST', `/v1/conversations/${items[0]?.id}/messages`, {
      type: 'text',
      text: 'Until six',
    });
    await deployment.drainJobs();
    deployment.graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.status.out' }] } });
    await deployment.drain();
    await deployment.drainJobs();
    await deployment.deliver(statuses('4872', { id: 'wamid.status.out', status: 'read' }));
    await deployment.drain();
    await deployment.drainJobs();
    const told = received().map(({ body }) => [(body as Sent).type, (body as Sent).data.status]);
    expect(told.slice(0, 2)).toEqual([
      ['message.received', 'received'],
      ['message.created', 'queued'],
    ]);
    expect(told.at(-1)).toEqual(['message.status', 'read']);
  });

  it('is told of reactions as such, to whichever message, with the message as it is now', async () => {
    const { deployment, write, received } = await listening('reacted', '48721', ['message.reacted']);
    await write('1');
    const { says, target } = { says: customerMessages('48721', '5511955550400'), target: 'wamid.reacted.1' };
    for (const [id, emoji] of [['wamid.reacted.2', '👍'], ['wamid.reacted.3']] as const) {
      await deployment.deliver(says.writes({ id, at: Number(id.at(-1)), ...reaction(target, emoji) }));
      await deployment.drain();
      await deployment.drainJobs();
    }
    const told = received().map(({ body }) => body as Sent & { data: { reactions: { emoji: string }[] } });
    expect(told.map(({ type, data }) => [type, data.text, data.reactions.map(({ emoji }) => emoji)])).toEqual(
      [
        ['message.reacted', 'Is it open today?', ['👍']],
        ['message.reacted', 'Is it open today?', []],
      ],
    );
  });

  it('can verify what it gets with the library of the standard, also while the secret changes', async () => {
    const { deployment, owner, path, webhook, received, write } = await listening('signed', '4873');
    const rotated = await deployment.json<WebhookWithSecret>(owner, 'POST', `${path}/rotate-secret`);
    await write('1');
    const [call] = received();
    const headers = call?.headers ?? {};
    // The library compares the time with the machine's clock; the test's clock stands elsewhere.
    const withTimeNow = (secret: string) => new Verifier(secret);
    expect(webhook.secret).not.toBe(rotated.secret);
    for (const secret of [webhook.secret, rotated.secret]) {
      const verifier = withTimeNow(secret);
      const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
      const expected = verifier.sign(headers['webhook-id'] ?? '', at, call?.text ?? '');
      expect(headers['webhook-signature']?.split(' ')).toContain(expected);
    }
  });

  it('that fails is tried again for days on the schedule, under the same id, and is then given up with an alert', async () => {
    const { deployment, owner, answer, write, received, log, exhaust } = await listening('fails', '4874', [
      'message.received',
    ]);
    answer(...Array.from({ length: 40 }, () => ({ status: 500, body: { note: 'from +55 11 95555-0400' } })));
    await write('1');
    const waits = await exhaust();
    expect(waits.length).toBe(9);
    expect(waits.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(2.5 * 86_400);
    const [failed] = await log('?state=failed');
    expect(failed).toMatchObject({ state: 'failed', tries: 10, nextAtMs: null });
    expect(failed?.attempts[0]).toMatchObject({ status: 500, detail: expect.stringContaining('[phone]') });
    expect(new Set(received().map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const { items } = await deployment.json<{ items: Alert[] }>(owner, 'GET', '/v1/alerts');
    expect(items).toMatchObject([{ kind: 'webhook.failing' }]);
  });

  it('whose failed deliveries are put back gets them under their old ids', async () => {
    const { deployment, owner, path, answer, write, received, log, exhaust } = await listening(
      'redrive',
      '4875',
      ['message.received'],
    );
    answer(...Array.from({ length: 10 }, () => ({ status: 500, body: {} })));
    await write('1');
    await exhaust();
    const [failed] = await log();
    expect(failed?.state).toBe('failed');
    expect(await deployment.json(owner, 'POST', `${path}/redrive`)).toEqual({ redriven: 1 });
    await deployment.drainJobs();
    expect(await log()).toMatchObject([{ id: failed?.id, state: 'delivered', tries: 1 }]);
    await deployment.json(owner, 'POST', `${path}/deliveries/${failed?.id}/redrive`);
    const again = await deployment.call(owner, 'POST', `${path}/deliveries/${failed?.id}/redrive`);
    expect(again.status).toBe(409);
    await deployment.drainJobs();
    expect(received().length).toBe(12);
    expect(new Set(received().map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('shows its log by state, page by page: what waits by whose turn it is, all else the newest first', async () => {
    const { deployment, owner, path, answer, write, log, wait, exhaust } = await listening('pages', '4891', [
      'message.received',
    ]);
    // The first is tried again as soon as the second finds the receiver well.
    const fault = { status: 500, body: {} };
    answer(fault, { status: 200, body: {} }, fault, fault);
    for (const id of ['1', '2', '3']) {
      deployment.clock.now += 3_000;
      await write(id);
    }
    const [third, second, first] = (await log()).map(({ id }) => id);
    const idsOf = async (query: string) => (await log(query)).map(({ id }) => id);
    expect(await idsOf('?state=pending')).toEqual([first, third]);
    expect(await idsOf('?state=delivered')).toEqual([second]);
    expect([await idsOf('?state=failed'), await idsOf('?state=sending')]).toEqual([[], []]);
    const page = (query: string) =>
      deployment.json<{ items: WebhookDelivery[]; nextCursor: string | null }>(
        owner,
        'GET',
        `${path}/deliveries${query}`,
      );
    const { nextCursor } = await page('?state=pending&limit=1');
    expect(await page(`?state=pending&limit=1&cursor=${nextCursor}`)).toMatchObject({
      items: [{ id: third }],
      nextCursor: null,
    });
    answer(...Array.from({ length: 40 }, () => ({ status: 500, body: {} })));
    await exhaust();
    for (;;) {
      const [waiting] = await log('?state=pending');
      if (waiting === undefined) break;
      // One that fails is asked once a minute, with one of what is due.
      await wait(Math.max(60_000, (waiting.nextAtMs ?? 0) - deployment.clock.now));
    }
    expect(await idsOf('?state=failed')).toEqual([third, first]);
    const failed = await page('?state=failed&limit=1');
    expect(await idsOf(`?state=failed&limit=1&cursor=${failed.nextCursor}`)).toEqual([first]);
  });

  it('that answers 410 is switched off at once, and gets nothing more', async () => {
    const { deployment, owner, path, answer, write, received, current } = await listening('gone', '4876', [
      'message.received',
    ]);
    answer({ status: 410, body: {} });
    await write('1');
    expect(await current()).toMatchObject({ isEnabled: false, disabledReason: 'gone' });
    await write('2');
    expect(received().length).toBe(1);
    const { version } = await current();
    await deployment.json(owner, 'PATCH', path, { version, isEnabled: true });
    await write('3');
    // What happened while it was off is not told; what happens from now on is.
    expect(received().map(({ body }) => (body as Sent).type)).toEqual([
      'message.received',
      'message.received',
    ]);
    expect(await current()).toMatchObject({ isEnabled: true, disabledReason: null });
  });

  it('that is switched off tells of it, also when its sender ends right after the commit', async () => {
    const { deployment, owner, answer, write, wait, current } = await listening('told-gone', '4812', [
      'message.received',
    ]);
    answer({ status: 410, body: {} }, { status: 410, body: {} });
    deployment.graph.onCall = () => {
      deployment.graph.onCall = null;
      let batches = 0;
      deployment.tenant.beforeBatch = () =>
        ++batches === 2 ? Promise.reject(new Error('D1_ERROR: network connection lost')) : Promise.resolve();
    };
    await write('1');
    await wait(2 * MINUTE_MS);
    expect(await current()).toMatchObject({ isEnabled: false, disabledReason: 'gone' });
    const alerts = await deployment.json<{ items: Alert[] }>(owner, 'GET', '/v1/alerts');
    expect(alerts.items).toMatchObject([
      { kind: 'webhook.failing', severity: 'critical', about: (await current()).id },
    ]);
  });

  it('that is edited while it answers 410 stays off, and its alert is over once it is switched on', async () => {
    const { deployment, owner, path, answer, write, current } = await listening('edited', '4892', [
      'message.received',
    ]);
    const { version } = await current();
    answer({ status: 410, body: {} });
    let edit: Promise<unknown> = Promise.resolve();
    // The edit has read the webhook before its sender switches it off, and writes after that.
    const held = Promise.withResolvers<void>();
    deployment.graph.onCall = () => {
      deployment.graph.onCall = null;
      const isRead = Promise.withResolvers<void>();
      let statements = 0;
      deployment.tenant.beforeBatch = () => {
        statements += 1;
        if (statements > 1) return Promise.resolve();
        deployment.tenant.beforeBatch = null;
        isRead.resolve();
        return held.promise;
      };
      edit = deployment.json(owner, 'PATCH', path, { version, description: 'The shop' });
      deployment.graph.barrier = isRead.promise;
    };
    await write('1');
    held.resolve();
    await edit;
    expect(await current()).toMatchObject({
      isEnabled: false,
      disabledReason: 'gone',
      description: 'The shop',
    });
    const openAlerts = async () =>
      (await deployment.json<{ items: Alert[] }>(owner, 'GET', '/v1/alerts')).items.map(({ kind }) => kind);
    expect(await openAlerts()).toEqual(['webhook.failing']);
    await deployment.json(owner, 'PATCH', path, { version: (await current()).version, isEnabled: true });
    expect([await openAlerts(), (await current()).isEnabled]).toEqual([[], true]);
  });

  it('that was given another address while the old one answers 410 stays on, and the new one gets it', async () => {
    const { deployment, owner, path, webhook, answer, write, current, log } = await listening(
      'moved',
      '4893',
      ['message.received'],
    );
    const url = `${webhook.url}-new`;
    answer({ status: 410, body: {} }, { status: 200, body: {} });
    deployment.graph.onCall = () => {
      deployment.graph.onCall = null;
      const edit = deployment.json(owner, 'PATCH', path, { version: webhook.version, url });
      deployment.graph.barrier = edit.then(() => undefined);
    };
    await write('1');
    expect(await current()).toMatchObject({ url, isEnabled: true, disabledReason: null });
    expect(deployment.graph.calls.map((call) => call.url).slice(-2)).toEqual([webhook.url, url]);
    expect(await log()).toMatchObject([{ state: 'delivered', tries: 2 }]);
    const alerts = await deployment.json<{ items: Alert[] }>(owner, 'GET', '/v1/alerts');
    expect(alerts.items).toEqual([]);
  });

  it('signs with every secret of the last day, however often it was changed, and with none that ended', async () => {
    const { deployment, owner, path, webhook, received, write, wait } = await listening('often', '4894');
    const rotate = () => deployment.json<WebhookWithSecret>(owner, 'POST', `${path}/rotate-secret`);
    const secrets = [webhook.secret, (await rotate()).secret];
    await wait(12 * 3_600_000);
    secrets.push((await rotate()).secret);
    const isSignedBy = (secret: string) => {
      const call = received().at(-1);
      const at = new Date(Number(call?.headers['webhook-timestamp']) * 1_000);
      const expected = new Verifier(secret).sign(call?.headers['webhook-id'] ?? '', at, call?.text ?? '');
      return call?.headers['webhook-signature']?.split(' ').includes(expected);
    };
    await write('1');
    expect(secrets.map(isSignedBy)).toEqual([true, true, true]);
    await wait(13 * 3_600_000);
    await write('2');
    expect(secrets.map(isSignedBy)).toEqual([false, true, true]);
    expect((await rotate()).rotatableAtMs).toBeNull();
    await rotate();
    const firstEndsAtMs = deployment.clock.now + 11 * 3_600_000;
    expect((await rotate()).rotatableAtMs).toBe(firstEndsAtMs);
    const refused = await deployment.call(owner, 'POST', `${path}/rotate-secret`);
    const problem = await refused.json<{ code: string; untilMs: number }>();
    expect([refused.status, problem.code]).toEqual([409, 'rotated_too_often']);
    expect(problem.untilMs).toBe(firstEndsAtMs);
    await wait(11 * 3_600_000);
    expect((await rotate()).rotatableAtMs).toBeGreaterThan(deployment.clock.now);
  });

  it('that redirects or says nothing has failed, and is followed nowhere', async () => {
    const { deployment, answer, write, log } = await listening('away', '4877', ['message.received']);
    answer({ status: 302, body: {} }, 'reset');
    await write('1');
    expect((await log())[0]?.attempts).toMatchObject([
      { status: null, detail: expect.stringMatching(/redirect/) },
    ]);
    // It rests for as long after everything that it was sent has failed.
    deployment.clock.now += 2_000;
    await write('2');
    expect((await log())[0]?.attempts).toMatchObject([{ status: null, detail: 'The connection failed.' }]);
    expect(deployment.graph.calls.length).toBe(2);
  });

  it('that takes an event and says much too much has taken it, and is not told again', async () => {
    const { answer, write, log, received } = await listening('talks', '48791', ['message.received']);
    answer({ status: 200, bytes: new Uint8Array(1_000_000).fill(120) });
    await write('1');
    expect(await log()).toMatchObject([{ state: 'delivered', tries: 1, attempts: [{ status: 200 }] }]);
    expect(received().length).toBe(1);
  });

  it('sends a test event that is found in its log', async () => {
    const { deployment, owner, path, received, log } = await listening('tested', '4878', ['contact.created']);
    const test = await deployment.json<WebhookDelivery>(owner, 'POST', `${path}/test`);
    expect(test).toMatchObject({ eventType: 'webhook.test', state: 'pending' });
    await deployment.drainJobs();
    expect(received().length).toBe(1);
    expect(await log()).toMatchObject([{ id: test.id, state: 'delivered' }]);
    const shown = await deployment.json<InspectedDelivery>(owner, 'GET', `${path}/deliveries/${test.id}`);
    expect(shown.payload).toMatchObject({ type: 'webhook.test' });
  });
});

describe('nothing is lost', () => {
  it('when the queue takes neither the planning nor the sending: the cron finds both', async () => {
    const { deployment, write, received } = await listening('lost', '4879', ['message.received']);
    deployment.jobs.fault = new Error('Queue is away');
    await write('1');
    expect(received().length).toBe(0);
    deployment.jobs.fault = null;
    deployment.clock.now += MINUTE_MS;
    await deployment.tick();
    await deployment.drainJobs();
    expect(received().length).toBe(1);
  });

  it('when a sender dies between the call and the outcome: it is sent again under the same id after its lease', async () => {
    const { deployment, write, received, wait, log } = await listening('dies', '4880', ['message.received']);
    deployment.graph.onCall = () => {
      deployment.tenant.fault = new Error('D1_ERROR: network connection lost');
    };
    await deployment.deliver(texts('4880', { id: 'wamid.dies.1', from: '5511955550401' }));
    await deployment.drain();
    const push = async () => {
      for (const queue of ['jobs', 'outgoing']) await deployment.consumeBatch(queue);
    };
    await push();
    expect(received().length).toBe(1);
    deployment.tenant.fault = null;
    deployment.graph.onCall = null;
    await deployment.drainJobs();
    expect([received().length, (await log())[0]?.state]).toEqual([1, 'sending']);
    await wait(2 * MINUTE_MS);
    expect([received().length, (await log())[0]?.state]).toEqual([2, 'delivered']);
    expect(new Set(received().map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    await write('2');
    expect(received().length).toBe(3);
  });

  it('and nothing is doubled when two consumers send at once', async () => {
    const { deployment, received, log } = await listening('both', '4881', ['message.received']);
    const list = Array.from({ length: 12 }, (_, n) => ({ id: `wamid.both.${n}`, from: '5511955550402' }));
    await deployment.deliver(texts('4881', ...list));
    await deployment.drain();
    await deployment.consumeBatch('jobs');
    const pushes = deployment.jobs.waiting.filter(({ queue }) => queue === 'outgoing');
    deployment.jobs.waiting.length = 0;
    expect(pushes.length).toBe(1);
    await Promise.all([
      deployment.consumeMessages('outgoing', pushes),
      deployment.consumeMessages('outgoing', pushes),
    ]);
    await deployment.drainJobs();
    expect(received().length).toBe(12);
    expect((await log()).map(({ state, tries }) => `${state} ${tries}`)).toEqual(
      Array(12).fill('delivered 1'),
    );
  });
});

describe('an address', () => {
  const world = listening('addresses', '4882');

  it.each([
    ['http://hooks.shop.example/recado', 'not https'],
    ['https://127.0.0.1/hook', 'not on the public internet'],
    ['https://0x7f.1/hook', 'not on the public internet'],
    ['https://[::ffff:10.0.0.1]/hook', 'not on the public internet'],
    ['https://localhost/hook', 'private'],
    ['https://db.internal/hook', 'private'],
    ['https://me:secret@hooks.shop.example/hook', 'credentials'],
    ['https://hooks.shop.example:8080/hook', 'port'],
    ['https://169.254.169.254/latest/meta-data', 'not on the public internet'],
    ['hooks.shop.example', 'URL'],
  ])('that nobody may be told at is refused with the reason: %s', async (url, reason) => {
    const { deployment, owner, path, current } = await world;
    const refused = await deployment.call(owner, 'POST', '/v1/webhooks', { url, events: ['*'] });
    const problem = await refused.json<{ code: string; detail: string }>();
    expect([refused.status, problem.code]).toEqual([422, 'url_refused']);
    expect(problem.detail.toLowerCase()).toContain(reason.toLowerCase());
    expect((await deployment.call(owner, 'PATCH', path, { version: 1, url })).status).toBe(422);
    const good = { version: (await current()).version, url: 'https://hooks.shop.example/recado' };
    expect((await deployment.call(owner, 'PATCH', path, good)).status).toBe(200);
  });
});
