import { createMessageBatch, type getQueueResult } from 'cloudflare:test';
import type { TestQueues, WaitingMessage } from './queues.ts';

/** Delivers what waits in the queues of a deployment, as the platform does. */
export interface QueueConsumer {
  /** Consumes everything that waits in the queues, and what follows from it. */
  drain(): Promise<void>;
  /** Consumes the jobs in the background whose time has come, and what follows from them. */
  drainJobs(): Promise<void>;
  /** Consumes the messages that wait now, as one batch of their queue; gives what became of each. */
  consumeBatch(queue: string): Promise<{ acked: number; retried: number }>;
  /** Consumes copies of these messages as one batch, whoever else has them; what is retried waits again. */
  consumeMessages(
    queue: string,
    messages: readonly WaitingMessage[],
    /** Told of each message that waits again, and for how long. */
    onRetry?: (message: WaitingMessage, delaySeconds: number) => void,
  ): Promise<{ acked: number; retried: number }>;
}

const IN_BACKGROUND = new Set(['campaigns', 'jobs', 'ai', 'media', 'outgoing']);

/** Queue rounds before a test is told that its queues never come to rest. */
const MAX_ROUNDS = 50;

export function createQueueConsumer(deps: {
  queues: TestQueues;
  /** Those in the background, which know the clock. */
  jobs: TestQueues;
  clock: { now: number };
  /** Runs the Worker's own consumer on a batch. */
  consume(batch: ReturnType<typeof createMessageBatch>): ReturnType<typeof getQueueResult>;
}): QueueConsumer {
  const { queues, jobs, clock, consume } = deps;
  const consumer: QueueConsumer = {
    async drain() {
      for (let round = 0; queues.waiting.length > 0; round++) {
        if (round === MAX_ROUNDS)
          throw new Error(`queues do not come to rest: ${JSON.stringify(queues.waiting)}`);
        const [{ queue } = { queue: '' }] = queues.waiting;
        await consumer.consumeBatch(queue);
      }
    },
    async drainJobs() {
      for (let round = 0; ; round++) {
        const next = jobs.waiting.find((message) => isDue(message, clock.now));
        if (next === undefined) return;
        if (round === MAX_ROUNDS)
          throw new Error(`jobs do not come to rest: ${JSON.stringify(jobs.waiting)}`);
        await consumer.consumeMessages(next.queue, takeFrom(jobs, next.queue, clock.now));
      }
    },
    consumeBatch(queue) {
      return consumer.consumeMessages(queue, [
        ...takeFrom(queues, queue, clock.now),
        ...takeFrom(jobs, queue, clock.now),
      ]);
    },
    async consumeMessages(queue, taken, onRetry) {
      const batch = createMessageBatch(
        queue,
        taken.map(({ id, body, attempts }) => ({ id, body, attempts, timestamp: new Date(clock.now) })),
      );
      // The plugin's own answer says who is retried, and not when.
      const retried = new Map<string, number>();
      for (const message of batch.messages) {
        const retry = message.retry.bind(message);
        message.retry = (options) => {
          retried.set(message.id, options?.delaySeconds ?? 0);
          retry(options);
        };
      }
      const result = await consume(batch);
      for (const message of taken) {
        const delaySeconds = retried.get(message.id);
        if (delaySeconds === undefined) continue;
        const from = IN_BACKGROUND.has(queue) ? jobs : queues;
        const again = { ...message, attempts: message.attempts + 1 };
        from.waiting.push(again);
        onRetry?.(again, delaySeconds);
      }
      return { acked: result.explicitAcks.length, retried: retried.size };
    },
  };
  return consumer;
}

const isDue = ({ dueAtMs = 0 }: WaitingMessage, nowMs: number) => dueAtMs <= nowMs;

function takeFrom(queues: TestQueues, queue: string, nowMs: number): WaitingMessage[] {
  const taken = queues.waiting.filter((message) => message.queue === queue && isDue(message, nowMs));
  for (const message of taken) queues.waiting.splice(queues.waiting.indexOf(message), 1);
  return taken;
}
