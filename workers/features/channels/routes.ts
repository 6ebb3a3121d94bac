import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/channels.ts';
import { channelId } from '../../contracts/ids.ts';
import { created, endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { createChannel } from './create-channel.ts';
import { listChannelEvents } from './list-channel-events.ts';
import { channelOf, findChannel, listChannelRows } from './queries.ts';

const params = z.object({ channelId });

export const channelEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/channels',
    summary: "The company's WhatsApp numbers.",
    permission: 'channels:read',
    answer: contracts.channelList,
    async handle(ctx, { actor }) {
      const rows = await listChannelRows(ctx.tenant(actor.companyId));
      return ok({ items: rows.map(channelOf), nextCursor: null });
    },
  }),
  endpoint({
    method: 'POST',
    path: '/v1/channels',
    summary: 'Connect a WhatsApp number.',
    permission: 'channels:write',
    body: contracts.createChannelRequest,
    answer: contracts.channel,
    handle: async (ctx, { actor, body }) => created(await createChannel(ctx, actor.companyId, body)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/channels/:channelId',
    summary: 'One WhatsApp number.',
    permission: 'channels:read',
    params,
    answer: contracts.channel,
    async handle(ctx, { actor, params }) {
      const row = await findChannel(ctx.tenant(actor.companyId), params.channelId);
      if (row === null) throw new NotFoundError('channel');
      return ok(channelOf(row));
    },
  }),
  endpoint({
    method: 'GET',
    path: '/v1/channels/:channelId/events',
    summary: 'What the number received that is not a message in a thread.',
    permission: 'channels:read',
    params,
    query: contracts.channelEventQuery,
    answer: contracts.channelEventList,
    handle: async (ctx, { actor, params, query }) =>
      ok(await listChannelEvents(ctx, actor.companyId, params.channelId, query)),
  }),
];
