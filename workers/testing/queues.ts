/** One message that was sent to a queue and not consumed yet. */
export interface WaitingMessage {
  queue: string;
  id: string;
  body: unknown;
  attempts: number;
  /** Not before; absent in queues that know no clock. */
  dueAtMs?: number;
}

/** Queues whose messages a test delivers itself: as often, in whatever order and grouping it wants. */
export interface TestQueues {
  readonly waiting: WaitingMessage[];
  /** While set, sending fails with it. */
  fault: Error | null;
  /** Where the fault is limited to one queue. */
  faultyQueue: string | null;
  bind(queue: string): Queue;
}

/** With a clock, messages that were sent with a delay carry their time; whoever drains the queues looks at it. */
export function createQueues(clock?: { now: number }): TestQueues {
  const queues: TestQueues = {
    waiting: [],
    fault: null,
    faultyQueue: null,
    bind(queue) {
      const put = (body: unknown, delaySeconds = 0) => {
        if (queues.fault !== null && (queues.faultyQueue ?? queue) === queue) throw queues.fault;
        // As on the wire: a consumer never shares an object with whoever sent it.
        const copy: unknown = JSON.parse(JSON.stringify(body));
        const due = clock === undefined ? {} : { dueAtMs: clock.now + delaySeconds * 1_000 };
        queues.waiting.push({ queue, id: crypto.randomUUID(), body: copy, attempts: 1, ...due });
      };
      const answer = {
        metadata: { metrics: { backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: new Date(0) } },
      };
      return {
        send: (body: unknown, options?: QueueSendOptions) => {
          put(body, options?.delaySeconds);
          return Promise.resolve(answer);
        },
        sendBatch: (messages: Iterable<MessageSendRequest>) => {
          for (const { body, delaySeconds } of messages) put(body, delaySeconds);
          return Promise.resolve(answer);
        },
        metrics: () => {
          const backlogCount = queues.waiting.filter((message) => message.queue === queue).length;
          return Promise.resolve({ ...answer.metadata.metrics, backlogCount });
        },
      };
    },
  };
  return queues;
}
