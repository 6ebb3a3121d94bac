/** What is measured against what, each alone in a runtime of its own. */
export const ENTRIES = {
  /** The product, its queue stubbed by an object that answers at once. */
  door: 'bench/worker/door.ts',
  'bare signed POST': 'bench/worker/bare-signed-post.ts',
  'bare POST': 'bench/worker/bare-post.ts',
  /** The product as it is deployed, on the runtime's queue binding with a service that answers at once behind it. */
  'door, runtime queue': 'workers/index.ts',
  'bare signed POST, runtime queue': 'bench/worker/bare-queued-post.ts',
} as const;

export type Contestant = keyof typeof ENTRIES;
export const CONTESTANTS = Object.keys(ENTRIES) as Contestant[];

/** The same of each. */
export function ofEach<T>(give: (contestant: Contestant) => T): Record<Contestant, T> {
  return Object.fromEntries(CONTESTANTS.map((contestant) => [contestant, give(contestant)])) as Record<
    Contestant,
    T
  >;
}
