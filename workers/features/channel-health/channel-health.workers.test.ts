import { describe, expect, it } from 'vitest';
import type { Alert } from '../../contracts/api/alerts.ts';
import type { ChannelHealth } from '../../contracts/api/channel-health.ts';
import type { Channel } from '../../contracts/api/channels.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { minuteOf } from './rules.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

async function withChannel(number: string) {
  const deployment = createDeployment();
  const owner = await deployment.signUp(await deployment.createCompany(`health-${number}`), 'owner');
  const channel = await deployment.connectNumber(owner, number);
  /** However much time has passed. */
  const get = async <T>(path: string) => deployment.json<T>(await deployment.renew(owner), 'GET', path);
  const health = () => get<ChannelHealth>(`/v1/channels/${channel.id}/health`);
  return {
    deployment,
    owner,
    channel,
    health,
    factsOf: async () => Object.fromEntries((await health()).facts.map(({ fact, value }) => [fact, value])),
    alerts: async () =>
      (await get<{ items: Alert[] }>('/v1/alerts')).items.map(({ kind, severity, count }) => ({
        kind,
        severity,
        count,
      })),
    /** A notice of the account, dated so many seconds before now. */
    notice: async (field: string, value: object, secondsAgo = 0, wabaId = channel.wabaId) => {
      const time = Math.floor(deployment.clock.now / 1_000) - secondsAgo;
      await deployment.deliver({
        object: 'whatsapp_business_account',
        entry: [{ id: wabaId, time, changes: [{ field, value }] }],
      });
      await deployment.drain();
    },
  };
}

describe('a notice of Meta', () => {
  it.each([
    [
      'account_update',
      {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [
          { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1_790_000_000 },
        ],
      },
      {
        account_restrictions: {
          restrictions: [{ type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', untilMs: 1_790_000_000_000 }],
        },
      },
      { kind: 'account.restricted', severity: 'critical', count: 1 },
    ],
    [
      'account_update',
      {
        event: 'DISABLED_UPDATE',
        ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'June 1, 2026' },
      },
      { account_status: { state: 'banned', event: 'DISABLED_UPDATE', detail: 'June 1, 2026' } },
      { kind: 'account.banned', severity: 'critical', count: 1 },
    ],
    [
      'account_update',
      { event: 'ACCOUNT_DELETED' },
      { account_status: { state: 'deleted', event: 'ACCOUNT_DELETED', detail: null } },
      { kind: 'account.deleted', severity: 'critical', count: 1 },
    ],
    [
      'account_update',
      { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'ADULT' } },
      {},
      { kind: 'account.violation', severity: 'warning', count: 1 },
    ],
    [
      'account_update',
      { event: 'ACCOUNT_OFFBOARDED' },
      { account_status: { state: 'disconnected', event: 'ACCOUNT_OFFBOARDED', detail: null } },
      { kind: 'account.disconnected', severity: 'critical', count: 1 },
    ],
    [
      'account_review_update',
      { decision: 'REJECTED' },
      { account_review: { decision: 'REJECTED' } },
      { kind: 'account.review_rejected', severity: 'critical', count: 1 },
    ],
    [
      'account_alerts',
      {
        entity_type: 'WABA',
        alert_info: {
          alert_severity: 'INFORMATIONAL',
          alert_status: 'ACTIVE',
          alert_type: 'OBA_APPROVED',
          alert_description: 'Done.',
        },
      },
      {},
      { kind: 'account.alert', severity: 'info', count: 1 },
    ],
    [
      'business_capability_update',
      { max_daily_conversations_per_business: 2_000, max_phone_numbers_per_waba: 25 },
      { messaging_limit: { tier: '2000', peoplePerDay: 2_000 } },
      null,
    ],
    [
      'phone_number_quality_update',
      { display_phone_number: '15550100000', event: 'FLAGGED', current_limit: 'TIER_1K' },
      { quality: { rating: 'RED' }, messaging_limit: { tier: 'TIER_1K', peoplePerDay: 1_000 } },
      { kind: 'number.quality_low', severity: 'critical', count: 1 },
    ],
    [
      'phone_number_quality_update',
      { display_phone_number: '15550100000', event: 'THROUGHPUT_UPGRADE', current_limit: 'TIER_UNLIMITED' },
      { throughput: { level: 'HIGH', messagesPerSecond: 1_000 } },
      null,
    ],
    [
      'phone_number_name_update',
      {
        display_phone_number: '15550100000',
        decision: 'REJECTED',
        requested_verified_name: 'Best Shop',
        rejection_reason: 'NAME_NOT_RELATED',
      },
      { name_status: { status: 'REJECTED', requestedName: 'Best Shop' } },
      { kind: 'number.name_rejected', severity: 'warning', count: 1 },
    ],
    [
      'security',
      { display_phone_number: '15550100000', event: 'PIN_RESET_REQUEST', requester: '61550000001' },
      { security: { event: 'PIN_RESET_REQUEST' } },
      { kind: 'number.pin_reset_requested', severity: 'warning', count: 1 },
    ],
    [
      'payment_configuration_update',
      { configuration_name: 'shop', status: 'Needs Testing' },
      { payment: { configuration: 'shop', status: 'Needs Testing' } },
      { kind: 'payment.configuration', severity: 'warning', count: 1 },
    ],
    [
      'account_settings_update',
      { phone_number_settings: { phone_number_id: '5000013', calling: { status: 'ENABLED' } } },
      { settings: { calling: { status: 'ENABLED' } } },
      null,
    ],
    [
      'message_template_status_update',
      {
        event: 'PAUSED',
        message_template_name: 'offer',
        message_template_language: 'en_US',
        other_info: { title: 'FIRST_PAUSE' },
      },
      {},
      { kind: 'template.stopped', severity: 'warning', count: 1 },
    ],
  ] as const)('%s %o is kept, and told where it matters', async (field, value, facts, alert) => {
    const { factsOf, alerts, notice } = await withChannel(
      field === 'account_settings_update' ? '5000013' : `50${Math.floor(Math.random() * 1e9)}`,
    );
    await notice(field, value);
    expect(await factsOf()).toMatchObject(facts);
    expect(await alerts()).toEqual(alert === null ? [] : [alert]);
  });

  it('that comes again counts nothing twice, and one that is older than what is known changes nothing', async () => {
    const { factsOf, alerts, notice } = await withChannel('5101');
    const red = { display_phone_number: '15550100000', event: 'FLAGGED' };
    await notice('phone_number_quality_update', red, 60);
    await notice('phone_number_quality_update', red, 60);
    expect(await alerts()).toEqual([{ kind: 'number.quality_low', severity: 'critical', count: 1 }]);
    await notice('phone_number_quality_update', red, 30);
    expect(await alerts()).toEqual([{ kind: 'number.quality_low', severity: 'critical', count: 2 }]);
    await notice('phone_number_quality_update', { ...red, event: 'UNFLAGGED' }, 10);
    expect([await alerts(), (await factsOf())['quality']]).toEqual([[], { rating: 'GREEN' }]);
    await notice('phone_number_quality_update', { ...red, event: 'FLAGGED' }, 20);
    expect((await factsOf())['quality']).toEqual({ rating: 'GREEN' });
  });

  it('of an account is one alert for all its numbers, and a fact of each; of another number it is no fact', async () => {
    const { deployment, owner, channel, alerts, factsOf, notice } = await withChannel('5102');
    const second = await deployment.connectNumber(owner, '5103', channel.wabaId);
    await notice('account_update', { event: 'ACCOUNT_DELETED' });
    expect(await alerts()).toEqual([{ kind: 'account.deleted', severity: 'critical', count: 1 }]);
    for (const { id } of [channel, second]) {
      const { facts, alerts: mine } = await deployment.json<ChannelHealth>(
        owner,
        'GET',
        `/v1/channels/${id}/health`,
      );
      expect([facts.some(({ fact }) => fact === 'account_status'), mine.length]).toEqual([true, 1]);
    }
    await notice('phone_number_quality_update', { display_phone_number: '4915112345678', event: 'FLAGGED' });
    expect((await factsOf())['quality']).toBeUndefined();
  });

  it('of the phone app’s side sets how fast its number is, and has Meta asked about all that changed', async () => {
    const { deployment, channel, factsOf, notice } = await withChannel('5105');
    const asked = () =>
      deployment.jobs.waiting.flatMap(({ body }) => {
        const { kind, ref } = body as { kind: string; ref?: { channelId?: string } };
        return kind === 'channel.refresh' ? [ref?.channelId] : [];
      });
    await notice('account_update', { event: 'ACCOUNT_RECONNECTED' }, 60);
    expect([(await factsOf())['phone_app'], asked()]).toEqual([{ isOnPhoneApp: true }, [channel.id]]);
    await notice('account_update', { event: 'ACCOUNT_OFFBOARDED' }, 30);
    expect((await factsOf())['phone_app']).toEqual({ isOnPhoneApp: false });
    // Late news change nothing, and a repeat asks nobody again.
    await notice('account_update', { event: 'ACCOUNT_RECONNECTED' }, 45);
    await notice('account_update', { event: 'ACCOUNT_RECONNECTED' }, 60);
    expect([(await factsOf())['phone_app'], asked().length]).toEqual([{ isOnPhoneApp: false }, 3]);
    // An added partner says nothing of the number: Meta does when it is asked.
    deployment.jobs.waiting.length = 0;
    await notice('account_update', { event: 'PARTNER_ADDED', waba_info: { waba_id: channel.wabaId } });
    expect(asked()).toEqual([channel.id]);
    deployment.clock.now += 2_000;
    deployment.graph.answers.push(...answers({ number: { id: '5105', is_on_biz_app: true } }));
    await deployment.drainJobs();
    expect((await factsOf())['phone_app']).toEqual({ isOnPhoneApp: true });
  });

  it('of a partner names the account inside, and reaches its numbers', async () => {
    const { channel, alerts, notice } = await withChannel('5104');
    const value = {
      event: 'PARTNER_REMOVED',
      waba_info: { waba_id: channel.wabaId, owner_business_id: '77' },
      disconnection_info: { reason: 'PRIMARY_INACTIVITY' },
    };
    await notice('account_update', value, 0, '990077');
    expect(await alerts()).toEqual([{ kind: 'account.disconnected', severity: 'critical', count: 1 }]);
  });
});

/** What Meta answers to the four calls of one look, in their order. */
function answers(change: { token?: object; number?: object; apps?: unknown[] } = {}): GraphAnswer[] {
  const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging'];
  return [
    { status: 200, body: { data: { is_valid: true, expires_at: 0, scopes, ...change.token } } },
    {
      status: 200,
      body: {
        id: '5201',
        display_phone_number: '+1 555-010-0000',
        verified_name: 'Sunny Shop',
        quality_rating: 'GREEN',
        throughput: { level: 'STANDARD' },
        name_status: 'APPROVED',
        status: 'CONNECTED',
        messaging_limit_tier: 'TIER_10K',
        ...change.number,
      },
    },
    { status: 200, body: { data: change.apps ?? [{}] } },
    { status: 200, body: { id: '85201', account_review_status: 'APPROVED' } },
  ];
}

describe('asking Meta how a number is', () => {
  it('keeps what it answers, hourly through a job and at the press of a button', async () => {
    const { deployment, owner, channel, health, factsOf } = await withChannel('5201');
    const { clock, graph } = deployment;
    while (Math.floor(clock.now / 60_000) % 60 !== minuteOf(owner.companyId)) clock.now += 60_000;
    graph.answers.push(...answers());
    await deployment.tick();
    // The other companies of this file have their turns too: not with the answers for this one.
    const { waiting } = deployment.jobs;
    const mine = waiting.filter(({ body }) => JSON.stringify(body).includes(channel.id));
    waiting.splice(0, waiting.length, ...mine);
    await deployment.drainJobs();
    expect(await factsOf()).toMatchObject({
      quality: { rating: 'GREEN' },
      throughput: { level: 'STANDARD', messagesPerSecond: 80 },
      messaging_limit: { tier: 'TIER_10K', peoplePerDay: 10_000 },
      verified_name: { name: 'Sunny Shop' },
      number_status: { status: 'CONNECTED' },
      token: { isValid: true, expiresAtMs: null },
      subscription: { isSubscribed: true },
      account_review: { decision: 'APPROVED' },
    });
    const fresh = await deployment.renew(owner);
    clock.now += 60_000;
    graph.answers.push(...answers({ number: { quality_rating: 'YELLOW' } }));
    const path = `/v1/channels/${channel.id}/health/refresh`;
    const { checkedAtMs, alerts } = await deployment.json<ChannelHealth>(fresh, 'POST', path);
    expect([(checkedAtMs ?? 0) > clock.now - 2_000, alerts.map(({ kind }) => kind)]).toEqual([
      true,
      ['number.quality_medium'],
    ]);
    expect((await health()).checkedAtMs).toBe(checkedAtMs);
  });

  it('tells once of a token that ends, again when it is urgent, and no more when there is a new one', async () => {
    const { deployment, owner, channel, alerts } = await withChannel('5202');
    const { clock, graph } = deployment;
    let person: Person = owner;
    const endsAtMs = clock.now + 10 * DAY_MS;
    const look = async () => {
      person = await deployment.renew(person);
      graph.answers.push(...answers({ token: { expires_at: endsAtMs / 1_000 } }));
      await deployment.json(person, 'POST', `/v1/channels/${channel.id}/health/refresh`);
    };
    const open = async () => (await alerts()).map(({ kind, count }) => [kind, count]);
    await look();
    await look();
    expect(await alerts()).toEqual([{ kind: 'token.expires_soon', severity: 'warning', count: 1 }]);
    clock.now += 8 * DAY_MS;
    await look();
    expect(await open()).toEqual([['token.expires_in_days', 1]]);
    clock.now += 3 * DAY_MS;
    await look();
    expect(await open()).toEqual([['token.expired', 1]]);
    graph.answers.push(
      { status: 200, body: { id: '5202' } },
      { status: 200, body: { data: [{ id: '5202' }] } },
    );
    await deployment.json<Channel>(person, 'PATCH', `/v1/channels/${channel.id}`, {
      accessToken: 'a new one',
    });
    expect(await open()).toEqual([]);
  });

  it('says that webhooks do not arrive: nobody is subscribed, or no status came for what was sent an hour ago', async () => {
    const { deployment, owner, channel, alerts } = await withChannel('5203');
    const { clock, graph } = deployment;
    await deployment.deliver(texts('5203', { id: 'wamid.h1', from: '5511955550999' }));
    await deployment.drain();
    const { items } = await deployment.json<{ items: { id: string }[] }>(owner, 'GET', '/v1/conversations');
    clock.now += 61 * 60_000;
    const person = await deployment.renew(owner);
    await deployment.json(person, 'POST', `/v1/conversations/${items[0]?.id}/messages`, {
      type: 'text',
      text: 'Hi',
    });
    graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.h2' }] } });
    await deployment.drain();
    const look = async (apps: unknown[]) => {
      const now = await deployment.renew(owner);
      graph.answers.push(...answers({ apps }));
      await deployment.json(now, 'POST', `/v1/channels/${channel.id}/health/refresh`);
      return (await alerts()).map(({ kind }) => kind);
    };
    expect(await look([{}])).toEqual([]);
    clock.now += 61 * 60_000;
    expect(await look([])).toEqual(['webhook.not_subscribed', 'webhook.silent']);
    await deployment.deliver(texts('5203', { id: 'wamid.h3', from: '5511955550999' }));
    await deployment.drain();
    expect(await look([{}])).toEqual([]);
  });
});
