import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/media.ts';
import * as messageContracts from '../../contracts/api/messages.ts';
import { conversationId, messageId } from '../../contracts/ids.ts';
import { accepted, endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { listLinks } from './list-links.ts';
import { retryMedia } from './retry-media.ts';

export const mediaRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/v1/conversations/:conversationId/media-links',
    summary: 'Short-lived addresses of the files of messages. Files that are not there are left out.',
    permission: 'conversations:read',
    params: z.object({ conversationId }),
    body: contracts.mediaLinksRequest,
    answer: contracts.mediaLinkList,
    handle: async (ctx, { actor, params, body }) =>
      ok(await listLinks(ctx, actor.companyId, { ...params, ...body })),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/conversations/:conversationId/messages/:messageId/media/retry',
    summary: 'Fetch the file of a message again, after that failed.',
    permission: 'conversations:write',
    params: z.object({ conversationId, messageId }),
    answer: messageContracts.message,
    handle: async (ctx, { actor, params }) =>
      accepted(
        await retryMedia(ctx, actor, {
          conversationId: params.conversationId,
          id: params.messageId,
        }),
      ),
  }),
];
