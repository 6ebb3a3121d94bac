import * as contracts from '../../contracts/api/operations.ts';
import { endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { watchLanes } from './watch-lanes.ts';

export const operationRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/operator/lanes',
    summary: 'How every lane of jobs is: what waits, what is being done, how it went.',
    permission: 'deployment:operate',
    answer: contracts.lanesHealth,
    handle: async (ctx) => ok(await watchLanes(ctx)),
  }),
];
