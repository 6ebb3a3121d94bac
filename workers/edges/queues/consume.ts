import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import { keepDeadLetter } from './dead-letters.ts';
import { isHouseFault, isRetryable, JobTimeoutError, reasonOf } from './faults.ts';
import { houseWaitSeconds } from './backoff.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import type { Handler } from './handler.ts';
import { HANDLERS } from './handlers.ts';
import { JOB_TIMEOUT_SECONDS, laneOf, type LanePolicy } from './lanes.ts';
import { inParallel } from './in-parallel.ts';

/** The one consumer, and the only caller of `ack` and `retry`. */
export async function consume(context: Context, batch: MessageBatch): Promise<void> {
  const { queue } = batch;
  const ctx = { ...context, log: context.log.with({ queue }) };
  const lane = laneOf(queue);
  if (lane === null) {
    if (queue !== 'dead-letters') throw new Error(`no consumer for the queue ${queue}`);
    for (const message of batch.messages) await bury(ctx, queue, message, 'the platform gave it up');
    return;
  }
  const groups = new Map<string, Group>();
  for (const message of batch.messages) {
    const job = readJob(message.body);
    if (typeof job === 'string') {
      await bury(ctx, queue, message, `malformed body: ${job}`);
      continue;
    }
    const { handler, body, key } = job;
    const group = groups.get(key) ?? { handler, jobs: [] };
    group.jobs.push({ message, body });
    groups.set(key, group);
  }
  await inParallel([...groups.values()], lane.concurrency, (group) => runGroup(ctx, queue, lane, group));
}

interface Group {
  handler: Handler;
  jobs: { message: Message; body: unknown }[];
}

const envelope = z.object({ kind: z.string() });

/** The job in a queue message, or the sentence that says why there is none. */
function readJob(body: unknown): { handler: Handler; body: unknown; key: string } | string {
  const head = envelope.safeParse(body);
  if (!head.success) return z.prettifyError(head.error);
  const { kind } = head.data;
  const handler = Object.hasOwn(HANDLERS, kind) ? HANDLERS[kind] : undefined;
  if (handler === undefined) return 'there is no such kind of job';
  const parsed = handler.schema.safeParse(body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  return { handler, body: parsed.data, key: `${kind} ${handler.groupBy(parsed.data)}` };
}

async function runGroup(ctx: Context, queue: string, lane: LanePolicy, group: Group): Promise<void> {
  const { handler, jobs } = group;
  try {
    const work = handler.handle(
      ctx,
      jobs.map(({ body }) => body),
    );
    const end = await withinTime(work, handler.timeoutSeconds ?? JOB_TIMEOUT_SECONDS);
    for (const { message } of jobs) finish(message, end);
  } catch (error) {
    const isOneToBlame = jobs.length > 1 && handler.isolates && !isHouseFault(error);
    for (const job of jobs) {
      if (isOneToBlame) await runGroup(ctx, queue, lane, { handler, jobs: [job] });
      else await settle(ctx, queue, lane, job.message, error);
    }
  }
}

function finish(message: Message, end: JobEnd): void {
  if (end.kind === 'done') message.ack();
  else message.retry({ delaySeconds: end.afterSeconds });
}

/** What takes too long is not stopped, but waited for no longer; every job may run beside a repeat of itself. */
async function withinTime(work: Promise<JobEnd>, seconds: number): Promise<JobEnd> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new JobTimeoutError(seconds)), seconds * 1_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Decides what becomes of a message whose job threw. */
async function settle(
  ctx: Context,
  queue: string,
  lane: LanePolicy,
  message: Message,
  error: unknown,
): Promise<void> {
  if (isHouseFault(error)) {
    ctx.log.warn('queue.house_fault', { attempts: message.attempts, error });
    message.retry({ delaySeconds: houseWaitSeconds(message.attempts, Math.random()) });
    return;
  }
  const faults = faultsOf(message) + 1;
  const waitSeconds = lane.retrySeconds[faults - 1];
  if (waitSeconds === undefined || !isRetryable(error)) {
    await bury(ctx, queue, message, reasonOf(error));
    return;
  }
  ctx.log.warn('queue.job_failed', { faults, error });
  await tryAgain(ctx, lane, message, faults, waitSeconds);
}

/**
 * The platform's own count also counts faults of the house and waits that are nobody's fault, so the job's faults
 * travel in its body. Jobs may be repeated, so a copy too many does no harm.
 */
async function tryAgain(
  ctx: Context,
  lane: LanePolicy,
  message: Message,
  faults: number,
  delaySeconds: number,
): Promise<void> {
  try {
    await lane.queue(ctx).send({ ...(message.body as object), faults }, { delaySeconds });
    message.ack();
  } catch (error) {
    ctx.log.warn('queue.copy_not_sent', { error });
    message.retry({ delaySeconds });
  }
}

function faultsOf(message: Message): number {
  const { faults } = message.body as { faults?: number };
  return faults ?? 0;
}

async function bury(ctx: Context, queue: string, message: Message, reason: string): Promise<void> {
  try {
    const { id: messageId, attempts, body } = message;
    await keepDeadLetter(ctx, { queue, messageId, attempts, reason, body });
    message.ack();
  } catch (error) {
    ctx.log.error('queue.dead_letter_not_kept', error, { queue, messageId: message.id });
    message.retry({ delaySeconds: houseWaitSeconds(message.attempts, Math.random()) });
  }
}
