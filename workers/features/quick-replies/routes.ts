import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/quick-replies.ts';
import { quickReplyId } from '../../contracts/ids.ts';
import { created, endpoint, noContent, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { createQuickReply } from './create-quick-reply.ts';
import { deleteQuickReply } from './delete-quick-reply.ts';
import { editQuickReply } from './edit-quick-reply.ts';
import { listQuickReplies } from './list-quick-replies.ts';

const params = z.object({ quickReplyId });

export const quickReplyRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/quick-replies',
    summary: 'Texts that are sent again and again, by their shortcuts.',
    permission: 'conversations:read',
    query: contracts.quickReplyQuery,
    answer: contracts.quickReplyList,
    handle: async (ctx, { actor, query }) => ok(await listQuickReplies(ctx, actor.companyId, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/quick-replies',
    summary: 'Keep a text as a quick reply.',
    permission: 'conversations:write',
    body: contracts.createQuickReplyRequest,
    answer: contracts.quickReply,
    handle: async (ctx, { actor, body }) => created(await createQuickReply(ctx, actor, body)),
  }),
  endpoint({
    method: 'PATCH',
    path: '/v1/quick-replies/:quickReplyId',
    summary: 'Change a quick reply.',
    permission: 'conversations:write',
    params,
    body: contracts.editQuickReplyRequest,
    answer: contracts.quickReply,
    handle: async (ctx, { actor, params, body }) =>
      ok(await editQuickReply(ctx, actor, params.quickReplyId, body)),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/quick-replies/:quickReplyId',
    summary: 'Delete a quick reply.',
    permission: 'conversations:write',
    params,
    async handle(ctx, { actor, params }) {
      await deleteQuickReply(ctx, actor, params.quickReplyId);
      return noContent();
    },
  }),
];
