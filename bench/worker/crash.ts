/**
 * The Worker with its own queues and doors, whose clock can be moved and whose work reports where it is: at a named
 * point the provider may kill the runtime. And the proof of `workers/testing/crash` behind one address.
 */
import { createContext } from '../../workers/context.ts';
import { createApp } from '../../workers/edges/http/app.ts';
import { endpoints } from '../../workers/edges/http/endpoints.ts';
import { sweepWakeups } from '../../workers/edges/cron/sweep-wakeups.ts';
import { consume } from '../../workers/edges/queues/consume.ts';
import { createWebhooks } from '../../workers/edges/webhooks/app.ts';
import { drainLogs } from '../../workers/features/realtime/index.ts';
import { followLogs } from '../../workers/features/webhooks-out/index.ts';
import { assertNever, ValidationError } from '../../workers/platform/errors.ts';
import { createLog } from '../../workers/platform/log.ts';
import { NO_METRICS } from '../../workers/platform/metrics/port.ts';
import { recordStatements } from '../../workers/testing/record-statements.ts';
import type { Isolate } from '../../workers/testing/crash/isolate.ts';
import { conversationIds, openOffice, renewToken, type Office } from '../../workers/testing/crash/office.ts';
import { queueBatch } from '../../workers/testing/crash/platform.ts';
import { proveCrashes, type CrashPlan } from '../../workers/testing/crash/prove.ts';

export { ChannelPacer } from '../../durable-objects/channel-pacer.ts';
export { CompanyHub } from '../../durable-objects/company-hub.ts';
export { ConversationRoom } from '../../durable-objects/conversation-room.ts';

/** How far the clock has been moved, in milliseconds. */
let aheadMs = 0;
/** While set, the companies' database answers nobody. */
let isCut = false;

/**
 * Jobs that no row remembers: in production their queue does, through every end of the runtime. Here the provider does.
 * All others must be found again by their rows, and are lost with the runtime.
 */
const KEPT_KINDS: ReadonlySet<string> = new Set([
  'event.incoming',
  'conversation.seen',
  'dead-letters.redrive',
]);

export interface KeptMessage {
  queue: 'jobs' | 'messages';
  body: unknown;
}

const isKept = (body: unknown) => KEPT_KINDS.has((body as { kind?: string }).kind ?? '');

async function report(env: Env, what: 'sent' | 'acknowledged', messages: KeptMessage[]): Promise<void> {
  const kept = messages.filter(({ body }) => isKept(body));
  if (kept.length === 0) return;
  const body = JSON.stringify(kept);
  const { ok } = await fetch(`${env.META_GRAPH_URL}/queue/${what}`, { method: 'POST', body });
  if (!ok) throw new Error(`what was ${what} is not kept`);
}

/** A queue whose messages are kept before it has them. */
function kept(env: Env, name: KeptMessage['queue'], real: Queue): Queue {
  return {
    metrics: () => real.metrics(),
    async send(body, options) {
      await report(env, 'sent', [{ queue: name, body }]);
      return real.send(body, options);
    },
    async sendBatch(messages, options) {
      const list = [...messages];
      await report(
        env,
        'sent',
        list.map(({ body }) => ({ queue: name, body })),
      );
      return real.sendBatch(list, options);
    },
  };
}

const environments = new WeakMap<Env, Env>();

/** The same bindings with a database that can go away, and queues that outlive the runtime. */
function cuttable(env: Env): Env {
  const known = environments.get(env);
  if (known !== undefined) return known;
  const recorded = recordStatements(env.TENANT);
  recorded.beforeBatch = () => {
    recorded.statements.length = 0;
    return isCut ? Promise.reject(new Error('D1_ERROR: overloaded')) : Promise.resolve();
  };
  const bound = {
    ...env,
    TENANT: recorded.db,
    JOBS: kept(env, 'jobs', env.JOBS),
    MESSAGES: kept(env, 'messages', env.MESSAGES),
  };
  environments.set(env, bound);
  return bound;
}

const contextOf: typeof createContext = (env, execution) =>
  createContext(cuttable(env), execution, {
    clock: { nowMs: () => Date.now() + aheadMs },
    log: createLog({ write: () => {}, nowMs: Date.now, format: 'json' }),
    metrics: NO_METRICS,
    // Answers when the work may go on, and never when the runtime is killed here.
    async crashPoint(point) {
      const { status } = await fetch(`${env.META_GRAPH_URL}/at/${point}`);
      if (status === 409) throw new ValidationError('mistake', 'A mistake in the code.');
    },
  });
const app = createApp(endpoints, contextOf);
const webhooks = createWebhooks(contextOf);

export type ControlRequest =
  | { do: 'prove'; plan: CrashPlan }
  | { do: 'open'; number: string }
  | { do: 'token'; office: Office }
  | { do: 'threads'; office: Office }
  | { do: 'move-clock'; aheadMs: number }
  | { do: 'cut-database' }
  | { do: 'enqueue'; messages: KeptMessage[] }
  | { do: 'tick' };

export default {
  async fetch(request, env, execution) {
    const { pathname } = new URL(request.url);
    if (pathname === '/control') {
      const answer = await control(await request.json<ControlRequest>(), env, execution);
      return Response.json(answer ?? null);
    }
    const door = pathname.startsWith('/webhooks/') ? webhooks : app;
    return door.fetch(request, env, execution);
  },
  async queue(batch, env, execution) {
    const acknowledged: KeptMessage[] = [];
    const messages = batch.messages.map((message) => ({
      id: message.id,
      timestamp: message.timestamp,
      body: message.body,
      attempts: message.attempts,
      ack() {
        // Sound: only those of the queues that are kept are told apart.
        acknowledged.push({ queue: batch.queue as KeptMessage['queue'], body: message.body });
        message.ack();
      },
      retry: (options?: QueueRetryOptions) => message.retry(options),
    }));
    await consume(contextOf(env, execution), queueBatch(batch.queue, messages));
    await report(env, 'acknowledged', acknowledged);
  },
} satisfies ExportedHandler<Env>;

async function control(asked: ControlRequest, env: Env, execution: ExecutionContext): Promise<unknown> {
  const context = () => contextOf(env, execution);
  const isolate: Isolate = { env, contextOf, context, run: (work) => work };
  switch (asked.do) {
    case 'prove':
      return proveCrashes(env, asked.plan);
    case 'open':
      return openOffice(isolate, asked.number);
    case 'token':
      return renewToken(context(), asked.office);
    case 'threads':
      return conversationIds(isolate, asked.office);
    case 'move-clock':
      aheadMs = asked.aheadMs;
      return null;
    case 'cut-database':
      isCut = true;
      return null;
    case 'enqueue':
      // As they are: they are kept already.
      for (const { queue, body } of asked.messages)
        await (queue === 'jobs' ? env.JOBS : env.MESSAGES).send(body);
      return null;
    case 'tick':
      await sweepWakeups(context());
      await drainLogs(context());
      await followLogs(context());
      return null;
    default:
      return assertNever(asked);
  }
}
