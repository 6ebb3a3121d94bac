import * as z from 'zod/mini';
import * as contracts from '../../contracts/api/replays.ts';
import { replayId } from '../../contracts/ids.ts';
import { accepted, endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { cancelReplay } from './cancel-replay.ts';
import { findReplay, listReplayRows } from './queries.ts';
import { replayOf } from './rules.ts';
import { startReplay } from './start-replay.ts';

/** Replays listed. Ours: who looks further back finds them by id. */
const LISTED = 50;
const params = z.object({ replayId });

export const replayRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/v1/replays',
    summary: 'Read archived deliveries again. What is right already stays as it is.',
    permission: 'channels:write',
    body: contracts.createReplayRequest,
    answer: contracts.replay,
    handle: async (ctx, { actor, body }) => accepted(await startReplay(ctx, actor, body)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/replays',
    summary: 'The newest replays.',
    permission: 'channels:read',
    answer: contracts.replayList,
    async handle(ctx, { actor }) {
      const rows = await listReplayRows(ctx.tenant(actor.companyId), LISTED);
      return ok({ items: rows.map(replayOf), nextCursor: null });
    },
  }),
  endpoint({
    method: 'GET',
    path: '/v1/replays/:replayId',
    summary: 'How far a replay is.',
    permission: 'channels:read',
    params,
    answer: contracts.replay,
    async handle(ctx, { actor, params }) {
      const row = await findReplay(ctx.tenant(actor.companyId), params.replayId);
      if (row === null) throw new NotFoundError('replay');
      return ok(replayOf(row));
    },
  }),
  endpoint({
    method: 'POST',
    path: '/v1/replays/:replayId/cancel',
    summary: 'Stop a replay.',
    permission: 'channels:write',
    params,
    answer: contracts.replay,
    handle: async (ctx, { actor, params }) => ok(await cancelReplay(ctx, actor.companyId, params.replayId)),
  }),
];
