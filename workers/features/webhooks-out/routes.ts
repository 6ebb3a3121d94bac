import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/webhooks.ts';
import { outgoingEventId, webhookId } from '../../contracts/ids.ts';
import { accepted, created, endpoint, noContent, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteWebhookWithLog } from './delete-webhook.ts';
import { editWebhook, getWebhook, rotateSecret } from './edit-webhook.ts';
import { getDelivery, listDeliveries } from './list-deliveries.ts';
import { listWebhookRows } from './queries.ts';
import { redriveDelivery, redriveFailed } from './redrive-deliveries.ts';
import { webhookOf } from './rules.ts';
import { testWebhook } from './test-webhook.ts';

const params = z.object({ webhookId });
const deliveryParams = z.object({ webhookId, deliveryId: outgoingEventId });

export const webhookRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/webhooks',
    summary: 'Addresses that are told of what happens.',
    permission: 'webhooks:read',
    answer: contracts.webhookList,
    async handle(ctx, { actor }) {
      const rows = await listWebhookRows(ctx.tenant(actor.companyId));
      return ok({ items: rows.map(webhookOf), nextCursor: null });
    },
  }),
  endpoint({
    method: 'POST',
    path: '/v1/webhooks',
    summary: 'Tell an address of what happens. The only answer that shows the secret.',
    permission: 'webhooks:write',
    body: contracts.createWebhookRequest,
    answer: contracts.webhookWithSecret,
    handle: async (ctx, { actor, body }) => created(await createWebhook(ctx, actor, body)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/webhooks/:webhookId',
    summary: 'One webhook.',
    permission: 'webhooks:read',
    params,
    answer: contracts.webhook,
    handle: async (ctx, { actor, params }) =>
      ok(webhookOf(await getWebhook(ctx, actor.companyId, params.webhookId))),
  }),
  endpoint({
    method: 'PATCH',
    path: '/v1/webhooks/:webhookId',
    summary: 'Change a webhook, or switch it on or off.',
    permission: 'webhooks:write',
    params,
    body: contracts.editWebhookRequest,
    answer: contracts.webhook,
    handle: async (ctx, { actor, params, body }) =>
      ok(await editWebhook(ctx, actor.companyId, params.webhookId, body)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/webhooks/:webhookId/rotate-secret',
    summary: 'A new secret; for a day the old one signs as well.',
    permission: 'webhooks:write',
    params,
    answer: contracts.webhookWithSecret,
    handle: async (ctx, { actor, params }) => ok(await rotateSecret(ctx, actor.companyId, params.webhookId)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/webhooks/:webhookId/test',
    summary: 'Send a test event.',
    permission: 'webhooks:write',
    params,
    answer: contracts.webhookDelivery,
    handle: async (ctx, { actor, params }) =>
      accepted(await testWebhook(ctx, actor.companyId, params.webhookId)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/webhooks/:webhookId/deliveries',
    summary: 'What a webhook was told, the newest first.',
    permission: 'webhooks:read',
    params,
    query: contracts.webhookDeliveryQuery,
    answer: contracts.webhookDeliveryList,
    handle: async (ctx, { actor, params, query }) =>
      ok(await listDeliveries(ctx, actor.companyId, params.webhookId, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/webhooks/:webhookId/deliveries/:deliveryId',
    summary: 'One delivery with what is sent, masked.',
    permission: 'webhooks:read',
    params: deliveryParams,
    answer: contracts.inspectedDelivery,
    handle: async (ctx, { actor, params }) =>
      ok(await getDelivery(ctx, actor.companyId, params.webhookId, params.deliveryId)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/webhooks/:webhookId/deliveries/:deliveryId/redrive',
    summary: 'Send a delivery again, under the same id.',
    permission: 'webhooks:write',
    params: deliveryParams,
    answer: contracts.webhookDelivery,
    handle: async (ctx, { actor, params }) =>
      accepted(await redriveDelivery(ctx, actor.companyId, params.webhookId, params.deliveryId)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/webhooks/:webhookId/redrive',
    summary: 'Send all failed deliveries again.',
    permission: 'webhooks:write',
    params,
    answer: contracts.redriveDeliveries,
    handle: async (ctx, { actor, params }) =>
      accepted(await redriveFailed(ctx, actor.companyId, params.webhookId)),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/webhooks/:webhookId',
    summary: 'Delete a webhook with its log.',
    permission: 'webhooks:write',
    params,
    async handle(ctx, { actor, params }) {
      await deleteWebhookWithLog(ctx, actor.companyId, params.webhookId);
      return noContent();
    },
  }),
];
