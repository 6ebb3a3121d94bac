import * as z from 'zod/mini';
import { companyEventList, eventQuery } from '../../contracts/api/events.ts';
import { ticketRequest, ticketResponse } from '../../contracts/realtime.ts';
import { created, endpoint, ok, publicEndpoint, type Endpoint } from '../../edges/http/endpoint.ts';
import { listEvents } from './list-events.ts';
import { openSocket } from './open-socket.ts';
import { issueTicket } from './tickets.ts';

export const realtimeRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/events',
    summary:
      "The company's changes in order. Those of the last 90 days are kept; 410 `events_forgotten` when `after` lies before.",
    permission: 'conversations:read',
    query: eventQuery,
    answer: companyEventList,
    handle: async (ctx, { actor, query }) => ok(await listEvents(ctx, actor.companyId, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/realtime/tickets',
    summary: 'A single-use ticket for one socket: the company’s, or one conversation’s.',
    permission: 'conversations:read',
    body: ticketRequest,
    answer: ticketResponse,
    handle: async (ctx, { actor, body }) => created(await issueTicket(ctx, actor, body)),
  }),
  publicEndpoint({
    method: 'GET',
    path: '/v1/realtime/socket',
    summary: 'The socket itself.',
    publicBecause: 'the single-use ticket is the proof: a browser cannot send headers with a socket',
    query: z.strictObject({ ticket: z.string().check(z.maxLength(2_048)) }),
    handle: (ctx, { request, query }) => openSocket(ctx, request, query.ticket),
  }),
];
