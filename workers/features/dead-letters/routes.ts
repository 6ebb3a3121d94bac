import * as z from 'zod/mini';
import type { Permission } from '../../contracts/api/access.ts';
import * as contracts from '../../contracts/api/dead-letters.ts';
import { deadLetterId } from '../../contracts/ids.ts';
import { accepted, endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { discardDeadLetter } from './discard-dead-letter.ts';
import { getDeadLetter } from './get-dead-letter.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { listFailures } from './list-failures.ts';
import { listGroups } from './list-groups.ts';
import type { Scope } from './queries.ts';
import { redriveDeadLetter } from './redrive-dead-letter.ts';
import { redriveDeadLetters } from './redrive-dead-letters.ts';

const params = z.object({ deadLetterId });

interface Door {
  prefix: `/${string}`;
  whose: string;
  read: Permission;
  write: Permission;
  scopeOf: (companyId: string) => Scope;
}

/** The same for the administrators of a company and for the operators of the deployment, who see everybody's. */
function endpointsBehind({ prefix, whose, read, write, scopeOf }: Door): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: `${prefix}/dead-letters`,
      summary: `Jobs of ${whose} that could not be done, the newest first.`,
      permission: read,
      query: contracts.deadLetterQuery,
      answer: contracts.deadLetterList,
      handle: async (ctx, { actor, query }) =>
        ok(await listDeadLetters(ctx, scopeOf(actor.companyId), query)),
    }),
    endpoint({
      method: 'GET',
      path: `${prefix}/dead-letters/groups`,
      summary: `Open dead letters of ${whose}, counted by how they failed.`,
      permission: read,
      answer: contracts.deadLetterGroups,
      handle: async (ctx, { actor }) => ok(await listGroups(ctx, scopeOf(actor.companyId))),
    }),
    endpoint({
      method: 'GET',
      path: `${prefix}/dead-letters/failures`,
      summary: `In which ways jobs of ${whose} have failed: lanes, kinds and codes to filter by.`,
      permission: read,
      query: contracts.deadLetterFailuresQuery,
      answer: contracts.deadLetterFailures,
      handle: async (ctx, { actor, query }) =>
        ok(await listFailures(ctx, scopeOf(actor.companyId), query.state)),
    }),
    endpoint({
      method: 'POST',
      path: `${prefix}/dead-letters/redrive`,
      summary: `Put all dead letters of ${whose} that failed alike back into their queue.`,
      permission: write,
      body: contracts.redriveDeadLettersRequest,
      answer: contracts.redriveDeadLetters,
      handle: async (ctx, { actor, body }) =>
        accepted(await redriveDeadLetters(ctx, scopeOf(actor.companyId), body, actor.userId)),
    }),
    endpoint({
      method: 'GET',
      path: `${prefix}/dead-letters/:deadLetterId`,
      summary: `One dead letter of ${whose}, with its payload masked.`,
      permission: read,
      params,
      answer: contracts.inspectedDeadLetter,
      handle: async (ctx, { actor, params }) =>
        ok(await getDeadLetter(ctx, scopeOf(actor.companyId), params.deadLetterId)),
    }),
    endpoint({
      method: 'POST',
      path: `${prefix}/dead-letters/:deadLetterId/redrive`,
      summary: `Put a dead letter of ${whose} back into its queue.`,
      permission: write,
      params,
      answer: contracts.deadLetter,
      handle: async (ctx, { actor, params }) =>
        ok(await redriveDeadLetter(ctx, scopeOf(actor.companyId), params.deadLetterId, actor.userId)),
    }),
    endpoint({
      method: 'POST',
      path: `${prefix}/dead-letters/:deadLetterId/discard`,
      summary: `Decide that a dead letter of ${whose} shall not be done.`,
      permission: write,
      params,
      body: contracts.discardDeadLetterRequest,
      answer: contracts.deadLetter,
      handle: async (ctx, { actor, params, body }) =>
        ok(
          await discardDeadLetter(ctx, scopeOf(actor.companyId), params.deadLetterId, {
            userId: actor.userId,
            reason: body.reason,
          }),
        ),
    }),
  ];
}

export const deadLetterRoutes: readonly Endpoint[] = [
  ...endpointsBehind({
    prefix: '/v1',
    whose: 'the company',
    read: 'dead-letters:read',
    write: 'dead-letters:write',
    scopeOf: (companyId) => ({ companyId }),
  }),
  ...endpointsBehind({
    prefix: '/v1/operator',
    whose: 'any company',
    read: 'deployment:operate',
    write: 'deployment:operate',
    scopeOf: () => 'deployment',
  }),
];
