import * as z from 'zod/mini';
import * as conversationContracts from '../../contracts/api/conversations.ts';
import * as messageContracts from '../../contracts/api/messages.ts';
import { outboundContent } from '../../contracts/api/outbound.ts';
import { wholeContentAnswer } from '../../contracts/api/whole-content.ts';
import { stoppedSends } from '../../contracts/api/stopped-sends.ts';
import { channelId, conversationId, messageId } from '../../contracts/ids.ts';
import { accepted, created, endpoint, noContent, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { BadRequestError } from '../../platform/errors.ts';
import { countStopped } from './count-stopped.ts';
import { decideUnknown } from './decide-unknown.ts';
import { editConversation } from './edit-conversation.ts';
import { getWholeContent } from './get-whole-content.ts';
import { getConversation } from './get-conversation.ts';
import { listConversations } from './list-conversations.ts';
import { listMessages } from './list-messages.ts';
import { listParticipants } from './list-participants.ts';
import { markRead } from './mark-read.ts';
import { queueMessage } from './queue-message.ts';
import { resendStopped } from './resend-stopped.ts';
import { retryMessage } from './retry-message.ts';
import { startConversation } from './start-conversation.ts';
import { tellTyping } from './tell-typing.ts';

const params = z.object({ conversationId });

export const conversationRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/conversations',
    summary: 'The inbox, the newest first.',
    permission: 'conversations:read',
    query: conversationContracts.conversationQuery,
    answer: conversationContracts.conversationList,
    handle: async (ctx, { actor, query }) => ok(await listConversations(ctx, actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/conversations',
    summary: 'Begin a conversation with a number, or find the one there is.',
    permission: 'conversations:write',
    body: conversationContracts.startConversationRequest,
    answer: conversationContracts.conversation,
    async handle(ctx, { actor, body }) {
      const { conversation, isNew } = await startConversation(ctx, actor, body);
      return isNew ? created(conversation) : ok(conversation);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/v1/conversations/:conversationId',
    summary: 'One conversation.',
    permission: 'conversations:read',
    params,
    answer: conversationContracts.conversation,
    handle: async (ctx, { actor, params }) =>
      ok(await getConversation(ctx, actor.companyId, params.conversationId)),
  }),
  endpoint({
    method: 'PATCH',
    path: '/v1/conversations/:conversationId',
    summary: 'Assign, resolve, reopen or snooze.',
    permission: 'conversations:write',
    params,
    body: conversationContracts.updateConversationRequest,
    answer: conversationContracts.conversation,
    handle: async (ctx, { actor, params, body }) =>
      ok(await editConversation(ctx, actor, params.conversationId, body)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/conversations/:conversationId/participants',
    summary: 'Who is in a group, whoever wrote last first; then who has left it.',
    permission: 'conversations:read',
    params,
    answer: conversationContracts.participantList,
    handle: async (ctx, { actor, params }) =>
      ok(await listParticipants(ctx, actor.companyId, params.conversationId)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/conversations/:conversationId/read',
    summary: 'Mark everything in the conversation as read.',
    permission: 'conversations:write',
    params,
    async handle(ctx, { actor, params }) {
      await markRead(ctx, actor, params.conversationId);
      return noContent();
    },
  }),
  endpoint({
    method: 'POST',
    path: '/v1/conversations/:conversationId/typing',
    summary: 'Show the customer that an answer is being written, for up to 25 seconds.',
    permission: 'conversations:write',
    params,
    async handle(ctx, { actor, params }) {
      await tellTyping(ctx, actor.companyId, params.conversationId);
      return noContent();
    },
  }),
  endpoint({
    method: 'GET',
    path: '/v1/conversations/:conversationId/messages',
    summary: 'The thread, the newest message first.',
    permission: 'conversations:read',
    params,
    query: messageContracts.messageQuery,
    answer: messageContracts.messageList,
    handle: async (ctx, { actor, params, query }) =>
      ok(await listMessages(ctx, actor.companyId, params.conversationId, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/conversations/:conversationId/messages',
    summary: 'Send a message. Give an `Idempotency-Key`, so that a repeated request never sends twice.',
    permission: 'conversations:write',
    params,
    body: outboundContent,
    answer: messageContracts.message,
    handle: async (ctx, { actor, params, body, request }) =>
      accepted(await queueMessage(ctx, actor, params.conversationId, body, readIdempotencyKey(request))),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/conversations/:conversationId/messages/:messageId/content',
    summary:
      'All of a message’s content in Meta’s shape, also where the message itself has only its beginning.',
    permission: 'conversations:read',
    params: z.object({ conversationId, messageId }),
    answer: wholeContentAnswer,
    handle: async (ctx, { actor, params }) =>
      ok(
        await getWholeContent(ctx, actor.companyId, {
          conversationId: params.conversationId,
          id: params.messageId,
        }),
      ),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/channels/:channelId/stopped-sends',
    summary: 'How much failed because the number could not send, and may be sent again.',
    permission: 'channels:read',
    params: z.object({ channelId }),
    answer: stoppedSends,
    handle: async (ctx, { actor, params }) => ok(await countStopped(ctx, actor.companyId, params.channelId)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/channels/:channelId/stopped-sends/resend',
    summary: 'Send again what failed because the number could not send; each message once.',
    permission: 'channels:write',
    params: z.object({ channelId }),
    answer: stoppedSends,
    handle: async (ctx, { actor, params }) => accepted(await resendStopped(ctx, actor, params.channelId)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/conversations/:conversationId/messages/:messageId/retry',
    summary: 'Send a failed message again.',
    permission: 'conversations:write',
    params: z.object({ conversationId, messageId }),
    answer: messageContracts.message,
    handle: async (ctx, { actor, params }) =>
      accepted(
        await retryMessage(ctx, actor, { conversationId: params.conversationId, id: params.messageId }),
      ),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/conversations/:conversationId/messages/:messageId/decision',
    summary:
      'Say what became of a message whose status is `unknown`: it was sent, or it is to be sent again.',
    permission: 'conversations:write',
    params: z.object({ conversationId, messageId }),
    body: messageContracts.decisionRequest,
    answer: messageContracts.message,
    handle: async (ctx, { actor, params, body }) =>
      ok(
        await decideUnknown(
          ctx,
          actor,
          { conversationId: params.conversationId, id: params.messageId },
          body,
        ),
      ),
  }),
];

function readIdempotencyKey(request: Request): string | null {
  const header = request.headers.get('idempotency-key');
  if (header === null) return null;
  const parsed = messageContracts.idempotencyKey.safeParse(header);
  if (parsed.success) return parsed.data;
  const message = `Use 1 to ${messageContracts.MAX_IDEMPOTENCY_KEY_CHARACTERS} visible ASCII characters.`;
  throw new BadRequestError('invalid_idempotency_key', `Idempotency-Key: ${message}`, {
    fields: [{ path: 'Idempotency-Key', message }],
  });
}
