/** One message that was sent to a queue and not consumed yet. */
export interface WaitingMessage {
  queue: string;
  id: string;
  body: unknown;
  attempts: number;
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

export function createQueues(): TestQueues {
  let count = 0;
  const queues: TestQueues = {
    waiting: [],
    fault: null,
    faultyQueue: null,
    bind(queue) {
      const put = (body: unknown) => {
        if (queues.fault !== null && (queues.faultyQueue ?? queue) === queue) throw queues.fault;
        // As on the wire: a consumer never shares an object with whoever sent it.
        const copy: unknown = JSON.parse(JSON.stringify(body));
        queues.waiting.push({ queue, id: `q${++count}`, body: copy, attempts: 1 });
      };
      const answer = {
        metadata: { metrics: { backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: new Date(0) } },
      };
      return {
        send: (body: unknown) => {
          put(body);
          return Promise.resolve(answer);
        },
        sendBatch: (messages: Iterable<MessageSendRequest>) => {
          for (const { body } of messages) put(body);
          return Promise.resolve(answer);
        },
        metrics: () => Promise.resolve(answer.metadata.metrics),
      };
    },
  };
  return queues;
}
