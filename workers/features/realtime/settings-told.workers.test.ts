import { expect, it } from 'vitest';
import type { AlertSettings } from '../../contracts/api/alert-settings.ts';
import type { CompanyEventList } from '../../contracts/api/events.ts';
import type { EventSourceWithAddress } from '../../contracts/api/incoming-events.ts';
import type { WebhookWithSecret } from '../../contracts/api/webhooks.ts';
import { openOffice, type Office } from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';
import { drainLog } from './drain-logs.ts';

const BEYOND = Number.MAX_SAFE_INTEGER;

/** Which settings the work told of, by the log and again by whoever goes by it. */
async function told({ deployment, owner }: Office, work: () => Promise<unknown>): Promise<string[]> {
  const events = (after: number) =>
    deployment.json<CompanyEventList>(owner, 'GET', `/v1/events?after=${after}`);
  const { lastSeq } = await events(BEYOND);
  await work();
  const { items } = await events(lastSeq);
  return items.flatMap(({ changes }) =>
    changes.flatMap((one) => (one.entity === 'settings' ? [one.id] : [])),
  );
}

it('whoever changes alert rules, webhooks or sources of events tells everybody who has them open', async () => {
  const office = await openOffice();
  const { deployment, owner, number } = office;
  const json = <T>(method: string, path: string, body?: unknown) =>
    deployment.json<T>(owner, method, path, body);
  const call = (method: string, path: string, body?: unknown) => deployment.call(owner, method, path, body);

  const { rules, notify, version } = await json<AlertSettings>('GET', '/v1/alert-settings');
  const save = () => call('PUT', '/v1/alert-settings', { rules, notify, version });
  expect(await told(office, save)).toEqual(['alerts']);
  // The same again is of an older version: refused, and nobody is told of it.
  expect(await told(office, save)).toEqual([]);

  let webhook: WebhookWithSecret | undefined;
  const url = `${testVars.META_GRAPH_URL}/receivers/${number}`;
  const create = async () => {
    webhook = await json('POST', '/v1/webhooks', { url, events: ['*'] });
  };
  expect(await told(office, create)).toEqual(['webhooks']);
  const path = `/v1/webhooks/${webhook?.id}`;
  expect(await told(office, () => call('PATCH', path, { version: 1, isEnabled: false }))).toEqual([
    'webhooks',
  ]);
  expect(await told(office, () => call('PATCH', path, { version: 1, isEnabled: true }))).toEqual([]);
  expect(await told(office, () => call('POST', `${path}/rotate-secret`))).toEqual(['webhooks']);
  expect(await told(office, () => call('DELETE', path))).toEqual(['webhooks']);

  let source: EventSourceWithAddress | undefined;
  const add = async () => {
    source = await json('POST', '/v1/event-sources', { name: 'Shop' });
  };
  expect(await told(office, add)).toEqual(['event_sources']);
  const at = `/v1/event-sources/${source?.id}`;
  expect(await told(office, () => call('PATCH', at, { version: 1, name: 'Store' }))).toEqual([
    'event_sources',
  ]);
  expect(await told(office, () => call('POST', `${at}/rotate`, { what: 'token' }))).toEqual([
    'event_sources',
  ]);
  expect(await told(office, () => call('DELETE', at))).toEqual(['event_sources']);
});

it('settings whose telling was interrupted are told again from the log', async () => {
  const { deployment, owner } = await openOffice();
  await deployment.json(owner, 'POST', '/v1/event-sources', { name: 'Shop' });
  deployment.clock.now += 60_000;
  const again: string[] = [];
  const publish = (_: string, { settings = [] }: { settings?: readonly string[] }) => {
    again.push(...settings);
    return Promise.resolve();
  };
  await drainLog({ ...deployment.context(), publish }, owner.companyId);
  expect(again).toEqual(['event_sources']);
});
