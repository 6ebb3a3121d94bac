import { describe, expect, it } from 'vitest';
import type { AlertSettings } from '../../contracts/api/alert-settings.ts';
import type { Alert } from '../../contracts/api/alerts.ts';
import type { Notification } from '../../contracts/api/notifications.ts';
import { createDeployment } from '../../testing/deployment.ts';
import { openOffice, type Office } from '../../testing/thread.ts';
import { raiseAlert, resolveAlert, type Trouble } from '../alerts/index.ts';

const MINUTE_MS = 60_000;
const MAIL_URL = 'https://mail.example.com/emails';
const HOOK_URL = 'https://hooks.example.com/services/T1';

const trouble = (key: string, change: Partial<Trouble> = {}): Trouble => ({
  key,
  kind: 'number.quality_low',
  severity: 'warning',
  channelId: null,
  title: `Trouble ${key}`,
  detail: 'Write less for a while.',
  ...change,
});

/** An office whose owner is told by mail, and whose webhook is. */
async function office() {
  const deployment = createDeployment({
    vars: { MAIL_FROM: 'alerts@recado.test', MAIL_API_URL: MAIL_URL, MAIL_API_KEY: 'a key' },
  });
  const opened = await openOffice(deployment);
  const { owner } = opened;
  await change(opened, { userIds: [owner.userId] }, HOOK_URL);
  const ctx = deployment.context();
  return {
    ...opened,
    raise: (key: string, edit?: Partial<Trouble>) => raiseAlert(ctx, owner.companyId, trouble(key, edit)),
    over: (key: string) => resolveAlert(ctx, owner.companyId, key),
    told: (url: string) => deployment.graph.calls.filter((call) => call.url === url),
    mails: () =>
      deployment.graph.calls
        .filter((call) => call.url === MAIL_URL)
        .map(({ body }) => (body as { subject: string }).subject),
  };
}

async function change(
  { deployment, owner }: Office,
  notify: Partial<AlertSettings['notify']>,
  webhookUrl?: string | null,
): Promise<void> {
  const before = await deployment.json<AlertSettings>(owner, 'GET', '/v1/alert-settings');
  await deployment.json(owner, 'PUT', '/v1/alert-settings', {
    rules: before.rules,
    notify: { ...before.notify, ...notify },
    version: before.version,
    ...(webhookUrl === undefined ? {} : { webhookUrl }),
  });
}
const logOf = async ({ deployment, owner }: Office) =>
  (
    await deployment.json<{ items: Notification[] }>(
      await deployment.renew(owner),
      'GET',
      '/v1/alert-notifications',
    )
  ).items;

describe('an alert', () => {
  it('is told once when it opens, when it becomes worse, and when it is over; not when it happens again', async () => {
    const { deployment, raise, over, mails, told } = await office();
    await raise('a');
    await raise('a');
    await deployment.drainJobs();
    await raise('a', { severity: 'critical' });
    await deployment.drainJobs();
    await raise('a', { severity: 'critical' });
    await deployment.drainJobs();
    await over('a');
    await deployment.drainJobs();
    expect(mails()).toEqual(['Warning: Trouble a', 'Now critical: Trouble a', 'Over: Trouble a']);
    const hooks = told(HOOK_URL).map(
      ({ body }) => body as { text: string; alerts: { transition: string }[] },
    );
    expect(hooks.map(({ alerts }) => alerts[0]?.transition)).toEqual(['opened', 'worse', 'resolved']);
    expect(hooks[0]?.text).toContain('Write less for a while.');
    const [mail] = told(MAIL_URL);
    expect(mail?.headers['idempotency-key']).toMatch(/^ntf_/);
    expect(mail?.authorization).toBe('Bearer a key');
  });

  it('that opened and ended before anybody was told is not told at all', async () => {
    const { deployment, raise, over, mails } = await office();
    await raise('short');
    await over('short');
    await deployment.drainJobs();
    expect(mails()).toEqual([]);
  });

  it('below what a company wants to know of, or of a family that it muted, is on the page only', async () => {
    const opened = await office();
    await change(opened, { minSeverity: 'critical', mutedFamilies: ['rules'] });
    await opened.raise('mild');
    await opened.raise('muted', { kind: 'rule.silence', severity: 'critical' });
    await opened.deployment.drainJobs();
    expect(opened.mails()).toEqual([]);
    const { items } = await opened.deployment.json<{ items: Alert[] }>(opened.owner, 'GET', '/v1/alerts');
    expect(items).toHaveLength(2);
  });
});

describe('a storm of alerts', () => {
  it('at once is one message', async () => {
    const { deployment, raise, mails } = await office();
    for (let n = 0; n < 14; n += 1) await raise(`storm ${n}`);
    await deployment.drainJobs();
    expect(mails()).toEqual(['14 more alerts']);
  });

  it('shows the worst of its alerts, and counts the others', async () => {
    const { deployment, raise, over, mails, told } = await office();
    for (let n = 0; n < 24; n += 1) await raise(`many ${n}`);
    await raise('worst', { severity: 'critical' });
    await deployment.drainJobs();
    const [{ text, count, alerts } = { text: '', count: 0, alerts: [] }] = told(HOOK_URL).map(
      ({ body }) => body as { text: string; count: number; alerts: Alert[] },
    );
    expect([count, alerts.length, alerts[0]?.title]).toEqual([25, 20, 'Trouble worst']);
    expect(text).toContain('And 5 more.');
    deployment.clock.now += 20 * MINUTE_MS;
    for (let n = 0; n < 8; n += 1) await over(`many ${n}`);
    await raise('another');
    await deployment.drainJobs();
    expect(mails()).toEqual(['25 more alerts', '1 more alert, 8 over']);
  });

  it('is found with each alert that was told together with others', async () => {
    const opened = await office();
    const { deployment, owner, raise } = opened;
    for (let n = 0; n < 25; n += 1) await raise(`many ${n}`);
    await deployment.drainJobs();
    deployment.clock.now += 20 * MINUTE_MS;
    await raise('alone');
    await deployment.drainJobs();
    const renewed = await deployment.renew(owner);
    const { items } = await deployment.json<{ items: Alert[] }>(renewed, 'GET', '/v1/alerts?limit=100');
    const subjectsOf = async (title: string) => {
      const id = items.find((alert) => alert.title === title)?.id;
      const path = `/v1/alert-notifications?alertId=${id}`;
      const told = await deployment.json<{ items: Notification[] }>(renewed, 'GET', path);
      return told.items.map(({ by, subject }) => `${by}: ${subject}`).toSorted((a, b) => a.localeCompare(b));
    };
    const both = (subject: string) => [`mail: ${subject}`, `webhook: ${subject}`];
    expect(await subjectsOf('Trouble many 0')).toEqual(both('25 more alerts'));
    expect(await subjectsOf('Trouble many 24')).toEqual(both('25 more alerts'));
    expect(await subjectsOf('Trouble alone')).toEqual(both('Warning: Trouble alone'));
  });

  it('of hours is ten messages an hour, and a digest every quarter of one', async () => {
    const { deployment, raise, mails } = await office();
    for (let n = 0; n < 60; n += 1) {
      await raise(`drip ${n}`);
      await deployment.drainJobs();
      deployment.clock.now += MINUTE_MS;
    }
    expect(mails()).toHaveLength(10 + 4);
    deployment.clock.now += 15 * MINUTE_MS;
    await raise('last');
    await deployment.drainJobs();
    const counted = mails().map((subject) => Number(/^\d+/.exec(subject)?.[0] ?? 1));
    // Every one of them was told, once.
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(61);
  });
});

describe('a notification', () => {
  it('is sent once, however often and beside each other its job runs', async () => {
    const { deployment, raise, mails } = await office();
    await raise('overlap');
    const [job] = deployment.jobs.waiting.splice(0);
    if (job === undefined) throw new Error('nobody is told');
    let open = () => {};
    deployment.graph.barrier = new Promise<void>((resolve) => (open = resolve));
    const runs = [1, 2, 3].map((n) => deployment.consumeMessages('outgoing', [{ ...job, id: `copy-${n}` }]));
    await expect.poll(() => mails().length).toBeGreaterThan(0);
    open();
    await Promise.all(runs);
    await deployment.drainJobs();
    expect(mails()).toEqual(['Warning: Trouble overlap']);
  });

  it('that was refused for now is tried again, and one that was refused for good is not', async () => {
    const opened = await office();
    const { deployment, raise, mails } = opened;
    await change(opened, {}, null);
    deployment.graph.answers.push({ status: 503, body: null });
    await raise('later');
    await deployment.drainJobs();
    expect(await logOf(opened)).toMatchObject([{ state: 'pending', attempts: 1 }]);
    deployment.clock.now += 2 * MINUTE_MS;
    await deployment.drainJobs();
    expect(await logOf(opened)).toMatchObject([{ state: 'sent', attempts: 2 }]);
    deployment.graph.answers.push({ status: 422, body: { message: 'no such address' } });
    await raise('never');
    await deployment.drainJobs();
    deployment.clock.now += 60 * MINUTE_MS;
    await deployment.drainJobs();
    const [last] = await logOf(opened);
    expect(last).toMatchObject({ state: 'failed', attempts: 1 });
    expect(last?.detail).toContain('422');
    expect(mails()).toHaveLength(3);
  });

  it('by mail whose answer was lost is tried again under the same key', async () => {
    const opened = await office();
    const { deployment, raise, told } = opened;
    await change(opened, {}, null);
    deployment.graph.answers.push('reset', { status: 500, body: null });
    await raise('lost');
    for (const minutes of [0, 2, 6]) {
      deployment.clock.now += minutes * MINUTE_MS;
      await deployment.drainJobs();
    }
    expect(await logOf(opened)).toMatchObject([{ state: 'sent', attempts: 3 }]);
    const keys = told(MAIL_URL).map(({ headers }) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
  });

  it('whose webhook’s answer was lost, or that was cut off, is shown as unknown and not sent again', async () => {
    const opened = await office();
    const { deployment, raise, mails, owner } = opened;
    await change(opened, { userIds: [] });
    deployment.graph.answers.push('reset');
    await raise('lost');
    await deployment.drainJobs();
    expect(await logOf(opened)).toMatchObject([{ state: 'unknown' }]);
    await change(opened, { userIds: [owner.userId] }, null);
    await raise('cut off');
    await deployment.drainJobs();
    // As a process that dies right after its claim leaves it.
    const db = deployment.context().tenant(owner.companyId);
    await db.batch([
      db.statement(
        `UPDATE alert_notifications SET state = 'sending', finished_at_ms = NULL WHERE company_id = ?1 AND state = 'sent'`,
      ),
    ]);
    const sent = mails().length;
    deployment.clock.now += 10 * MINUTE_MS;
    await deployment.tick();
    await raise('wakes');
    await deployment.drainJobs();
    expect((await logOf(opened)).map(({ state }) => state)).toEqual(['sent', 'unknown', 'unknown']);
    expect(mails()).toHaveLength(sent + 1);
  });

  it('that was not begun when its go was cut off is sent by the next one; only what was begun is unknown', async () => {
    const opened = await office();
    const { deployment, raise } = opened;
    for (const key of ['a', 'b', 'c']) await raise(key);
    const [job] = deployment.jobs.waiting.splice(0);
    if (job === undefined) throw new Error('nobody is told');
    const asked = () => deployment.graph.calls.length;
    const before = asked();
    const cutOff = Promise.withResolvers<void>();
    deployment.graph.barrier = cutOff.promise;
    const first = deployment.consumeMessages('outgoing', [job]);
    await expect.poll(() => asked() - before).toBe(5);
    deployment.graph.barrier = Promise.resolve();
    deployment.clock.now += 10 * MINUTE_MS;
    await deployment.consumeMessages('outgoing', [{ ...job, id: 'next' }]);
    const states = (await logOf(opened)).map(({ state }) => state).toSorted();
    expect(states).toEqual(['sent', ...Array.from({ length: 5 }, () => 'unknown')]);
    expect(asked() - before).toBe(6);
    cutOff.resolve();
    await first;
  });

  it('says what people wrote as it is: nothing in it calls everybody or hides a link in a chat', async () => {
    const { deployment, raise, told } = await office();
    await raise('names', { title: '<!channel> <https://evil.example|Sales> & co', detail: 'a < b' });
    await deployment.drainJobs();
    const [{ text, alerts } = { text: '', alerts: [] }] = told(HOOK_URL).map(
      ({ body }) => body as { text: string; alerts: Alert[] },
    );
    expect(text).toContain('&lt;!channel&gt; &lt;https://evil.example|Sales&gt; &amp; co\na &lt; b');
    expect(text).not.toMatch(/[<>]/);
    expect(alerts[0]?.title).toBe('<!channel> <https://evil.example|Sales> & co');
  });

  it('that a lost queue message forgot is found by the rules’ next look', async () => {
    const { deployment, raise, mails } = await office();
    await raise('forgotten');
    deployment.jobs.waiting.length = 0;
    for (let minute = 0; minute < 5; minute += 1) {
      await deployment.tick();
      deployment.clock.now += MINUTE_MS;
    }
    await deployment.drainJobs();
    expect(mails()).toEqual(['Warning: Trouble forgotten']);
  });

  it('goes to nobody who no longer administers the company', async () => {
    const opened = await office();
    const { deployment, raise, mails } = opened;
    const admin = await deployment.signUp(opened.owner.companyId, 'admin');
    await change(opened, { userIds: [admin.userId] }, null);
    await raise('left');
    const db = deployment.context().directory;
    await db.batch([db.statement(`DELETE FROM memberships WHERE user_id = ?1`, admin.userId)]);
    await deployment.drainJobs();
    expect(mails()).toEqual([]);
  });
});

it('a test goes to everybody who is told, and says what became of it', async () => {
  const opened = await office();
  const { deployment, owner, mails, told } = opened;
  const test = () => deployment.call(owner, 'POST', '/v1/alert-settings/test');
  const { items } = await (await test()).json<{ items: Notification[] }>();
  expect(
    items.map(({ by, state }) => [by, state]).toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
  ).toEqual([
    ['mail', 'sent'],
    ['webhook', 'sent'],
  ]);
  expect([mails(), told(HOOK_URL).length]).toEqual([['A test of alerts'], 1]);
  await change(opened, { userIds: [] }, null);
  expect((await test()).status).toBe(422);
});
