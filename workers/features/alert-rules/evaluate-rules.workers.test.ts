import { describe, expect, it } from 'vitest';
import type { AlertSettings } from '../../contracts/api/alert-settings.ts';
import type { Alert } from '../../contracts/api/alerts.ts';
import {
  EMPTY_MAPPING,
  type EventSourceWithAddress,
  type IncomingEvent,
} from '../../contracts/api/incoming-events.ts';
import type { Notification } from '../../contracts/api/notifications.ts';
import { createCountedDeployment } from '../../testing/counted-deployment.ts';
import { deadLettersOf, keepLetter } from '../../testing/dead-letters.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { listedTemplate, templatePage } from '../../testing/templates.ts';
import { openOffice, openThread, type Office } from '../../testing/thread.ts';

const HOUR_MS = 3_600_000;

async function office() {
  const { deployment, settled } = createCountedDeployment();
  const opened = await openOffice(deployment);
  const look = async () => {
    await settled();
    opened.owner = await deployment.renew(opened.owner);
    for (let minute = 0; minute < 5; minute += 1) {
      await deployment.tick();
      deployment.clock.now += 60_000;
    }
    await deployment.drainJobs();
    await settled();
    opened.owner = await deployment.renew(opened.owner);
    return openAlerts(opened);
  };
  return { ...opened, opened, look, settled };
}
const openAlerts = async ({ deployment, owner }: Office) =>
  (await deployment.json<{ items: Alert[] }>(owner, 'GET', '/v1/alerts')).items.map(({ kind }) => kind);
const letter = ({ deployment, owner }: Office) =>
  keepLetter(deployment, owner.companyId, {
    lane: 'media',
    kind: 'media.fetch',
    code: 'timeout',
    body: { v: 2 },
  });
const change = async (
  { deployment, owner }: Office,
  edit: (settings: AlertSettings) => Partial<AlertSettings>,
) => {
  const before = await deployment.json<AlertSettings>(owner, 'GET', '/v1/alert-settings');
  const { rules, notify, version } = { ...before, ...edit(before) };
  return deployment.json<AlertSettings>(owner, 'PUT', '/v1/alert-settings', { rules, notify, version });
};

describe('a rule', () => {
  it('of dead letters opens its alert at its number, once, and ends it when each is done or discarded, however old', async () => {
    const { opened, look, deployment } = await office();
    for (let n = 0; n < 4; n += 1) await letter(opened);
    expect(await look()).toEqual([]);
    await letter(opened);
    expect(await look()).toEqual(['rule.dead_letters']);
    expect(await look()).toEqual(['rule.dead_letters']);
    const { items } = await deployment.json<{ items: Alert[] }>(opened.owner, 'GET', '/v1/alerts');
    expect(items).toMatchObject([{ count: 1, severity: 'critical' }]);
    deployment.clock.now += 3 * HOUR_MS;
    expect(await look()).toEqual(['rule.dead_letters']);
    const letters = () => deadLettersOf(deployment, opened.owner);
    const [putBack, ...rest] = await letters().list();
    for (const { id } of rest) await letters().discard(id, 'Their files are gone.');
    expect(await look()).toEqual(['rule.dead_letters']);
    // Put back, it is a job that fails again: its letter is open again, and so is the trouble.
    await letters().redrive(putBack?.id ?? '');
    expect(await look()).toEqual(['rule.dead_letters']);
    expect(await letters().list()).toMatchObject([{ id: putBack?.id, state: 'open', redrives: 1 }]);
    await letters().discard(putBack?.id ?? '', 'So is this one.');
    expect(await look()).toEqual([]);
    const { items: told } = await deployment.json<{ items: Notification[] }>(
      opened.owner,
      'GET',
      '/v1/alert-notifications',
    );
    expect(told).toEqual([]);
  });

  it('that a person calls over stays silent while the trouble lasts, and speaks when it comes back', async () => {
    const { opened, look, deployment } = await office();
    for (let n = 0; n < 5; n += 1) await letter(opened);
    await look();
    const { items } = await deployment.json<{ items: Alert[] }>(opened.owner, 'GET', '/v1/alerts');
    await deployment.json(opened.owner, 'POST', `/v1/alerts/${items[0]?.id}/resolve`);
    expect(await look()).toEqual([]);
    deployment.clock.now += HOUR_MS;
    expect(await look()).toEqual([]);
    for (let n = 0; n < 5; n += 1) await letter(opened);
    expect(await look()).toEqual(['rule.dead_letters']);
  });

  it('that is switched off, or changed, is obeyed at the next look', async () => {
    const { opened, look } = await office();
    await letter(opened);
    await change(opened, ({ rules }) => ({
      rules: { ...rules, deadLetters: { ...rules.deadLetters, count: 1 } },
    }));
    expect(await look()).toEqual(['rule.dead_letters']);
    await change(opened, ({ rules }) => ({
      rules: { ...rules, deadLetters: { ...rules.deadLetters, isOn: false } },
    }));
    expect(await look()).toEqual([]);
  });

  it('of failures counts what was sent, and says nothing of too few', async () => {
    const { opened, look, deployment } = await office();
    const thread = await openThread(opened);
    await change(opened, ({ rules }) => ({
      rules: { ...rules, sendFailures: { ...rules.sendFailures, atLeast: 3, percent: 50 } },
    }));
    const refused = { status: 400, body: { error: { code: 131_026 } } };
    deployment.graph.answers.push(refused, refused);
    await thread.send('a');
    await thread.send('b');
    await deployment.drain();
    expect(await look()).toEqual([]);
    thread.owner = opened.owner;
    await thread.send('c');
    await deployment.drain();
    expect(await look()).toEqual(['rule.send_failures']);
  });

  it('of silence compares with yesterday at the same time', async () => {
    const { opened, look, deployment, number, settled } = await office();
    await change(opened, ({ rules }) => ({ rules: { ...rules, silence: { ...rules.silence, atLeast: 3 } } }));
    for (let n = 0; n < 3; n += 1)
      await deployment.deliver(texts(number, { id: `wamid.BUSY${n}`, from: '5511955508800' }));
    await deployment.drain();
    await settled();
    deployment.clock.now += 3 * HOUR_MS;
    expect(await look()).toEqual([]);
    deployment.clock.now += 21 * HOUR_MS;
    expect(await look()).toEqual(['rule.silence']);
    await deployment.deliver(texts(number, { id: 'wamid.BUSYAGAIN', from: '5511955508800' }));
    await deployment.drain();
    expect(await look()).toEqual([]);
  });

  it('of events speaks of the source that fails, says why, and ends when they are done or the source is gone', async () => {
    const { opened, look, deployment, channel } = await office();
    deployment.graph.answers.push(templatePage([listedTemplate('1', { name: 'thanks' })]));
    await deployment.json(opened.owner, 'POST', '/v1/templates/sync', { channelId: channel.id });
    const open = async (name: string) => {
      const source = await deployment.json<EventSourceWithAddress>(
        opened.owner,
        'POST',
        '/v1/event-sources',
        {
          name,
        },
      );
      const path = `/v1/event-sources/${source.id}`;
      const action = { eventType: 'paid', channelId: channel.id, templateName: 'missing', language: 'en_US' };
      const change = (version: number, templateName: string) =>
        deployment.json(opened.owner, 'PATCH', path, {
          version,
          mapping: { ...EMPTY_MAPPING, eventId: '/body/id', type: '/body/type', phone: '/body/phone' },
          actions: [{ ...action, templateName, variables: [] }],
        });
      await change(1, 'missing');
      const post = async (...ids: number[]) => {
        for (const id of ids) {
          const body = JSON.stringify({ id, type: 'paid', phone: `+551195550${7_000 + id}` });
          await deployment.webhook(new Request(source.url, { method: 'POST', body }));
        }
        await deployment.drainJobs();
      };
      return { path, change, post };
    };
    const shop = await open('Shop');
    const form = await open('Form');
    await shop.post(1, 2, 3, 4);
    await form.post(1, 2, 3, 4);
    expect(await look()).toEqual([]);
    await shop.post(5, 6);
    expect(await look()).toEqual(['rule.events_failed']);
    const { items } = await deployment.json<{ items: Alert[] }>(opened.owner, 'GET', '/v1/alerts');
    expect(items).toMatchObject([
      { title: 'Events of Shop fail', count: 1, about: shop.path.split('/').at(-1), severity: 'warning' },
    ]);
    expect(items[0]?.detail).toContain('This number has no template missing (en_US).');
    deployment.clock.now += 3 * HOUR_MS;
    expect(await look()).toEqual(['rule.events_failed']);
    // The cause is mended, and all but one are run again.
    await shop.change(2, 'thanks');
    const failed = async () => {
      const path = `${shop.path}/events?state=failed&limit=50`;
      return (await deployment.json<{ items: IncomingEvent[] }>(opened.owner, 'GET', path)).items;
    };
    const [last, ...others] = await failed();
    expect(others).toHaveLength(5);
    for (const { id } of others)
      await deployment.json(opened.owner, 'POST', `${shop.path}/events/${id}/run-again`);
    expect(await failed()).toEqual([last]);
    expect(await look()).toEqual(['rule.events_failed']);
    await deployment.json(opened.owner, 'POST', `${shop.path}/events/${last?.id}/run-again`);
    expect(await look()).toEqual([]);
    await form.post(5, 6, 7, 8, 9);
    expect(await look()).toEqual(['rule.events_failed']);
    expect((await deployment.call(opened.owner, 'DELETE', form.path)).status).toBe(204);
    expect(await openAlerts(opened)).toEqual([]);
    expect(await look()).toEqual([]);
  });

  it('of a number ends with the number', async () => {
    const { opened, look, deployment, number, settled, channel } = await office();
    await change(opened, ({ rules }) => ({ rules: { ...rules, silence: { ...rules.silence, atLeast: 1 } } }));
    await deployment.deliver(texts(number, { id: 'wamid.GONE', from: '5511955508801' }));
    await deployment.drain();
    await settled();
    deployment.clock.now += 24 * HOUR_MS;
    expect(await look()).toEqual(['rule.silence']);
    expect((await deployment.call(opened.owner, 'DELETE', `/v1/channels/${channel.id}`)).status).toBe(204);
    expect(await look()).toEqual([]);
  });
});

it('what is of the whole deployment is for its operators alone', async () => {
  const { opened, look, deployment } = await office();
  const operator = await deployment.signUp(opened.owner.companyId, 'viewer', undefined, { isOperator: true });
  for (let n = 0; n < 5; n += 1)
    await keepLetter(deployment, null, {
      lane: 'webhooks',
      kind: 'unknown',
      code: 'malformed_body',
      body: {},
    });
  expect(await look()).toEqual([]);
  const alerts = async () => {
    const renewed = await deployment.renew(operator);
    return (await deployment.json<{ items: Alert[] }>(renewed, 'GET', '/v1/operator/alerts')).items;
  };
  const [alert] = await alerts();
  expect(alert).toMatchObject({ kind: 'rule.dead_letters' });
  const resolve = `/v1/operator/alerts/${alert?.id}/resolve`;
  expect((await deployment.call(opened.owner, 'POST', resolve)).status).toBe(403);
  expect((await deployment.call(await deployment.renew(operator), 'POST', resolve)).status).toBe(200);
  expect(await alerts()).toEqual([]);
});

it('settings refuse strangers, private addresses, and what somebody else has changed meanwhile', async () => {
  const { opened, deployment } = await office();
  const { owner } = opened;
  const agent = await deployment.signUp(owner.companyId, 'agent');
  const before = await deployment.json<AlertSettings>(owner, 'GET', '/v1/alert-settings');
  const put = (edit: object) => {
    const { rules, notify, version } = before;
    return deployment.call(owner, 'PUT', '/v1/alert-settings', { rules, notify, version, ...edit });
  };
  const refusals = await Promise.all([
    put({ notify: { ...before.notify, userIds: [agent.userId] } }),
    put({ webhookUrl: 'https://10.0.0.1/hook' }),
    put({ webhookUrl: 'http://example.com/hook' }),
    put({ version: 7 }),
  ]);
  expect(refusals.map(({ status }) => status)).toEqual([422, 422, 422, 409]);
  expect(await deployment.json(owner, 'GET', '/v1/alert-settings')).toEqual(before);
  const changed = await put({
    notify: { ...before.notify, userIds: [owner.userId] },
    webhookUrl: 'https://hooks.example.com/T1/secret',
  });
  expect(await changed.json()).toMatchObject({ webhookHost: 'hooks.example.com', version: 1 });
  expect(JSON.stringify(await deployment.json(owner, 'GET', '/v1/alert-settings'))).not.toContain('secret');
});
