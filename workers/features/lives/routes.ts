import * as z from 'zod/mini';
import {
  anyMessageId,
  messageLife,
  operatorLifeQuery,
  operatorToldQuery,
  toldQuery,
  toldReceiverList,
} from '../../contracts/api/message-life.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { listTold, listToldToOperator } from './list-told.ts';
import { tellLife } from './tell-life.ts';
import { tellLifeToOperator } from './tell-life-to-operator.ts';

export const lifeRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/messages/:messageId/life',
    summary:
      'Where a message is, what happened to it, and what will happen next. By our own id or by WhatsApp’s.',
    permission: 'conversations:read',
    params: z.object({ messageId: anyMessageId }),
    answer: messageLife,
    handle: async (ctx, { actor, params }) =>
      ok(
        await tellLife(ctx, actor.companyId, params.messageId, {
          seesWebhooks: actor.permissions.includes('webhooks:read'),
        }),
      ),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/messages/:messageId/told',
    summary: 'What webhooks were told of a message, the oldest first.',
    permission: 'webhooks:read',
    params: z.object({ messageId: anyMessageId }),
    query: toldQuery,
    answer: toldReceiverList,
    handle: async (ctx, { actor, params, query }) =>
      ok(await listTold(ctx, actor.companyId, params.messageId, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/operator/messages/:messageId/told',
    summary: 'The same of a message of any company.',
    permission: 'deployment:operate',
    params: z.object({ messageId: anyMessageId }),
    query: operatorToldQuery,
    answer: toldReceiverList,
    handle: async (ctx, { actor, params, query }) =>
      ok(await listToldToOperator(ctx, query.company ?? actor.companyId, params.messageId, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/operator/messages/:messageId/life',
    summary: 'The same of a message of any company, without what was written.',
    permission: 'deployment:operate',
    params: z.object({ messageId: anyMessageId }),
    query: operatorLifeQuery,
    answer: messageLife,
    handle: async (ctx, { actor, params, query }) =>
      ok(await tellLifeToOperator(ctx, query.company ?? actor.companyId, params.messageId)),
  }),
];
