import * as contracts from '../../contracts/api/alert-settings.ts';
import type { Permission } from '../../contracts/api/access.ts';
import { DEPLOYMENT } from '../../contracts/ids.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { changeSettings } from './change-settings.ts';
import { getSettings } from './get-settings.ts';

/** Of the caller's company, or for operators of the whole deployment. */
const scopes: readonly {
  prefix: '/v1' | '/v1/operator';
  permission: Permission;
  of: (actor: { companyId: string }) => string;
}[] = [
  { prefix: '/v1', permission: 'channels:write', of: ({ companyId }) => companyId },
  { prefix: '/v1/operator', permission: 'deployment:operate', of: () => DEPLOYMENT },
];

export const alertRuleRoutes: readonly Endpoint[] = scopes.flatMap(({ prefix, permission, of }) => [
  endpoint({
    method: 'GET',
    path: `${prefix}/alert-settings`,
    summary: 'What alerts are raised of, and who is told.',
    permission,
    answer: contracts.alertSettings,
    handle: async (ctx, { actor }) => ok(await getSettings(ctx, of(actor))),
  }),
  endpoint({
    method: 'PUT',
    path: `${prefix}/alert-settings`,
    summary: 'Say what alerts are raised of, and who is told.',
    permission,
    body: contracts.changeAlertSettings,
    answer: contracts.alertSettings,
    handle: async (ctx, { actor, body }) => ok(await changeSettings(ctx, of(actor), body)),
  }),
]);
