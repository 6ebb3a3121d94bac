import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/channels.ts';
import {
  embeddedSignupRequest,
  SIGNUP_PAGE,
  signedUpChannel,
  signupOffer,
} from '../../contracts/api/embedded-signup.ts';
import { channelId } from '../../contracts/ids.ts';
import { channelBreaker } from '../../contracts/api/breaker.ts';
import { created, endpoint, noContent, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { checkChannel } from './check-channel.ts';
import { closeBreaker } from './close-breaker.ts';
import { connectSignup } from './connect-signup.ts';
import { createChannel } from './create-channel.ts';
import { disconnectChannel } from './disconnect-channel.ts';
import { getBreaker } from './get-breaker.ts';
import { listChannelEvents } from './list-channel-events.ts';
import { repairChannel } from './repair-channel.ts';
import { updateChannel } from './update-channel.ts';
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
    method: 'POST',
    path: '/v1/channels/check',
    summary: 'Look at everything that connecting a number needs, without changing anything.',
    permission: 'channels:write',
    body: contracts.checkChannelRequest,
    answer: contracts.channelChecks,
    handle: async (ctx, { actor, body }) => ok(await checkChannel(ctx, actor.companyId, body)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/channels/embedded-signup',
    summary: "Whether numbers can be connected through Meta's Embedded Signup.",
    permission: 'channels:write',
    answer: signupOffer,
    handle: (ctx) => Promise.resolve(ok({ page: ctx.config.signup === null ? null : SIGNUP_PAGE })),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/channels/embedded-signup',
    summary: "Connect the number that somebody chose in Meta's Embedded Signup.",
    permission: 'channels:write',
    body: embeddedSignupRequest,
    answer: signedUpChannel,
    handle: async (ctx, { actor, body }) => created(await connectSignup(ctx, actor.companyId, body)),
  }),
  endpoint({
    method: 'PATCH',
    path: '/v1/channels/:channelId',
    summary:
      'Rename a channel, give it a new access token once Meta has accepted that, or say which app it is of.',
    permission: 'channels:write',
    params,
    body: contracts.updateChannelRequest,
    answer: contracts.channel,
    handle: async (ctx, { actor, params, body }) =>
      ok(await updateChannel(ctx, actor.companyId, params.channelId, body)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/channels/:channelId/repair',
    summary: 'Subscribe to the webhooks again and, with a PIN, register the number again.',
    permission: 'channels:write',
    params,
    body: contracts.repairChannelRequest,
    async handle(ctx, { actor, params, body }) {
      await repairChannel(ctx, actor.companyId, params.channelId, body);
      return noContent();
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/channels/:channelId',
    summary: 'Disconnect a number. Its history stays.',
    permission: 'channels:write',
    params,
    async handle(ctx, { actor, params }) {
      await disconnectChannel(ctx, actor.companyId, params.channelId);
      return noContent();
    },
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
    path: '/v1/channels/:channelId/breaker',
    summary: 'Whether the number sends, and if not, why and until when.',
    permission: 'channels:read',
    params,
    answer: channelBreaker,
    handle: async (ctx, { actor, params }) => ok(await getBreaker(ctx, actor.companyId, params.channelId)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/channels/:channelId/breaker/close',
    summary: 'Let the number send again; what waits goes out one after the other.',
    permission: 'channels:write',
    params,
    answer: channelBreaker,
    async handle(ctx, { actor, params }) {
      const before = await getBreaker(ctx, actor.companyId, params.channelId);
      if (!before.isSending || before.waitingCount > 0)
        await closeBreaker(ctx, actor.companyId, params.channelId);
      return ok(await getBreaker(ctx, actor.companyId, params.channelId));
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
