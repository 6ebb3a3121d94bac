import { createExecutionContext, getQueueResult, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { createContext, type Context } from '../context.ts';
import { schedule } from '../edges/cron/schedule.ts';
import { createApp } from '../edges/http/app.ts';
import { endpoints } from '../edges/http/endpoints.ts';
import { consume } from '../edges/queues/consume.ts';
import { createWebhooks } from '../edges/webhooks/app.ts';
import type { Role } from '../contracts/api/access.ts';
import type { Channel } from '../contracts/api/channels.ts';
import { insertSession } from '../features/access/queries.ts';
import { SESSION_IDLE_MS } from '../features/access/rules.ts';
import { companies, memberships, users } from '../features/access/schema.directory.ts';
import { accessTokens } from '../features/access/tokens.ts';
import { NO_METRICS, type Metrics } from '../platform/metrics/port.ts';
import { createLog } from '../platform/log.ts';
import { createGuardedFetch } from '../platform/security/guarded-fetch.ts';
import { createGuardedOpen } from '../platform/security/guarded-open.ts';
import { createHostResolver } from '../platform/security/resolve-host.ts';
import { hashPassword } from '../platform/security/passwords.ts';
import { createGraph, type Graph } from './graph.ts';
import { createQueueConsumer, type QueueConsumer } from './queue-consumer.ts';
import { createQueues, type TestQueues } from './queues.ts';
import { recordStatements, type RecordedDatabase } from './record-statements.ts';
import { sign } from './sign.ts';
import { testVars } from './vars.ts';

export const PASSWORD = 'a long made-up password';
let passwordHash: Promise<string> | null = null;

/** A signed-in person. */
export interface Person {
  companyId: string;
  userId: string;
  sessionId: string;
  accessToken: string;
}

/** Whoever has an access token. */
export type Caller = Pick<Person, 'accessToken'> & Partial<Person>;

/** The whole Worker with real databases and objects; the test moves the clock, the queues and Meta. */
export interface Deployment extends QueueConsumer {
  readonly graph: Graph;
  readonly queues: TestQueues;
  readonly directory: RecordedDatabase;
  readonly tenant: RecordedDatabase;
  readonly search: RecordedDatabase;
  /** The queues of jobs in the background: apart, so that a test of messages need not know of them. */
  readonly jobs: TestQueues;
  readonly clock: { now: number };
  readonly logLines: string[];
  readonly env: Env;
  context(): Context;
  createCompany(slug: string): Promise<string>;
  signUp(companyId: string, role: Role, email?: string, options?: { isOperator?: boolean }): Promise<Person>;
  /** The same person with a fresh access token: one lives only minutes of the clock. */
  renew(person: Person): Promise<Person>;
  /** Calls the API; `person` null calls it anonymously. */
  call(
    person: Caller | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** Uploads these bytes under the type that is claimed of them. */
  upload(person: Caller, path: string, bytes: Uint8Array, contentType: string): Promise<Response>;
  json<T>(
    person: Caller,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<T>;
  connectNumber(person: Person, phoneNumberId: string, wabaId?: string): Promise<Channel>;
  /** Delivers a webhook as Meta does; gives the status. */
  deliver(body: unknown, options?: { secret?: string; path?: string }): Promise<Response>;
  /** Brings any request to the webhook door. */
  webhook(request: Request): Promise<Response>;
  tick(): Promise<void>;
}

interface DeploymentOptions {
  metrics?: Metrics;
  /** Vars beside those of every test. */
  vars?: Record<string, string>;
}

export function createDeployment({ metrics = NO_METRICS, vars = {} }: DeploymentOptions = {}): Deployment {
  const graph = createGraph();
  const queues = createQueues();
  const directory = recordStatements(env.DIRECTORY);
  const tenant = recordStatements(env.TENANT);
  const search = recordStatements(env.SEARCH);
  const clock = { now: Date.UTC(2026, 4, 12, 9, 30) };
  let arrivedAtMs = 0;
  const jobs = createQueues(clock);
  const logLines: string[] = [];
  const bindings: Env = {
    ...env,
    ...vars,
    DIRECTORY: directory.db,
    TENANT: tenant.db,
    SEARCH: search.db,
    WEBHOOKS: queues.bind('webhooks'),
    STATUSES: queues.bind('statuses'),
    MESSAGES_URGENT: queues.bind('messages-urgent'),
    MESSAGES: queues.bind('messages'),
    CAMPAIGNS: jobs.bind('campaigns'),
    JOBS: jobs.bind('jobs'),
    AI_TURNS: jobs.bind('ai'),
    MEDIA_FILES: jobs.bind('media'),
    OUTGOING: jobs.bind('outgoing'),
    LOGIN_LIMIT: { limit: () => Promise.resolve({ success: true }) },
    LOGIN_ADDRESS_LIMIT: { limit: () => Promise.resolve({ success: true }) },
    EVENT_LIMIT: { limit: () => Promise.resolve({ success: true }) },
  };
  const nowMs = () => clock.now;
  const isLocal = vars['DEPLOYMENT'] !== 'production';
  const fetch = createGuardedFetch({ isLocal, fetch: graph.fetch });
  const overrides = {
    clock: { nowMs },
    log: createLog({ write: (line) => logLines.push(line), nowMs, level: 'debug', format: 'json' }),
    fetch,
    fetchReceiver: isLocal
      ? fetch
      : createGuardedFetch({
          isLocal,
          fetch: graph.fetch,
          resolveHost: createHostResolver({ fetch, nowMs }),
        }),
    open: createGuardedOpen({ isLocal: true, fetch: graph.fetch }),
    // Counters have tests of their own: elsewhere their rows would stand beside those that are counted.
    metrics,
  };
  const contextOf: typeof createContext = (bound, execution) => createContext(bound, execution, overrides);
  const context = () => contextOf(bindings, createExecutionContext());
  const app = createApp(endpoints, contextOf);
  const webhooks = createWebhooks(contextOf, {
    // One after the other, as on a wire: what arrives in one millisecond has no order.
    nowMs: () => (arrivedAtMs = Math.max(arrivedAtMs + 1, clock.now)),
  });

  const consumer = createQueueConsumer({
    queues,
    jobs,
    clock,
    async consume(batch) {
      const execution = createExecutionContext();
      await consume(contextOf(bindings, execution), batch);
      return getQueueResult(batch, execution);
    },
  });

  const deployment: Deployment = {
    graph,
    queues,
    jobs,
    directory,
    tenant,
    search,
    clock,
    logLines,
    env: bindings,
    context,
    async createCompany(slug) {
      const ctx = context();
      const id = ctx.ids.next('co');
      await ctx.directory.batch([
        ctx.directory.orm
          .insert(companies)
          .values({ id, slug, name: `Company ${slug}`, createdAtMs: clock.now }),
      ]);
      return id;
    },
    async signUp(companyId, role, email = `${crypto.randomUUID()}@people.test`, { isOperator = false } = {}) {
      const ctx = context();
      const userId = ctx.ids.next('usr');
      passwordHash ??= hashPassword(PASSWORD);
      await ctx.directory.batch([
        ctx.directory.orm.insert(users).values({
          id: userId,
          email,
          name: `A ${role}`,
          passwordHash: await passwordHash,
          isOperator,
          createdAtMs: clock.now,
        }),
        ctx.directory.orm.insert(memberships).values({ companyId, userId, role, createdAtMs: clock.now }),
      ]);
      // Not through the sign-in, which has tests of its own: checking a password takes a quarter of a second.
      const sessionId = ctx.ids.next('ses');
      await ctx.directory.batch([
        insertSession(ctx.directory, {
          id: sessionId,
          userId,
          companyId,
          tokenHash: sessionId,
          rotatedAtMs: clock.now,
          createdAtMs: clock.now,
          expiresAtMs: clock.now + SESSION_IDLE_MS,
        }),
      ]);
      return deployment.renew({ companyId, userId, sessionId, accessToken: '' });
    },
    async renew(person) {
      const { companyId, userId, sessionId } = person;
      const tokens = accessTokens(context().config);
      const accessToken = await tokens.sign({ sub: userId, companyId, sessionId }, clock.now);
      return { ...person, accessToken };
    },
    async call(person, method, path, body, headers = {}) {
      const request = new Request(`http://recado.test${path}`, {
        method,
        headers: {
          ...(person === null ? {} : { authorization: `Bearer ${person.accessToken}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const execution = createExecutionContext();
      const response = await app.fetch(request, bindings, execution);
      await waitOnExecutionContext(execution);
      return response;
    },
    async upload({ accessToken }, path, bytes, contentType) {
      const request = new Request(`http://recado.test${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': contentType },
        body: Uint8Array.from(bytes),
      });
      return app.fetch(request, bindings, createExecutionContext());
    },
    async json(person, method, path, body, headers) {
      const response = await deployment.call(person, method, path, body, headers);
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    connectNumber: (person, phoneNumberId, wabaId = `8${phoneNumberId}`) =>
      deployment.json(person, 'POST', '/v1/channels', {
        kind: 'cloud',
        name: `Number ${phoneNumberId}`,
        phoneNumberId,
        wabaId,
        displayPhoneNumber: '+1 555 010 0000',
        accessToken: `token-of-${phoneNumberId}`,
        skipVerification: true,
      }),
    async deliver(body, { secret = testVars.META_APP_SECRET, path = '/webhooks/meta' } = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const request = new Request(`http://recado.test${path}`, {
        method: 'POST',
        headers: { 'x-hub-signature-256': await sign(secret, text), 'content-type': 'application/json' },
        body: text,
      });
      return deployment.webhook(request);
    },
    webhook: async (request) => webhooks.fetch(request, bindings, createExecutionContext()),
    ...consumer,
    tick: () => schedule(context()),
  };
  return deployment;
}
