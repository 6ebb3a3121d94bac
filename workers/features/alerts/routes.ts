import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/alerts.ts';
import { alertId, DEPLOYMENT } from '../../contracts/ids.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { decideAlert } from './decide-alert.ts';
import { listAlerts } from './list-alerts.ts';

const params = z.object({ alertId });

export const alertRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/alerts',
    summary:
      'What administrators must know: open troubles with the worst first, or all with the newest first.',
    permission: 'channels:read',
    query: contracts.alertQuery,
    answer: contracts.alertList,
    handle: async (ctx, { actor, query }) => ok(await listAlerts(ctx, actor.companyId, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/alerts/:alertId/acknowledge',
    summary: 'Say that somebody looks after it. It stays open.',
    permission: 'channels:write',
    params,
    answer: contracts.alert,
    handle: async (ctx, { actor, params: { alertId: id } }) =>
      ok(await decideAlert(ctx, actor, id, 'acknowledge')),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/alerts/:alertId/resolve',
    summary: 'Say that the trouble is over. When it happens again, another alert opens.',
    permission: 'channels:write',
    params,
    answer: contracts.alert,
    handle: async (ctx, { actor, params: { alertId: id } }) =>
      ok(await decideAlert(ctx, actor, id, 'resolve')),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/operator/alerts',
    summary: 'What operators must know of the whole deployment.',
    permission: 'deployment:operate',
    query: contracts.alertQuery,
    answer: contracts.alertList,
    handle: async (ctx, { query }) => ok(await listAlerts(ctx, DEPLOYMENT, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/operator/alerts/:alertId/acknowledge',
    summary: 'Say that somebody looks after an alert of the deployment. It stays open.',
    permission: 'deployment:operate',
    params,
    answer: contracts.alert,
    handle: async (ctx, { actor, params: { alertId: id } }) =>
      ok(await decideAlert(ctx, { ...actor, companyId: DEPLOYMENT }, id, 'acknowledge')),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/operator/alerts/:alertId/resolve',
    summary: 'Say that a trouble of the deployment is over.',
    permission: 'deployment:operate',
    params,
    answer: contracts.alert,
    handle: async (ctx, { actor, params: { alertId: id } }) =>
      ok(await decideAlert(ctx, { ...actor, companyId: DEPLOYMENT }, id, 'resolve')),
  }),
];
