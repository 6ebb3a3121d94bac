/**
 * The Worker's own consumer and verbs behind control routes, on databases that write down what every statement cost.
 * Queues are caught instead of sent to, and Meta accepts everything.
 */
import type { Lane } from '../../workers/contracts/queues.ts';
import { createContext, type Context } from '../../workers/context.ts';
import { consume } from '../../workers/edges/queues/consume.ts';
import { keepDeadLetter } from '../../workers/features/dead-letters/keep-dead-letter.ts';
import { redriveDeadLetters } from '../../workers/features/dead-letters/redrive-dead-letters.ts';
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
  | { do: 'drain-replies' }
  /** One batch of what waits in a queue. */
  | { do: 'drain'; queue: Lane; most: number }
  | { do: 'keep-letters'; lane: Lane; code: string; bodies: unknown[] }
  | { do: 'redrive'; companyId: string; lane: Lane; kind: string; code: string };

export interface ControlAnswer {
  directory: Cost;
  tenant: Cost;
  /** Queue messages that were not acknowledged. */
  unfinished: number;
  /** Queue messages that wait now, by queue. */
  waiting: Partial<Record<Lane, number>>;
  /** How often Meta was called so far. */
  calls: number;
}

const AGENT_ID = 'usr_00000000000000000000000000';
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
      MESSAGES: queues.bind('messages'),
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
      waiting: countWaiting(),
      calls: graph.calls.length,
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
    case 'drain': {
      const taken = queues.waiting.filter(({ queue }) => queue === control.queue).slice(0, control.most);
      for (const message of taken) queues.waiting.splice(queues.waiting.indexOf(message), 1);
      return consumeAll(
        ctx,
        control.queue,
        taken.map(({ body }) => body),
      );
    }
    case 'keep-letters':
      for (const body of control.bodies) {
        const { lane, code } = control;
        const messageId = crypto.randomUUID();
        await keepDeadLetter(ctx, { lane, messageId, attempts: 1, body, code, detail: 'It took too long.' });
      }
      return 0;
    case 'redrive': {
      const { companyId, lane, kind, code } = control;
      await redriveDeadLetters(ctx, { companyId }, { lane, kind, code }, AGENT_ID);
      return 0;
    }
    default:
      return assertNever(control);
  }
}

function countWaiting(): ControlAnswer['waiting'] {
  const counts: Record<string, number> = {};
  for (const { queue } of queues.waiting) counts[queue] = (counts[queue] ?? 0) + 1;
  return counts;
}

async function reply(
  ctx: Context,
  { companyId, conversationId, key }: { companyId: string; conversationId: string; key: string },
): Promise<void> {
  const agent = {
    userId: AGENT_ID,
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
