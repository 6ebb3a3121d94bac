import * as z from 'zod/mini';
import { anyMessageId, messageLife } from '../../contracts/api/message-life.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { tellLife } from './tell-life.ts';

export const lifeRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/messages/:messageId/life',
    summary:
      'Where a message is, what happened to it, and what will happen next. By our own id or by WhatsApp’s.',
    permission: 'conversations:read',
    params: z.object({ messageId: anyMessageId }),
    answer: messageLife,
    handle: async (ctx, { actor, params }) => ok(await tellLife(ctx, actor.companyId, params.messageId)),
  }),
];
