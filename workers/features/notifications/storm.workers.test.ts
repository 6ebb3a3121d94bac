import { env } from 'cloudflare:workers';
import { afterEach, expect, it } from 'vitest';
import type { AlertSettings } from '../../contracts/api/alert-settings.ts';
import type { Alert } from '../../contracts/api/alerts.ts';
import type { Channel } from '../../contracts/api/channels.ts';
import type { Notification } from '../../contracts/api/notifications.ts';
import { keepLetter } from '../../testing/dead-letters.ts';
import { createDeployment, type Deployment } from '../../testing/deployment.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { openOffice, type Office } from '../../testing/thread.ts';
import { queueEvaluations } from '../alert-rules/index.ts';
import { raiseAlert } from '../alerts/index.ts';
import { openBreaker } from '../channels/index.ts';
import { DIGEST_EVERY_MS, MAX_SINGLE_PER_HOUR } from './rules.ts';

/** So many numbers are not left to the clock of other tests. */
afterEach(async () => {
  await env.TENANT.prepare('UPDATE channels SET disconnected_at_ms = 1 WHERE phone_number_id LIKE ?')
    .bind('944%')
    .run();
});

const MINUTE_MS = 60_000;
const MAIL_URL = 'https://mail.example.com/emails';
const LETTERS = 500;
const CHANNELS = 50;
/** One of each channel, and one of all letters. */
const ALERTS = CHANNELS + 1;

interface Mail {
  to: [string];
  subject: string;
}

/** What one address was told, by the keys under which it was asked for: a try that is repeated has the key of the first. */
function mailsTo({ graph }: Deployment, email: string): Map<string, { subject: string; tries: number }> {
  const mails = new Map<string, { subject: string; tries: number }>();
  for (const { url, body, headers } of graph.calls) {
    if (url !== MAIL_URL || (body as Mail).to[0] !== email) continue;
    const key = headers['idempotency-key'] ?? '';
    mails.set(key, { subject: (body as Mail).subject, tries: (mails.get(key)?.tries ?? 0) + 1 });
  }
  return mails;
}

/** How many alerts these mails tell of. */
const toldIn = (subjects: readonly string[]) =>
  subjects.reduce((sum, subject) => sum + Number(/^\d+/.exec(subject)?.[0] ?? 1), 0);

async function openStormyOffice(): Promise<Office & { email: string; channels: Channel[] }> {
  const deployment = createDeployment({
    vars: { MAIL_FROM: 'alerts@recado.test', MAIL_API_URL: MAIL_URL, MAIL_API_KEY: 'a key' },
  });
  const office = await openOffice(deployment);
  const { owner, number } = office;
  const email = `storm-${number}@people.test`;
  const admin = await deployment.signUp(owner.companyId, 'admin', email);
  await tell(office, admin.userId);
  const channels: Channel[] = [];
  for (let n = 0; n < CHANNELS; n++)
    channels.push(await deployment.connectNumber(owner, `9${number}${String(n).padStart(2, '0')}`));
  return { ...office, email, channels };
}

async function tell({ deployment, owner }: Office, userId: string): Promise<void> {
  const before = await deployment.json<AlertSettings>(owner, 'GET', '/v1/alert-settings');
  const { rules, notify, version } = before;
  const after = { rules, version, notify: { ...notify, userIds: [userId] } };
  await deployment.json(owner, 'PUT', '/v1/alert-settings', after);
}

/** Within a minute: letters without end, and one number after the other stopped by Meta. */
async function breakAll({ deployment, owner, channels }: Awaited<ReturnType<typeof openStormyOffice>>) {
  const { companyId } = owner;
  const body = { v: 1, kind: 'search.index', lane: 'jobs', companyId, ref: { seq: 1 } };
  for (let n = 0; n < LETTERS; n++)
    await keepLetter(deployment, companyId, { lane: 'jobs', kind: 'search.index', code: 'unexpected', body });
  const ctx = deployment.context();
  const error = { code: 131048, title: 'Spam rate limit', detail: 'Too many were blocked.' };
  const stop = { scope: 'number', firstSeconds: 3_600, growth: 2, maxSeconds: 86_400 } as const;
  for (const [n, { id }] of channels.entries()) {
    await openBreaker(ctx, companyId, { channelId: id, to: '5511955550001', error }, stop);
    deployment.clock.now += MINUTE_MS / CHANNELS;
    // The lane is worked on meanwhile, now and then.
    if (n % 10 === 0) await deployment.drainJobs();
  }
}

/** What hangs is waited for for fifteen seconds, and looks like this then. */
const ANSWERS: Record<string, GraphAnswer> = {
  'answers 500': { status: 500, body: { message: 'Something went wrong.' } },
  'hangs until it is waited for no longer': 'reset',
};

it.each(Object.entries(ANSWERS))(
  'a storm of alerts while the mail provider %s is a dozen mails, each sent in the end',
  async (_, bad) => {
    const office = await openStormyOffice();
    const { deployment, owner, email } = office;
    let isProviderWell = false;
    deployment.graph.onCall = () => {
      if (!isProviderWell && deployment.graph.calls.at(-1)?.url === MAIL_URL)
        deployment.graph.answers.unshift(bad);
    };
    const startMs = deployment.clock.now;
    await breakAll(office);
    await deployment.tick();
    for (let minute = 0; minute < 20; minute++) {
      await queueEvaluations(deployment.context());
      await deployment.drainJobs();
      deployment.clock.now += MINUTE_MS;
    }
    const person = await deployment.renew(owner);
    const { items } = await deployment.json<{ items: Alert[] }>(person, 'GET', '/v1/alerts?limit=100');
    expect(items).toHaveLength(ALERTS);
    const log = await deployment.json<{ items: Notification[] }>(person, 'GET', '/v1/alert-notifications');
    expect(log.items.map(({ state }) => state)).not.toContain('unknown');

    isProviderWell = true;
    for (let turn = 0; turn < 10; turn++) {
      deployment.clock.now += DIGEST_EVERY_MS;
      await queueEvaluations(deployment.context());
      await deployment.drainJobs();
    }
    const mails = [...mailsTo(deployment, email).values()];
    const digests = Math.ceil((deployment.clock.now - startMs) / DIGEST_EVERY_MS);
    expect(mails.length).toBeLessThanOrEqual(MAX_SINGLE_PER_HOUR + Math.min(4, digests));
    expect(toldIn(mails.map(({ subject }) => subject))).toBe(ALERTS);
    // The first try and five more, whatever the queue does.
    expect(Math.max(...mails.map(({ tries }) => tries))).toBeLessThanOrEqual(6);
    const after = await deployment.json<{ items: Notification[] }>(
      await deployment.renew(owner),
      'GET',
      '/v1/alert-notifications',
    );
    expect(new Set(after.items.map(({ state }) => state))).toEqual(new Set(['sent']));
  },
);

it('while a provider says nothing, the clock goes on and another company’s alert is told', async () => {
  const big = await openStormyOffice();
  const { deployment } = big;
  const small = await openOffice(deployment);
  const email = `calm-${small.number}@people.test`;
  const admin = await deployment.signUp(small.owner.companyId, 'admin', email);
  await tell(small, admin.userId);
  const held = Promise.withResolvers<void>();
  deployment.graph.onCall = () => {
    const { url, body } = deployment.graph.calls.at(-1) ?? {};
    const isBig = url === MAIL_URL && (body as Mail).to[0] === big.email;
    deployment.graph.barrier = isBig ? held.promise : Promise.resolve();
  };
  const ctx = deployment.context();
  for (const [n, { id }] of big.channels.entries()) {
    const error = { code: 131048, title: 'Spam rate limit', detail: `Number ${n}` };
    const stop = { scope: 'number', firstSeconds: 3_600, growth: 2, maxSeconds: 86_400 } as const;
    await openBreaker(ctx, big.owner.companyId, { channelId: id, to: '5511955550001', error }, stop);
  }
  await raiseAlert(ctx, small.owner.companyId, {
    key: 'calm',
    kind: 'number.quality_low',
    severity: 'warning',
    channelId: null,
    title: 'Trouble',
    detail: 'Write less for a while.',
  });
  const work = deployment.consumeBatch('outgoing');
  await expect.poll(() => mailsTo(deployment, email).size).toBe(1);
  // Every part of the clock's work comes to its end although no mail does.
  await deployment.tick();
  expect(mailsTo(deployment, big.email).size).toBe(1);
  held.resolve();
  await work;
  await deployment.drainJobs();
  expect([...mailsTo(deployment, big.email).values()]).toMatchObject([
    { subject: `${CHANNELS} more alerts`, tries: 1 },
  ]);
});
