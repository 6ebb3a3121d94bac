import type { Alert } from '../contracts/api/alerts.ts';
import { raiseAlert, resolveAlert } from '../features/alerts/index.ts';
import { recordFacts } from '../features/channels/index.ts';
import type { Deployment, Person } from './deployment.ts';

/** Uses everything that can be done with a channel's state and its alerts. */
export async function exerciseChannels(
  deployment: Deployment,
  owner: Person,
  channelId: string,
  run: string,
): Promise<void> {
  const { json, clock } = deployment;
  const ctx = deployment.context();
  const trouble = {
    key: `number.quality ${run}`,
    kind: 'number.quality',
    severity: 'warning' as const,
    channelId,
    title: 'Quality fell',
    detail: 'Write less for a while.',
  };
  await raiseAlert(ctx, owner.companyId, trouble);
  const { items } = await json<{ items: Alert[] }>(owner, 'GET', '/v1/alerts');
  await json(owner, 'GET', '/v1/alerts?state=all&limit=1');
  await json(owner, 'POST', `/v1/alerts/${items[0]?.id}/acknowledge`);
  await json(owner, 'POST', `/v1/alerts/${items[0]?.id}/resolve`);
  await raiseAlert(ctx, owner.companyId, trouble);
  await resolveAlert(ctx, owner.companyId, trouble.key);
  await json(owner, 'GET', `/v1/channels/${channelId}/health`);
  await json(owner, 'POST', `/v1/channels/${channelId}/health/refresh`);
  const spare = `${run}77`;
  const values = { phoneNumberId: spare, wabaId: `8${spare}`, accessToken: 'token' };
  await json(owner, 'POST', '/v1/channels/check', values);
  const connect = () =>
    json<{ id: string }>(owner, 'POST', '/v1/channels', {
      ...values,
      kind: 'cloud',
      name: 'Spare',
      displayPhoneNumber: '+1 555 010 0077',
      skipVerification: true,
    });
  const { id } = await connect();
  await json(owner, 'PATCH', `/v1/channels/${id}`, { name: 'Spare number' });
  await deployment.call(owner, 'DELETE', `/v1/channels/${id}`);
  await connect();
  await deployment.call(owner, 'DELETE', `/v1/channels/${id}`);
  // What was received just now, and not all that the company was given before.
  const range = { fromMs: clock.now - 10_000, toMs: clock.now + 1_000 };
  const replay = await json<{ id: string }>(owner, 'POST', '/v1/replays', { ...range, channelId });
  await deployment.drainJobs();
  await json(owner, 'GET', `/v1/replays/${replay.id}`);
  await json(owner, 'GET', '/v1/replays');
  await json(owner, 'POST', `/v1/replays/${replay.id}/cancel`);
  await recordFacts(ctx, owner.companyId, channelId, [
    { fact: 'quality', value: { rating: `RATING_${run}` }, asOfMs: clock.now },
  ]);
}
