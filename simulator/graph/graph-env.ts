import type { HttpBindings } from '@hono/node-server';

/** `incoming` and `outgoing` exist only when a socket is behind the request. */
export type GraphEnv = {
  Bindings: Partial<HttpBindings>;
  Variables: { requestBody: string; faults: string[] };
};
