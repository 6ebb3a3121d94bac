import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/channel-health.ts';
import { channelSending } from '../../contracts/api/channel-sending.ts';
import { channelId } from '../../contracts/ids.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { getHealth } from './get-health.ts';
import { getSending } from './get-sending.ts';
import { refreshHealth } from './refresh-health.ts';

const params = z.object({ channelId });

export const channelHealthRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/channels/:channelId/health',
    summary: 'What is known of how a number is: at Meta, and of what comes in and goes out.',
    permission: 'channels:read',
    params,
    answer: contracts.channelHealth,
    handle: async (ctx, { actor, params }) => ok(await getHealth(ctx, actor.companyId, params.channelId)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/channels/:channelId/sending',
    summary: 'How the number sends: its rate, its errors, how long Meta takes, and whether it is stopped.',
    permission: 'channels:read',
    params,
    answer: channelSending,
    handle: async (ctx, { actor, params }) => ok(await getSending(ctx, actor.companyId, params.channelId)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/channels/:channelId/health/refresh',
    summary: 'Ask Meta how the number is, now.',
    permission: 'channels:write',
    params,
    answer: contracts.channelHealth,
    async handle(ctx, { actor, params }) {
      await refreshHealth(ctx, actor.companyId, params.channelId);
      return ok(await getHealth(ctx, actor.companyId, params.channelId));
    },
  }),
];
