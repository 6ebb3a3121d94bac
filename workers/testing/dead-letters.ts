import type {
  DeadLetter,
  DeadLetterFailure,
  DeadLetterGroup,
  InspectedDeadLetter,
} from '../contracts/api/dead-letters.ts';
import { sealBody } from '../features/dead-letters/seal-body.ts';
import { insertDeadLetter } from '../features/dead-letters/queries.ts';
import type { Deployment, Person } from './deployment.ts';

/** What a person who may sees of the dead letters, through the API. */
export function deadLettersOf(deployment: Deployment, person: Person, prefix = '/v1') {
  const path = `${prefix}/dead-letters`;
  return {
    list: async (query = '') =>
      (await deployment.json<{ items: DeadLetter[] }>(person, 'GET', `${path}${query}`)).items,
    groups: async () =>
      (await deployment.json<{ items: DeadLetterGroup[] }>(person, 'GET', `${path}/groups`)).items,
    failures: async (query = '') =>
      (await deployment.json<{ items: DeadLetterFailure[] }>(person, 'GET', `${path}/failures${query}`))
        .items,
    inspect: (id: string) => deployment.json<InspectedDeadLetter>(person, 'GET', `${path}/${id}`),
    redrive: (id: string) => deployment.call(person, 'POST', `${path}/${id}/redrive`),
    redriveAll: (group: { lane: string; kind: string; code: string }) =>
      deployment.json<{ matching: number }>(person, 'POST', `${path}/redrive`, group),
    discard: (id: string, reason: string) =>
      deployment.call(person, 'POST', `${path}/${id}/discard`, { reason }),
  };
}

/** A job of the company's that failed, as the consumer keeps it. */
export async function keepLetter(
  deployment: Deployment,
  companyId: string | null,
  job: { lane: string; kind: string; code: string; body: unknown; ref?: unknown },
): Promise<string> {
  const ctx = deployment.context();
  const id = ctx.ids.next('dl');
  await ctx.directory.batch([
    insertDeadLetter(ctx.directory, {
      id,
      companyId,
      lane: job.lane,
      kind: job.kind,
      code: job.code,
      detail: 'It did not work.',
      ref: job.ref === undefined ? null : JSON.stringify(job.ref),
      attempts: 6,
      bodySealed: await sealBody(ctx, { id, companyId }, job.body),
      messageId: crypto.randomUUID(),
      state: 'open',
      redrives: 0,
      createdAtMs: deployment.clock.now,
      changedAtMs: deployment.clock.now,
      changedById: null,
      reason: null,
    }),
  ]);
  return id;
}
