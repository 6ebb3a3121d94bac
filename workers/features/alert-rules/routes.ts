import * as contracts from '../../contracts/api/alert-settings.ts';
import { ALERT_SCOPES } from '../../contracts/api/alert-scopes.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { changeSettings } from './change-settings.ts';
import { getSettings } from './get-settings.ts';

export const alertRuleRoutes: readonly Endpoint[] = ALERT_SCOPES.flatMap(({ prefix, whose, write, of }) => [
  endpoint({
    method: 'GET',
    path: `${prefix}/alert-settings`,
    summary: `What alerts are raised of for ${whose}, and who is told.`,
    permission: write,
    answer: contracts.alertSettings,
    handle: async (ctx, { actor }) => ok(await getSettings(ctx, of(actor))),
  }),
  endpoint({
    method: 'PUT',
    path: `${prefix}/alert-settings`,
    summary: `Say what alerts are raised of for ${whose}, and who is told.`,
    permission: write,
    body: contracts.changeAlertSettings,
    answer: contracts.alertSettings,
    handle: async (ctx, { actor, body }) => ok(await changeSettings(ctx, of(actor), body)),
  }),
]);
