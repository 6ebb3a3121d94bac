import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/alerts.ts';
import { ALERT_SCOPES } from '../../contracts/api/alert-scopes.ts';
import { alertId } from '../../contracts/ids.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { decideAlert } from './decide-alert.ts';
import { listAlerts } from './list-alerts.ts';

const params = z.object({ alertId });

export const alertRoutes: readonly Endpoint[] = ALERT_SCOPES.flatMap(({ prefix, whose, read, write, of }) => [
  endpoint({
    method: 'GET',
    path: `${prefix}/alerts`,
    summary: `What must be known of ${whose}: open troubles with the worst first, or all with the newest first.`,
    permission: read,
    query: contracts.alertQuery,
    answer: contracts.alertList,
    handle: async (ctx, { actor, query }) => ok(await listAlerts(ctx, of(actor), query)),
  }),
  endpoint({
    method: 'POST',
    path: `${prefix}/alerts/:alertId/acknowledge`,
    summary: `Say that somebody looks after an alert of ${whose}. It stays open.`,
    permission: write,
    params,
    answer: contracts.alert,
    handle: async (ctx, { actor, params: { alertId: id } }) =>
      ok(await decideAlert(ctx, { ...actor, companyId: of(actor) }, id, 'acknowledge')),
  }),
  endpoint({
    method: 'POST',
    path: `${prefix}/alerts/:alertId/resolve`,
    summary: `Say that a trouble of ${whose} is over. When it happens again, another alert opens.`,
    permission: write,
    params,
    answer: contracts.alert,
    handle: async (ctx, { actor, params: { alertId: id } }) =>
      ok(await decideAlert(ctx, { ...actor, companyId: of(actor) }, id, 'resolve')),
  }),
]);
