import * as z from 'zod/mini';
import {
  me,
  member,
  metaApp,
  session,
  type LoginRequest,
  type MetaAppRequest,
} from '../../../workers/contracts/api/access.ts';
import { channelHealth } from '../../../workers/contracts/api/channel-health.ts';
import { channelSending } from '../../../workers/contracts/api/channel-sending.ts';
import { replay, replayList, type CreateReplayRequest } from '../../../workers/contracts/api/replays.ts';
import { stoppedSends } from '../../../workers/contracts/api/stopped-sends.ts';
import { channelBreaker } from '../../../workers/contracts/api/breaker.ts';
import {
  channel,
  channelChecks,
  channelEventList,
  channelList,
  type CHANNEL_EVENT_KINDS,
  type CheckChannelRequest,
  type CreateChannelRequest,
  type RepairChannelRequest,
  type UpdateChannelRequest,
} from '../../../workers/contracts/api/channels.ts';
import {
  signedUpChannel,
  signupOffer,
  type EmbeddedSignupRequest,
} from '../../../workers/contracts/api/embedded-signup.ts';
import {
  contact,
  contactList,
  type UpdateContactRequest,
  contactMergeList,
  knownIdentifierList,
  mergePreview,
  type SaveContactRequest,
} from '../../../workers/contracts/api/contacts.ts';
import {
  conversation,
  conversationList,
  participantList,
  type ConversationStatus,
  type StartConversationRequest,
  type UpdateConversationRequest,
} from '../../../workers/contracts/api/conversations.ts';
import { companyEventList } from '../../../workers/contracts/api/events.ts';
import {
  mediaLinkList,
  upload as uploadShape,
  type UploadQuery,
} from '../../../workers/contracts/api/media.ts';
import { messageLife, toldReceiverList } from '../../../workers/contracts/api/message-life.ts';
import { message, messageList, type DecisionRequest } from '../../../workers/contracts/api/messages.ts';
import type { SendableContent } from '../features/conversations/sendable.ts';
import {
  quickReply,
  quickReplyList,
  type CreateQuickReplyRequest,
  type EditQuickReplyRequest,
} from '../../../workers/contracts/api/quick-replies.ts';
import { foundMessageList, messagesAround } from '../../../workers/contracts/api/search.ts';
import { wholeContentAnswer } from '../../../workers/contracts/api/whole-content.ts';
import { ticketResponse } from '../../../workers/contracts/realtime.ts';
import { createAlertsApi, type AlertScope } from './alerts-api.ts';
import type { ApiClient } from './client.ts';
import { createOperationsApi } from './operations-api.ts';
import { createTemplatesApi } from './templates-api.ts';
import type { UploadRequest } from './upload.ts';

export interface ConversationListQuery {
  status: ConversationStatus | 'all';
  contactId?: string | undefined;
  assignee?: string | undefined;
  channelId?: string | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

export interface MessageSearch {
  q: string;
  contactId?: string | undefined;
  channelId?: string | undefined;
  authorId?: string | undefined;
  after?: number | undefined;
  before?: number | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

const memberList = z.object({ items: z.array(member) });
const SEND_TIMEOUT_MS = 15_000;

export type Api = ReturnType<typeof createApi>;

/** The routes that the dashboard calls, by name. */
export const createApi = ({ call, callAnonymously, upload }: ApiClient) => ({
  ...createOperationsApi(call),
  ...createTemplatesApi(call),

  signIn: (body: LoginRequest) =>
    callAnonymously({ method: 'POST', path: '/v1/auth/login', body, answer: session }),
  signOut: () => callAnonymously({ method: 'POST', path: '/v1/auth/logout' }),
  getMe: () => call({ method: 'GET', path: '/v1/me', answer: me }),
  listMembers: () => call({ method: 'GET', path: '/v1/members', answer: memberList }),

  listConversations: (query: ConversationListQuery) =>
    call({ method: 'GET', path: '/v1/conversations', query: { ...query }, answer: conversationList }),
  getConversation: (id: string) =>
    call({ method: 'GET', path: `/v1/conversations/${id}`, answer: conversation }),
  startConversation: (body: StartConversationRequest) =>
    call({ method: 'POST', path: '/v1/conversations', body, answer: conversation }),
  updateConversation: (id: string, body: UpdateConversationRequest) =>
    call({ method: 'PATCH', path: `/v1/conversations/${id}`, body, answer: conversation }),
  showTyping: (id: string) => call({ method: 'POST', path: `/v1/conversations/${id}/typing` }),
  markConversationRead: (id: string) => call({ method: 'POST', path: `/v1/conversations/${id}/read` }),

  listMessages: (conversationId: string, query: { cursor?: string | undefined; limit?: number }) =>
    call({ method: 'GET', path: `/v1/conversations/${conversationId}/messages`, query, answer: messageList }),
  uploadFile: (
    body: Blob,
    query: Pick<UploadQuery, 'kind' | 'filename' | 'voice' | 'durationMs' | 'waveform'>,
    { onProgress, signal }: Pick<UploadRequest, 'onProgress' | 'signal'>,
  ) => upload({ path: '/v1/uploads', query, body, onProgress, signal, answer: uploadShape }),
  sendMessage: (conversationId: string, content: SendableContent, idempotencyKey: string) =>
    call({
      method: 'POST',
      path: `/v1/conversations/${conversationId}/messages`,
      body: content,
      idempotencyKey,
      timeoutMs: SEND_TIMEOUT_MS,
      answer: message,
    }),
  retryMessage: (conversationId: string, messageId: string) =>
    call({
      method: 'POST',
      path: `/v1/conversations/${conversationId}/messages/${messageId}/retry`,
      answer: message,
    }),

  searchMessages: (query: MessageSearch) =>
    call({ method: 'GET', path: '/v1/search/messages', query: { ...query }, answer: foundMessageList }),
  linkMedia: (conversationId: string, messageIds: string[]) =>
    call({
      method: 'POST',
      path: `/v1/conversations/${conversationId}/media-links`,
      body: { messageIds },
      answer: mediaLinkList,
    }),
  decideMessage: (conversationId: string, messageId: string, outcome: DecisionRequest['outcome']) =>
    call({
      method: 'POST',
      path: `/v1/conversations/${conversationId}/messages/${messageId}/decision`,
      body: { outcome },
      answer: message,
    }),
  getWholeContent: (conversationId: string, messageId: string) =>
    call({
      method: 'GET',
      path: `/v1/conversations/${conversationId}/messages/${messageId}/content`,
      answer: wholeContentAnswer,
    }),
  retryMedia: (conversationId: string, messageId: string) =>
    call({
      method: 'POST',
      path: `/v1/conversations/${conversationId}/messages/${messageId}/media/retry`,
      answer: message,
    }),

  listParticipants: (conversationId: string) =>
    call({
      method: 'GET',
      path: `/v1/conversations/${conversationId}/participants`,
      answer: participantList,
    }),

  /** By our own id or by WhatsApp's. Operators name the company of one that is not theirs. */
  tellLife: (messageId: string, company = '') =>
    call({
      method: 'GET',
      path: `/v1/${company === '' ? '' : 'operator/'}messages/${encodeURIComponent(messageId)}/life`,
      query: company === '' ? {} : { company },
      answer: messageLife,
    }),

  /** More of what webhooks were told of a message. */
  listTold: (messageId: string, company: string, cursor: string) =>
    call({
      method: 'GET',
      path: `/v1/${company === '' ? '' : 'operator/'}messages/${encodeURIComponent(messageId)}/told`,
      query: company === '' ? { cursor } : { company, cursor },
      answer: toldReceiverList,
    }),

  /** `limit`: how many on each side. */
  listMessagesAround: (conversationId: string, messageId: string, limit?: number) =>
    call({
      method: 'GET',
      path: `/v1/conversations/${conversationId}/messages/around/${messageId}`,
      query: { limit },
      answer: messagesAround,
    }),

  listMerges: (contactId: string) =>
    call({ method: 'GET', path: `/v1/contacts/${contactId}/merges`, answer: contactMergeList }),
  previewMerge: (contactId: string, otherContactId: string) =>
    call({
      method: 'GET',
      path: `/v1/contacts/${contactId}/merge-preview`,
      query: { otherContactId },
      answer: mergePreview,
    }),
  listIdentifiers: (contactId: string) =>
    call({ method: 'GET', path: `/v1/contacts/${contactId}/identifiers`, answer: knownIdentifierList }),
  mergeContacts: (contactId: string, otherContactId: string) =>
    call({
      method: 'POST',
      path: `/v1/contacts/${contactId}/merge`,
      body: { otherContactId },
      answer: contact,
    }),
  undoMerge: (contactId: string, mergeId: string) =>
    call({ method: 'POST', path: `/v1/contacts/${contactId}/merges/${mergeId}/undo`, answer: contact }),
  listContacts: (query: {
    q?: string | undefined;
    limit?: number | undefined;
    cursor?: string | undefined;
  }) => call({ method: 'GET', path: '/v1/contacts', query, answer: contactList }),
  getContact: (id: string) => call({ method: 'GET', path: `/v1/contacts/${id}`, answer: contact }),
  saveContact: (body: SaveContactRequest) =>
    call({ method: 'POST', path: '/v1/contacts', body, answer: contact }),
  updateContact: (id: string, body: UpdateContactRequest) =>
    call({ method: 'PATCH', path: `/v1/contacts/${id}`, body, answer: contact }),

  listChannels: (cursor?: string) =>
    call({ method: 'GET', path: '/v1/channels', query: { cursor }, answer: channelList }),
  createChannel: (body: CreateChannelRequest) =>
    call({ method: 'POST', path: '/v1/channels', body, timeoutMs: 40_000, answer: channel }),
  getSignupOffer: () => call({ method: 'GET', path: '/v1/channels/embedded-signup', answer: signupOffer }),
  connectSignup: (body: EmbeddedSignupRequest) =>
    call({
      method: 'POST',
      path: '/v1/channels/embedded-signup',
      body,
      timeoutMs: 60_000,
      answer: signedUpChannel,
    }),
  checkChannel: (body: CheckChannelRequest) =>
    call({ method: 'POST', path: '/v1/channels/check', body, timeoutMs: 40_000, answer: channelChecks }),
  updateChannel: (id: string, body: UpdateChannelRequest) =>
    call({ method: 'PATCH', path: `/v1/channels/${id}`, body, timeoutMs: 40_000, answer: channel }),
  repairChannel: (id: string, body: RepairChannelRequest) =>
    call({ method: 'POST', path: `/v1/channels/${id}/repair`, body, timeoutMs: 40_000 }),
  disconnectChannel: (id: string) =>
    call({ method: 'DELETE', path: `/v1/channels/${id}`, timeoutMs: 40_000 }),
  getChannelHealth: (id: string) =>
    call({ method: 'GET', path: `/v1/channels/${id}/health`, answer: channelHealth }),
  refreshChannelHealth: (id: string) =>
    call({
      method: 'POST',
      path: `/v1/channels/${id}/health/refresh`,
      timeoutMs: 40_000,
      answer: channelHealth,
    }),
  getChannelSending: (id: string) =>
    call({ method: 'GET', path: `/v1/channels/${id}/sending`, answer: channelSending }),
  getBreaker: (id: string) =>
    call({ method: 'GET', path: `/v1/channels/${id}/breaker`, answer: channelBreaker }),
  closeBreaker: (id: string) =>
    call({ method: 'POST', path: `/v1/channels/${id}/breaker/close`, answer: channelBreaker }),
  getStoppedSends: (id: string) =>
    call({ method: 'GET', path: `/v1/channels/${id}/stopped-sends`, answer: stoppedSends }),
  resendStopped: (id: string) =>
    call({ method: 'POST', path: `/v1/channels/${id}/stopped-sends/resend`, answer: stoppedSends }),
  startReplay: (body: CreateReplayRequest) =>
    call({ method: 'POST', path: '/v1/replays', body, answer: replay }),
  listReplays: () => call({ method: 'GET', path: '/v1/replays', answer: replayList }),
  cancelReplay: (id: string) => call({ method: 'POST', path: `/v1/replays/${id}/cancel`, answer: replay }),
  /** What there is to do with alerts: the company's, or for operators the deployment's. */
  alertsOf: (scope: AlertScope) => createAlertsApi(call, scope),
  listChannelEvents: (
    id: string,
    query: { kind?: (typeof CHANNEL_EVENT_KINDS)[number] | undefined; cursor?: string | undefined },
  ) => call({ method: 'GET', path: `/v1/channels/${id}/events`, query, answer: channelEventList }),
  getMetaApp: () => call({ method: 'GET', path: '/v1/company/meta-app', answer: metaApp }),
  setMetaApp: (body: MetaAppRequest) =>
    call({ method: 'PUT', path: '/v1/company/meta-app', body, answer: metaApp }),

  listQuickReplies: (cursor?: string) =>
    call({ method: 'GET', path: '/v1/quick-replies', query: { cursor, limit: 100 }, answer: quickReplyList }),
  createQuickReply: (body: CreateQuickReplyRequest) =>
    call({ method: 'POST', path: '/v1/quick-replies', body, answer: quickReply }),
  editQuickReply: (id: string, body: EditQuickReplyRequest) =>
    call({ method: 'PATCH', path: `/v1/quick-replies/${id}`, body, answer: quickReply }),
  deleteQuickReply: (id: string) => call({ method: 'DELETE', path: `/v1/quick-replies/${id}` }),

  listEvents: (after: number) =>
    call({ method: 'GET', path: '/v1/events', query: { after, limit: 100 }, answer: companyEventList }),
  requestTicket: (conversationId?: string) =>
    call({
      method: 'POST',
      path: '/v1/realtime/tickets',
      body: conversationId === undefined ? {} : { conversationId },
      timeoutMs: 10_000,
      answer: ticketResponse,
    }),
});
