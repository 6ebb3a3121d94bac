import * as z from 'zod/mini';
import { notificationList } from '../../contracts/api/notifications.ts';
import { alertId } from '../../contracts/ids.ts';
import { ALERT_SCOPES } from '../../contracts/api/alert-scopes.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { listNotifications } from './list-notifications.ts';
import { sendTest } from './send-test.ts';

const query = z.strictObject({ alertId: z.optional(alertId) });

export const notificationRoutes: readonly Endpoint[] = ALERT_SCOPES.flatMap(
  ({ prefix, whose, write, of }) => [
    endpoint({
      method: 'GET',
      path: `${prefix}/alert-notifications`,
      summary: `Who was told of which alert of ${whose}, the newest first.`,
      permission: write,
      query,
      answer: notificationList,
      handle: async (ctx, { actor, query: { alertId: id } }) =>
        ok(await listNotifications(ctx, of(actor), id)),
    }),
    endpoint({
      method: 'POST',
      path: `${prefix}/alert-settings/test`,
      summary: `Send a test to everybody who is told of alerts of ${whose}. Answers what became of it.`,
      permission: write,
      answer: notificationList,
      handle: async (ctx, { actor }) => ok(await sendTest(ctx, of(actor))),
    }),
  ],
);
