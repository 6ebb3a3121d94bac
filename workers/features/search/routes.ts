import * as z from 'zod/mini';
import {
  foundMessageList,
  messagesAround,
  messagesAroundQuery,
  messageSearchQuery,
} from '../../contracts/api/search.ts';
import { conversationId, messageId } from '../../contracts/ids.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { listAround } from './list-around.ts';
import { searchMessages } from './search-messages.ts';

export const searchRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/search/messages',
    summary: 'Messages that contain these words, the newest first.',
    permission: 'conversations:read',
    query: messageSearchQuery,
    answer: foundMessageList,
    handle: async (ctx, { actor, query }) => ok(await searchMessages(ctx, actor.companyId, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/conversations/:conversationId/messages/around/:messageId',
    summary: 'One message with those before and after it, the newest first.',
    permission: 'conversations:read',
    params: z.object({ conversationId, messageId }),
    query: messagesAroundQuery,
    answer: messagesAround,
    handle: async (ctx, { actor, params, query }) =>
      ok(await listAround(ctx, actor.companyId, params, query.limit)),
  }),
];
