/** How a job ended for its queue message. `again` asks for it after a while; it is nobody's fault and counts nothing. */
export type JobEnd = { kind: 'done' } | { kind: 'again'; afterSeconds: number };
