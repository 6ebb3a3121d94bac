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
import { assertNever } from '../../workers/platform/errors.ts';
import { createLog } from '../../workers/platform/log.ts';
import { NO_METRICS } from '../../workers/platform/metrics/port.ts';
import { recordStatements } from '../../workers/testing/record-statements.ts';
import type { Isolate } from '../../workers/testing/crash/isolate.ts';
import { conversationIds, openOffice, renewToken, type Office } from '../../workers/testing/crash/office.ts';
import { proveCrashes, type CrashPlan } from '../../workers/testing/crash/prove.ts';

export { ChannelPacer } from '../../durable-objects/channel-pacer.ts';
export { CompanyHub } from '../../durable-objects/company-hub.ts';
export { ConversationRoom } from '../../durable-objects/conversation-room.ts';

/** How far the clock has been moved, in milliseconds. */
let aheadMs = 0;
/** While set, the companies' database answers nobody. */
let isCut = false;

const environments = new WeakMap<Env, Env>();

/** The same bindings with a database that can go away. */
function cuttable(env: Env): Env {
  const known = environments.get(env);
  if (known !== undefined) return known;
  const recorded = recordStatements(env.TENANT);
  recorded.beforeBatch = () => {
    recorded.statements.length = 0;
    return isCut ? Promise.reject(new Error('D1_ERROR: overloaded')) : Promise.resolve();
  };
  const bound = { ...env, TENANT: recorded.db };
  environments.set(env, bound);
  return bound;
}

const contextOf: typeof createContext = (env, execution) =>
  createContext(cuttable(env), execution, {
    clock: { nowMs: () => Date.now() + aheadMs },
    log: createLog({ write: () => {}, nowMs: Date.now, format: 'json' }),
    metrics: NO_METRICS,
    // Answers when the work may go on, and never when the runtime is killed here.
    crashPoint: async (point) => void (await fetch(`${env.META_GRAPH_URL}/at/${point}`)),
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
  queue: (batch, env, execution) => consume(contextOf(env, execution), batch),
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
    case 'tick':
      await sweepWakeups(context());
      await drainLogs(context());
      await followLogs(context());
      return null;
    default:
      return assertNever(asked);
  }
}
