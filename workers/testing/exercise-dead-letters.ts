import type { Deployment, Person } from './deployment.ts';
import { deadLettersOf, keepLetter } from './dead-letters.ts';

/** Everything that can be done with dead letters, by an administrator and by an operator. */
export async function exerciseDeadLetters(deployment: Deployment, owner: Person, run: string): Promise<void> {
  const { companyId } = owner;
  const operator = await deployment.signUp(companyId, 'viewer', `operator-${run}@people.test`, {
    isOperator: true,
  });
  const body = { v: 1, kind: 'search.index', lane: 'jobs', companyId, ref: { seq: 0 } };
  const about = { lane: 'jobs', kind: 'search.index', code: `exercise_${run}` };
  for (const [person, prefix] of [
    [owner, '/v1'],
    [operator, '/v1/operator'],
  ] as const) {
    const letters = deadLettersOf(deployment, person, prefix);
    const id = await keepLetter(deployment, companyId, { ...about, body });
    await letters.list('?limit=1');
    await letters.list('?limit=1&kind=search.index');
    await letters.failures();
    await letters.groups();
    await letters.inspect(id);
    await letters.redrive(id);
    await deployment.drainJobs();
    await keepLetter(deployment, companyId, { ...about, body });
    await letters.redriveAll(about);
    await deployment.drainJobs();
    await letters.discard(await keepLetter(deployment, companyId, { ...about, body }), 'No longer needed');
  }
  const failing = { v: 2, kind: 'search.index' };
  deployment.jobs.waiting.push({ queue: 'jobs', id: `odd-${run}`, body: failing, attempts: 1 });
  await deployment.drainJobs();
  const again = { ...failing, deadLetterId: await keepLetter(deployment, companyId, { ...about, body }) };
  deployment.jobs.waiting.push({ queue: 'jobs', id: `odd-again-${run}`, body: again, attempts: 1 });
  await deployment.drainJobs();
}
