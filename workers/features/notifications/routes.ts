import * as z from 'zod/mini';
import { notificationList } from '../../contracts/api/notifications.ts';
import { alertId, DEPLOYMENT } from '../../contracts/ids.ts';
import type { Permission } from '../../contracts/api/access.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { listNotifications } from './list-notifications.ts';
import { sendTest } from './send-test.ts';

const query = z.strictObject({ alertId: z.optional(alertId) });

/** What is told of alerts: of the caller's company, or for operators of the whole deployment. */
const scopes: readonly {
  prefix: '/v1' | '/v1/operator';
  permission: Permission;
  of: (actor: { companyId: string }) => string;
}[] = [
  { prefix: '/v1', permission: 'channels:write', of: ({ companyId }) => companyId },
  { prefix: '/v1/operator', permission: 'deployment:operate', of: () => DEPLOYMENT },
];

export const notificationRoutes: readonly Endpoint[] = scopes.flatMap(({ prefix, permission, of }) => [
  endpoint({
    method: 'GET',
    path: `${prefix}/alert-notifications`,
    summary: 'Who was told of which alert, the newest first.',
    permission,
    query,
    answer: notificationList,
    handle: async (ctx, { actor, query: { alertId: id } }) => ok(await listNotifications(ctx, of(actor), id)),
  }),
  endpoint({
    method: 'POST',
    path: `${prefix}/alert-settings/test`,
    summary: 'Send a test to everybody who is told of alerts. Answers what became of it.',
    permission,
    answer: notificationList,
    handle: async (ctx, { actor }) => ok(await sendTest(ctx, of(actor))),
  }),
]);
