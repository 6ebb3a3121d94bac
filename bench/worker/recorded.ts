/**
 * The Worker's own consumer and verbs behind control routes, on databases that write down what every statement cost.
 * Queues are caught instead of sent to, and Meta accepts everything.
 */
import { createContext, type Context } from '../../workers/context.ts';
import { consume } from '../../workers/edges/queues/consume.ts';
import { queueMessage } from '../../workers/features/conversations/queue-message.ts';
import { assertNever } from '../../workers/platform/errors.ts';
import { createLog } from '../../workers/platform/log.ts';
import { NO_METRICS } from '../../workers/platform/metrics/port.ts';
import { createGuardedFetch } from '../../workers/platform/security/guarded-fetch.ts';
import { createGraph } from '../../workers/testing/graph.ts';
import { createQueues } from '../../workers/testing/queues.ts';
import { recordTrips, type Cost } from './record-trips.ts';

export { ChannelPacer } from '../../durable-objects/channel-pacer.ts';
export { CompanyHub } from '../../durable-objects/company-hub.ts';
export { ConversationRoom } from '../../durable-objects/conversation-room.ts';

export type ControlRequest =
  | { do: 'consume'; queue: string; bodies: unknown[] }
  | { do: 'reply'; companyId: string; conversationId: string; key: string }
  | { do: 'drain-replies' };

export interface ControlAnswer {
  directory: Cost;
  tenant: Cost;
  /** Queue messages that were not acknowledged. */
  unfinished: number;
}

const graph = createGraph();
const queues = createQueues();
/** Nobody consumes what is put here. */
const background = createQueues();

export default {
  async fetch(request, env, execution) {
    const directory = recordTrips(env.DIRECTORY);
    const tenant = recordTrips(env.TENANT);
    const bindings: Env = {
      ...env,
      DIRECTORY: directory.db,
      TENANT: tenant.db,
      MESSAGES_URGENT: queues.bind('messages-urgent'),
      JOBS: queues.bind('jobs'),
      MEDIA_FILES: background.bind('media'),
    };
    const ctx = createContext(bindings, execution, {
      log: createLog({ write: () => {}, nowMs: Date.now, format: 'json' }),
      fetch: createGuardedFetch({ isLocal: true, fetch: graph.fetch }),
      metrics: NO_METRICS,
    });
    const unfinished = await run(ctx, await request.json<ControlRequest>());
    return Response.json({
      directory: directory.cost,
      tenant: tenant.cost,
      unfinished,
    } satisfies ControlAnswer);
  },
} satisfies ExportedHandler<Env>;

async function run(ctx: Context, control: ControlRequest): Promise<number> {
  switch (control.do) {
    case 'consume':
      return consumeAll(ctx, control.queue, control.bodies);
    case 'reply':
      await reply(ctx, control);
      return 0;
    case 'drain-replies': {
      const bodies = queues.waiting.splice(0).map(({ body }) => body);
      return consumeAll(ctx, 'messages-urgent', bodies);
    }
    default:
      return assertNever(control);
  }
}

async function reply(
  ctx: Context,
  { companyId, conversationId, key }: { companyId: string; conversationId: string; key: string },
): Promise<void> {
  const agent = {
    userId: 'usr_00000000000000000000000000',
    name: 'An agent',
    companyId,
    role: 'agent' as const,
    permissions: [],
    sessionId: 'ses_00000000000000000000000000',
  };
  await queueMessage(ctx, agent, conversationId, { type: 'text', text: 'Chega na quinta!' }, key);
}

async function consumeAll(ctx: Context, queue: string, bodies: readonly unknown[]): Promise<number> {
  let acknowledged = 0;
  const messages = bodies.map((body, index) => ({
    id: `queue-message-${index}`,
    timestamp: new Date(),
    body,
    attempts: 1,
    metadata: {},
    ack: () => void (acknowledged += 1),
    retry: () => {},
  }));
  // What the consumer uses of a batch; the platform's own class cannot be made here.
  await consume(ctx, { queue, messages } as unknown as MessageBatch);
  return bodies.length - acknowledged;
}
