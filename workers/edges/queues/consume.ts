import * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { Lane } from '../../contracts/queues.ts';
import { finishRedriven, keepDeadLetter } from '../../features/dead-letters/index.ts';
import { TryAgainError } from '../../platform/errors.ts';
import { queueOf } from '../../platform/lane-queue.ts';
import { codeOf, isHouseFault, isRetryable, JobTimeoutError, reasonOf } from './faults.ts';
import { houseWaitSeconds, spread } from './backoff.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import type { Handler } from './handler.ts';
import { HANDLERS } from './handlers.ts';
import { laneSubject } from '../../platform/metrics/subjects.ts';
import { isLane, JOB_TIMEOUT_SECONDS, LANES } from './lanes.ts';
import { createTally, type Tally } from './tally.ts';
import { inParallel } from '../../platform/in-parallel.ts';

/** The one consumer, and the only caller of `ack` and `retry`. */
export async function consume(context: Context, batch: MessageBatch): Promise<void> {
  const { queue } = batch;
  const ctx = { ...context, log: context.log.with({ queue }) };
  if (!isLane(queue)) {
    if (queue !== 'dead-letters') throw new Error(`no consumer for the queue ${queue}`);
    for (const message of batch.messages) await buryGivenUp(ctx, message);
    return;
  }
  const tally = createTally(ctx.clock.nowMs);
  ctx.metrics.record(laneSubject(queue), { started: batch.messages.length });
  try {
    await runBatch({ ctx, lane: queue, tally, startedAtMs: ctx.clock.nowMs() }, batch);
  } finally {
    ctx.metrics.record(laneSubject(queue), tally.counts);
  }
}

/** One batch of a lane on its way. */
interface Run {
  ctx: Context;
  lane: Lane;
  tally: Tally;
  startedAtMs: number;
}

/**
 * After this nothing more of a batch is begun, in milliseconds. Ours: the longest job has five minutes, and the platform ends
 * a consumer after fifteen (Cloudflare Queues, limits); what it ends comes again as a whole.
 */
const MAX_BATCH_MS = 9 * 60_000;
const ANOTHER_BATCH: JobEnd = { kind: 'again', afterSeconds: 1 };

async function runBatch(run: Run, batch: MessageBatch): Promise<void> {
  const groups = new Map<string, Group>();
  for (const message of batch.messages) {
    const job = readJob(message.body);
    if (typeof job === 'string') {
      await giveUp(run, message, { code: 'malformed_body', detail: job });
      continue;
    }
    const { handler, body, key } = job;
    const group = groups.get(key) ?? { handler, jobs: [] };
    group.jobs.push({ message, body });
    groups.set(key, group);
  }
  const { concurrency } = LANES[run.lane];
  await inParallel([...groups.values()], concurrency, (group) => runGroup(run, group));
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

async function runGroup(run: Run, group: Group): Promise<void> {
  const { ctx, lane } = run;
  const { handler, jobs } = group;
  if (ctx.clock.nowMs() - run.startedAtMs > MAX_BATCH_MS) {
    for (const { message } of jobs) await finish(run, message, ANOTHER_BATCH);
    return;
  }
  try {
    const bodies = jobs.map(({ body }) => body);
    const end = await withinTime(handler.handle(ctx, bodies), handler.timeoutSeconds ?? JOB_TIMEOUT_SECONDS);
    if (end.kind === 'more')
      await queueOf(ctx.queues, lane).send(end.body, { delaySeconds: end.afterSeconds ?? 0 });
    if (end.kind !== 'again') await finishRedriven(ctx, bodies);
    await ctx.crashPoint('job.done');
    for (const { message } of jobs) await finish(run, message, end);
  } catch (error) {
    const isOneToBlame = jobs.length > 1 && handler.isolates && !isHouseFault(error);
    for (const job of jobs) {
      if (isOneToBlame) await runGroup(run, { handler, jobs: [job] });
      else await settle(run, handler, job, error);
    }
  }
}

/**
 * The last delivery but one of the platform's count (`max_retries` in wrangler.toml, after the first). What comes so far is
 * decided here: the platform would call it given up, and say neither whose it was nor why.
 */
const LAST_DELIVERY = 100;

async function finish({ ctx, lane, tally }: Run, message: Message, end: JobEnd): Promise<void> {
  if (end.kind !== 'again') {
    message.ack();
    tally.done(message);
    return;
  }
  // Waiting is nobody's fault, however often: a fresh copy is counted from the beginning.
  if (message.attempts >= LAST_DELIVERY)
    await tryAgain(ctx, lane, message, faultsOf(message), end.afterSeconds);
  else message.retry({ delaySeconds: end.afterSeconds });
  tally.deferred();
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
async function settle(run: Run, handler: Handler, job: Group['jobs'][number], error: unknown): Promise<void> {
  const { ctx, lane, tally } = run;
  const { message } = job;
  const note = (againAfterSeconds: number | null) => noteFailure(ctx, handler, job, error, againAfterSeconds);
  const end = () => giveUp(run, message, { code: codeOf(error), detail: reasonOf(error) }, () => note(null));
  if (isHouseFault(error)) {
    if (message.attempts >= LAST_DELIVERY) return end();
    ctx.log.warn('queue.house_fault', { attempts: message.attempts, error });
    const delaySeconds = houseWaitSeconds(message.attempts, Math.random());
    await note(delaySeconds);
    message.retry({ delaySeconds });
    tally.retried();
    return;
  }
  const faults = faultsOf(message) + 1;
  const waitSeconds = LANES[lane].retrySeconds[faults - 1];
  if (waitSeconds === undefined || !isRetryable(error)) return end();
  ctx.log.warn('queue.job_failed', { faults, error });
  tally.retried();
  const delaySeconds =
    error instanceof TryAgainError ? error.afterSeconds : spread(waitSeconds, Math.random());
  await note(delaySeconds);
  await tryAgain(ctx, lane, message, faults, delaySeconds);
}

/** Nothing depends on it: while the database takes no note, there is none, and the job is tried again all the same. */
async function noteFailure(
  ctx: Context,
  handler: Handler,
  { body }: Group['jobs'][number],
  error: unknown,
  againAfterSeconds: number | null,
): Promise<void> {
  if (handler.noteFailure === undefined) return;
  const againAtMs = againAfterSeconds === null ? null : ctx.clock.nowMs() + againAfterSeconds * 1_000;
  const code = isHouseFault(error) ? 'unavailable' : codeOf(error);
  try {
    await handler.noteFailure(ctx, body, { code, againAtMs });
  } catch (problem) {
    ctx.log.warn('queue.failure_not_noted', { error: problem });
  }
}

/**
 * The platform's own count also counts faults of the house and waits that are nobody's fault, so the job's faults
 * travel in its body. Jobs may be repeated, so a copy too many does no harm.
 */
async function tryAgain(
  ctx: Context,
  lane: Lane,
  message: Message,
  faults: number,
  delaySeconds: number,
): Promise<void> {
  try {
    await queueOf(ctx.queues, lane).send({ ...(message.body as object), faults }, { delaySeconds });
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

function giveUp(
  run: Run,
  message: Message,
  why: { code: string; detail: string },
  note?: () => Promise<void>,
): Promise<void> {
  run.tally.failed();
  return bury(run.ctx, run.lane, message, why, note);
}

/** The letter first: what was noted as given up is not begun again, so that nothing but its letter would bring it back. */
async function bury(
  ctx: Context,
  lane: string,
  message: Message,
  why: { code: string; detail: string },
  note?: () => Promise<void>,
): Promise<void> {
  const { id: messageId, attempts, body } = message;
  try {
    await keepDeadLetter(ctx, { lane, messageId, attempts, body, ...why });
    await ctx.crashPoint('letter.kept');
    await note?.();
    message.ack();
  } catch (error) {
    ctx.log.error('queue.dead_letter_not_kept', error, { lane, messageId });
    message.retry({ delaySeconds: houseWaitSeconds(attempts, Math.random()) });
  }
}

const addressed = z.object({ lane: z.string() });

/** The platform's own dead letters name neither their queue nor what went wrong; the body names its lane. */
async function buryGivenUp(ctx: Context, message: Message): Promise<void> {
  const { data } = addressed.safeParse(message.body);
  const lane = data !== undefined && isLane(data.lane) ? data.lane : 'dead-letters';
  const detail = `The platform gave it up after ${message.attempts} deliveries without an answer.`;
  await bury(ctx, lane, message, { code: 'given_up', detail });
}
