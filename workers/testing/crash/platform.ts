/** What the platform hands to a Worker, as far as Recado uses it; its own classes cannot be made here. */
export function queueBatch(queue: string, messages: readonly Message[]): MessageBatch {
  // Sound: the consumer uses the name and the messages of a batch, and nothing else.
  return { queue, messages } as unknown as MessageBatch;
}

export function execution(): ExecutionContext {
  // Sound: nothing but `waitUntil` is used, and what is given to it may be lost.
  return { waitUntil: () => {}, passThroughOnException: () => {}, props: {} } as unknown as ExecutionContext;
}
