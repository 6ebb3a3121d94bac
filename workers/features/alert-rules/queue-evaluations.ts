import { DEPLOYMENT } from '../../contracts/ids.ts';
import type { AlertEvaluateJob } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import { sendInBatches } from '../../platform/send-in-batches.ts';
import { listCompanyIds } from '../access/index.ts';

const MINUTE_MS = 60_000;
/** How often rules are looked at, in minutes. Ours. */
const EVERY_MINUTES = 5;

/** Every five minutes for every company, each in a minute of its own: a job that looks at its rules. */
export async function queueEvaluations(ctx: Pick<Context, 'clock' | 'directory' | 'queues'>): Promise<void> {
  const minute = Math.floor(ctx.clock.nowMs() / MINUTE_MS) % EVERY_MINUTES;
  const ids = [DEPLOYMENT, ...(await listCompanyIds(ctx.directory))].filter((id) => turnOf(id) === minute);
  await sendInBatches(ctx.queues.jobs, ids.map(evaluateJob));
}

function turnOf(id: string): number {
  let sum = 0;
  for (const character of id) sum += character.codePointAt(0) ?? 0;
  return sum % EVERY_MINUTES;
}

function evaluateJob(companyId: string): AlertEvaluateJob {
  return { v: 1, kind: 'alerts.evaluate', lane: 'jobs', companyId, ref: null };
}
