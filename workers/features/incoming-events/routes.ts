import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/incoming-events.ts';
import { contactId, eventSourceId, incomingEventId } from '../../contracts/ids.ts';
import { created, endpoint, noContent, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { createSource } from './create-source.ts';
import { deleteSourceWithDoor, editSource, getSource, rotateSource } from './edit-source.ts';
import { inspectEvent, listEvents } from './list-events.ts';
import { listTimeline } from './list-timeline.ts';
import { listSourceRows } from './queries.ts';
import { sourceOf } from './rules.ts';
import { runAgain } from './run-again.ts';
import { tryEvent } from './try-event.ts';

const params = z.object({ sourceId: eventSourceId });
const eventParams = z.object({ sourceId: eventSourceId, eventId: incomingEventId });

export const incomingEventRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/event-sources',
    summary: 'Shops and forms that post events.',
    permission: 'webhooks:read',
    answer: contracts.eventSourceList,
    async handle(ctx, { actor }) {
      const rows = await listSourceRows(ctx.tenant(actor.companyId));
      return ok({ items: rows.map(sourceOf), nextCursor: null });
    },
  }),
  endpoint({
    method: 'POST',
    path: '/v1/event-sources',
    summary: 'Give a shop or a form an address to post to. The only answer that shows it.',
    permission: 'webhooks:write',
    body: contracts.createEventSourceRequest,
    answer: contracts.eventSourceWithAddress,
    handle: async (ctx, { actor, body }) => created(await createSource(ctx, actor, body)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/event-sources/:sourceId',
    summary: 'One source of events.',
    permission: 'webhooks:read',
    params,
    answer: contracts.eventSource,
    handle: async (ctx, { actor, params }) =>
      ok(sourceOf(await getSource(ctx, actor.companyId, params.sourceId))),
  }),
  endpoint({
    method: 'PATCH',
    path: '/v1/event-sources/:sourceId',
    summary:
      'Change a source: its name, how it signs, where things stand in what it posts, and what is sent.',
    permission: 'webhooks:write',
    params,
    body: contracts.editEventSourceRequest,
    answer: contracts.eventSource,
    handle: async (ctx, { actor, params, body }) =>
      ok(await editSource(ctx, actor.companyId, params.sourceId, body)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/event-sources/:sourceId/rotate',
    summary: 'A new address or a new secret; the old one ends at once.',
    permission: 'webhooks:write',
    params,
    body: contracts.rotateEventSourceRequest,
    answer: contracts.eventSourceWithAddress,
    handle: async (ctx, { actor, params, body }) =>
      ok(await rotateSource(ctx, actor.companyId, params.sourceId, body)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/event-sources/:sourceId/test',
    summary: 'What would become of a captured event. Nothing is sent.',
    permission: 'webhooks:write',
    params,
    body: contracts.tryEventRequest,
    answer: contracts.eventTrial,
    handle: async (ctx, { actor, params, body }) =>
      ok(await tryEvent(ctx, actor.companyId, params.sourceId, body)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/event-sources/:sourceId/events',
    summary: 'What a source has posted, the newest first.',
    permission: 'webhooks:read',
    params,
    query: contracts.incomingEventQuery,
    answer: contracts.incomingEventList,
    handle: async (ctx, { actor, params, query }) =>
      ok(await listEvents(ctx, actor.companyId, params.sourceId, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/event-sources/:sourceId/events/:eventId',
    summary: 'One event with what came.',
    permission: 'webhooks:read',
    params: eventParams,
    answer: contracts.inspectedIncomingEvent,
    handle: async (ctx, { actor, params }) =>
      ok(await inspectEvent(ctx, actor, params.sourceId, params.eventId)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/event-sources/:sourceId/events/:eventId/run-again',
    summary: 'Do what could not be done, with the source as it is now. Nothing is sent twice.',
    permission: 'webhooks:write',
    params: eventParams,
    answer: contracts.incomingEvent,
    handle: async (ctx, { actor, params }) =>
      ok(await runAgain(ctx, actor.companyId, params.sourceId, params.eventId)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/contacts/:contactId/timeline',
    summary: 'What happened to a contact outside of conversations, the newest first.',
    permission: 'contacts:read',
    params: z.object({ contactId }),
    query: contracts.timelineQuery,
    answer: contracts.timeline,
    handle: async (ctx, { actor, params, query }) =>
      ok(await listTimeline(ctx, actor.companyId, params.contactId, query)),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/event-sources/:sourceId',
    summary: 'Delete a source. What it posted stays on the timelines.',
    permission: 'webhooks:write',
    params,
    async handle(ctx, { actor, params }) {
      await deleteSourceWithDoor(ctx, actor.companyId, params.sourceId);
      return noContent();
    },
  }),
];
