import {
  deadLetter,
  deadLetterGroups,
  deadLetterList,
  inspectedDeadLetter,
  deadLetterFailures,
  redriveDeadLetters,
  type DeadLetter,
} from '../../../workers/contracts/api/dead-letters.ts';
import {
  eventSource,
  eventSourceList,
  eventSourceWithAddress,
  eventTrial,
  incomingEvent,
  incomingEventList,
  inspectedIncomingEvent,
  timeline,
  type CreateEventSourceRequest,
  type EditEventSourceRequest,
  type RotateEventSourceRequest,
  type TryEventRequest,
} from '../../../workers/contracts/api/incoming-events.ts';
import { lanesHealth } from '../../../workers/contracts/api/operations.ts';
import {
  inspectedDelivery,
  redriveDeliveries,
  webhook,
  webhookDelivery,
  webhookDeliveryList,
  webhookList,
  webhookWithSecret,
  type EditWebhookRequest,
  type WebhookDelivery,
} from '../../../workers/contracts/api/webhooks.ts';
import type { ApiClient } from './client.ts';

/** Whose dead letters: the company's, or for operators everybody's. */
export type DeadLetterScope = 'company' | 'deployment';

export interface DeadLetterListQuery {
  state: DeadLetter['state'];
  lane?: string;
  kind?: string;
  code?: string;
  fromMs?: number;
  toMs?: number;
  cursor?: string;
}

const deadLettersPath = (scope: DeadLetterScope) =>
  scope === 'company' ? '/v1/dead-letters' : '/v1/operator/dead-letters';

/** What keeps a company's messages moving, and what its own systems send and are told. */
export const createOperationsApi = (call: ApiClient['call']) => ({
  listLanes: () => call({ method: 'GET', path: '/v1/operator/lanes', answer: lanesHealth }),

  listDeadLetters: (scope: DeadLetterScope, query: DeadLetterListQuery) =>
    call({ method: 'GET', path: deadLettersPath(scope), query: { ...query }, answer: deadLetterList }),
  listDeadLetterGroups: (scope: DeadLetterScope) =>
    call({ method: 'GET', path: `${deadLettersPath(scope)}/groups`, answer: deadLetterGroups }),
  listDeadLetterFailures: (scope: DeadLetterScope, state: DeadLetter['state']) =>
    call({
      method: 'GET',
      path: `${deadLettersPath(scope)}/failures`,
      query: { state },
      answer: deadLetterFailures,
    }),
  getDeadLetter: (scope: DeadLetterScope, id: string) =>
    call({ method: 'GET', path: `${deadLettersPath(scope)}/${id}`, answer: inspectedDeadLetter }),
  redriveDeadLetter: (scope: DeadLetterScope, id: string) =>
    call({ method: 'POST', path: `${deadLettersPath(scope)}/${id}/redrive`, answer: deadLetter }),
  redriveDeadLetters: (scope: DeadLetterScope, body: { lane: string; kind: string; code: string }) =>
    call({
      method: 'POST',
      path: `${deadLettersPath(scope)}/redrive`,
      body,
      answer: redriveDeadLetters,
    }),
  discardDeadLetter: (scope: DeadLetterScope, id: string, reason: string) =>
    call({
      method: 'POST',
      path: `${deadLettersPath(scope)}/${id}/discard`,
      body: { reason },
      answer: deadLetter,
    }),

  listWebhooks: () => call({ method: 'GET', path: '/v1/webhooks', answer: webhookList }),
  createWebhook: (body: { url: string; events: string[]; description: string }) =>
    call({ method: 'POST', path: '/v1/webhooks', body, answer: webhookWithSecret }),
  editWebhook: (id: string, body: EditWebhookRequest) =>
    call({ method: 'PATCH', path: `/v1/webhooks/${id}`, body, answer: webhook }),
  rotateWebhookSecret: (id: string) =>
    call({ method: 'POST', path: `/v1/webhooks/${id}/rotate-secret`, answer: webhookWithSecret }),
  deleteWebhook: (id: string) => call({ method: 'DELETE', path: `/v1/webhooks/${id}` }),
  listWebhookDeliveries: (
    id: string,
    query: { state?: WebhookDelivery['state']; cursor?: string; limit?: number },
  ) =>
    call({
      method: 'GET',
      path: `/v1/webhooks/${id}/deliveries`,
      query: { ...query },
      answer: webhookDeliveryList,
    }),
  getWebhookDelivery: (id: string, deliveryId: string) =>
    call({
      method: 'GET',
      path: `/v1/webhooks/${id}/deliveries/${deliveryId}`,
      answer: inspectedDelivery,
    }),
  testWebhook: (id: string) =>
    call({ method: 'POST', path: `/v1/webhooks/${id}/test`, answer: webhookDelivery }),
  redriveWebhookDelivery: (id: string, deliveryId: string) =>
    call({
      method: 'POST',
      path: `/v1/webhooks/${id}/deliveries/${deliveryId}/redrive`,
      answer: webhookDelivery,
    }),
  redriveFailedDeliveries: (id: string) =>
    call({ method: 'POST', path: `/v1/webhooks/${id}/redrive`, answer: redriveDeliveries }),

  listEventSources: () => call({ method: 'GET', path: '/v1/event-sources', answer: eventSourceList }),
  createEventSource: (body: CreateEventSourceRequest) =>
    call({ method: 'POST', path: '/v1/event-sources', body, answer: eventSourceWithAddress }),
  editEventSource: (id: string, body: EditEventSourceRequest) =>
    call({ method: 'PATCH', path: `/v1/event-sources/${id}`, body, answer: eventSource }),
  rotateEventSource: (id: string, body: RotateEventSourceRequest) =>
    call({ method: 'POST', path: `/v1/event-sources/${id}/rotate`, body, answer: eventSourceWithAddress }),
  deleteEventSource: (id: string) => call({ method: 'DELETE', path: `/v1/event-sources/${id}` }),
  listIncomingEvents: (sourceId: string, which: { state?: 'failed'; cursor?: string }) =>
    call({
      method: 'GET',
      path: `/v1/event-sources/${sourceId}/events`,
      query: { ...which, limit: 20 },
      answer: incomingEventList,
    }),
  inspectIncomingEvent: (sourceId: string, id: string) =>
    call({
      method: 'GET',
      path: `/v1/event-sources/${sourceId}/events/${id}`,
      answer: inspectedIncomingEvent,
    }),
  runIncomingEventAgain: (sourceId: string, id: string) =>
    call({
      method: 'POST',
      path: `/v1/event-sources/${sourceId}/events/${id}/run-again`,
      answer: incomingEvent,
    }),
  tryIncomingEvent: (sourceId: string, body: TryEventRequest) =>
    call({ method: 'POST', path: `/v1/event-sources/${sourceId}/test`, body, answer: eventTrial }),
  listTimeline: (contactId: string, cursor?: string) =>
    call({
      method: 'GET',
      path: `/v1/contacts/${contactId}/timeline`,
      query: { cursor, limit: 10 },
      answer: timeline,
    }),
});
