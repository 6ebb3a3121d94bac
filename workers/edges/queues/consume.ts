import * as z from 'zod/mini';
import {
  deliveryBody,
  messageJob,
  searchJob,
  type DeliveryBody,
  type MessageJob,
  type SearchJob,
} from '../../contracts/queues.ts';
import type { SendOutcome } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { deliverMessage, storeOutcome, type JobEnd } from '../../features/conversations/index.ts';
import { indexMessages } from '../../features/search/index.ts';
import { AppError, HouseError } from '../../platform/errors.ts';
import { houseWaitSeconds } from './backoff.ts';
import { keepDeadLetter } from './dead-letters.ts';
import { ingestDeliveries } from './ingest-deliveries.ts';

/** Waits after a fault of the job, in seconds; after the last one the job is a dead letter. */
const DELIVERY_RETRY_SECONDS = [2, 4, 8];
const JOB_RETRY_SECONDS = [3, 6, 12, 24, 48];

interface Policy {
  retrySeconds: readonly number[];
  consume(ctx: Context, batch: MessageBatch): Promise<void>;
}

/** Which queue does what. Names end in nothing, or in the name of the deployment. */
const POLICIES: Record<string, Policy> = {
  webhooks: { retrySeconds: DELIVERY_RETRY_SECONDS, consume: consumeDeliveries },
  statuses: { retrySeconds: DELIVERY_RETRY_SECONDS, consume: consumeDeliveries },
  'messages-urgent': { retrySeconds: JOB_RETRY_SECONDS, consume: consumeMessageJobs },
  jobs: { retrySeconds: JOB_RETRY_SECONDS, consume: consumeJobs },
  'dead-letters': { retrySeconds: [], consume: consumeDeadLetters },
};

/** Where a job is put back. */
const QUEUES: Record<string, (ctx: Context) => Pick<Queue, 'send'>> = {
  webhooks: (ctx) => ctx.queues.webhooks,
  statuses: (ctx) => ctx.queues.statuses,
  'messages-urgent': (ctx) => ctx.queues.messagesUrgent,
  jobs: (ctx) => ctx.queues.jobs,
};

/** The one consumer, and the only caller of `ack` and `retry`. */
export async function consume(ctx: Context, batch: MessageBatch): Promise<void> {
  const policy = POLICIES[batch.queue];
  if (policy === undefined) throw new Error(`no consumer for the queue ${batch.queue}`);
  await policy.consume({ ...ctx, log: ctx.log.with({ queue: batch.queue }) }, batch);
}

interface ValidDelivery {
  message: Message;
  body: DeliveryBody;
}

/** Deliveries are stored together, but those that were too large for the queue one by one: memory is finite. */
async function consumeDeliveries(ctx: Context, batch: MessageBatch): Promise<void> {
  const together: ValidDelivery[] = [];
  const alone: ValidDelivery[] = [];
  for (const message of batch.messages) {
    const parsed = deliveryBody.safeParse(message.body);
    if (!parsed.success) {
      await bury(ctx, batch.queue, message, `malformed body: ${z.prettifyError(parsed.error)}`);
    } else {
      (parsed.data.kind === 'meta.delivery' ? together : alone).push({ message, body: parsed.data });
    }
  }
  for (const group of [together, ...alone.map((one) => [one])]) await ingestGroup(ctx, batch.queue, group);
}

/** When a group fails by the job's own fault, each of it stands alone. */
async function ingestGroup(ctx: Context, queue: string, group: readonly ValidDelivery[]): Promise<void> {
  try {
    await ingestDeliveries(
      ctx,
      group.map(({ body }) => body),
    );
    for (const { message } of group) message.ack();
  } catch (error) {
    const isOneToBlame = group.length > 1 && !isHouseFault(error);
    for (const one of group) {
      if (isOneToBlame) await ingestGroup(ctx, queue, [one]);
      else await settle(ctx, queue, one.message, error);
    }
  }
}

/** Sends run beside each other; those of one conversation keep their order by the claim. */
async function consumeMessageJobs(ctx: Context, batch: MessageBatch): Promise<void> {
  await Promise.all(
    batch.messages.map(async (message) => {
      const parsed = messageJob.safeParse(message.body);
      if (!parsed.success) {
        return bury(ctx, batch.queue, message, `malformed body: ${z.prettifyError(parsed.error)}`);
      }
      try {
        const end = await runMessageJob(ctx, parsed.data);
        if (end.kind === 'done') message.ack();
        else message.retry({ delaySeconds: end.afterSeconds });
      } catch (error) {
        await settle(ctx, batch.queue, message, error);
      }
    }),
  );
}

function runMessageJob(ctx: Context, job: MessageJob): Promise<JobEnd> {
  const ref = { conversationId: job.ref.conversationId, id: job.ref.messageId };
  if (job.kind === 'message.send') return deliverMessage(ctx, job.companyId, ref);
  const claim = { ...ref, leaseUntilMs: job.leaseUntilMs };
  return storeOutcome(ctx, job.companyId, claim, JSON.parse(job.outcome) as SendOutcome, job.atMs);
}

/** However many jobs of a company came at once, its index is brought up to date once. */
async function consumeJobs(ctx: Context, batch: MessageBatch): Promise<void> {
  const valid: { message: Message; job: SearchJob }[] = [];
  for (const message of batch.messages) {
    const parsed = searchJob.safeParse(message.body);
    if (parsed.success) valid.push({ message, job: parsed.data });
    else await bury(ctx, batch.queue, message, `malformed body: ${z.prettifyError(parsed.error)}`);
  }
  const byCompany = Map.groupBy(valid, ({ job }) => job.companyId);
  await Promise.all(
    [...byCompany].map(async ([companyId, group]) => {
      try {
        const hasMore = await indexMessages(ctx, companyId);
        const [first] = group;
        if (hasMore && first !== undefined) await ctx.queues.jobs.send(first.job);
        for (const { message } of group) message.ack();
      } catch (error) {
        for (const { message } of group) await settle(ctx, batch.queue, message, error);
      }
    }),
  );
}

async function consumeDeadLetters(ctx: Context, batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    await bury(ctx, batch.queue, message, 'the platform gave it up');
  }
}

/** Decides what becomes of a message whose job threw. */
async function settle(ctx: Context, queue: string, message: Message, error: unknown): Promise<void> {
  if (isHouseFault(error)) {
    ctx.log.warn('queue.house_fault', { attempts: message.attempts, error });
    message.retry({ delaySeconds: houseWaitSeconds(message.attempts, Math.random()) });
    return;
  }
  const faults = faultsOf(message) + 1;
  const waitSeconds = POLICIES[queue]?.retrySeconds[faults - 1];
  if (waitSeconds !== undefined && isRetryable(error)) {
    ctx.log.warn('queue.job_failed', { faults, error });
    await tryAgain(ctx, queue, message, faults, waitSeconds);
    return;
  }
  await bury(
    ctx,
    queue,
    message,
    error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error',
  );
}

/**
 * The platform's own count also counts faults of the house and waits that are nobody's fault, so the job's faults
 * travel in its body. Jobs may be repeated, so a copy too many does no harm.
 */
async function tryAgain(
  ctx: Context,
  queue: string,
  message: Message,
  faults: number,
  delaySeconds: number,
): Promise<void> {
  try {
    const target = QUEUES[queue];
    if (target === undefined) throw new Error(`nothing is put back into the queue ${queue}`);
    await target(ctx).send({ ...(message.body as object), faults }, { delaySeconds });
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

function isRetryable(error: unknown): boolean {
  return error instanceof AppError ? error.retryable : true;
}

/** A fault of the database, the bucket, an object or the queue: the job is not to blame. */
function isHouseFault(error: unknown): boolean {
  if (error instanceof HouseError) return true;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : '';
  return /\bD1_|\bR2\b|Durable Object|Network connection lost|internal error|overloaded|Too Many Requests/i.test(
    text,
  );
}
