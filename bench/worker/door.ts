/** The Worker as it is deployed, with queues that take everything at once: what its own code costs remains. */
import worker from '../../workers/index.ts';

const queue = { send: () => Promise.resolve(), sendBatch: () => Promise.resolve() } as unknown as Queue;
let bindings: Env | null = null;

export default {
  fetch(request, env, execution) {
    // One object for all requests, as the runtime's own: the Worker remembers by it that its settings were checked.
    bindings ??= { ...env, WEBHOOKS: queue, STATUSES: queue };
    return worker.fetch(request, bindings, execution);
  },
} satisfies ExportedHandler<Env>;
