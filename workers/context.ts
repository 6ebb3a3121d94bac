import { readConfig, type Config } from './config.ts';
import type {
  AlertEvaluateJob,
  ConversationSeen,
  ResendJob,
  ChannelJob,
  DeliveryBody,
  IncomingEventJob,
  MediaFetch,
  MessageJob,
  RedriveJob,
  SearchJob,
  WebhookPlanJob,
} from './contracts/queues.ts';
import { createCloudAccounts } from './channels/cloud/account.ts';
import { createCloudMedia } from './channels/cloud/media.ts';
import { createCloudChannel } from './channels/cloud/send.ts';
import { createCloudTemplates } from './channels/cloud/templates.ts';
import type { AccountAdapter, ChannelAdapter, MediaAdapter, TemplateAdapter } from './channels/port.ts';
import { publishAndIndex } from './features/search/wake-index.ts';
import { publishAndNotify } from './features/notifications/index.ts';
import { publishAndPlan } from './features/webhooks-out/index.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { GO_ON, type ReachCrashPoint } from './platform/crash-points.ts';
import { directoryDb, type DirectoryDb } from './platform/db/directory-db.ts';
import { systemDb, type SystemDb } from './platform/db/system-db.ts';
import { tenantDb, type TenantDb } from './platform/db/tenant-db.ts';
import { cryptoIds, type Ids } from './platform/ids.ts';
import { createLog, writeToConsole, type Log } from './platform/log.ts';
import { createBindingMailer, type MailBinding } from './platform/mail/binding-mailer.ts';
import { createHttpMailer } from './platform/mail/http-mailer.ts';
import type { Mailer } from './platform/mail/port.ts';
import { createAnalyticsMetrics } from './platform/metrics/analytics-metrics.ts';
import { createDatabaseMetrics } from './platform/metrics/database-metrics.ts';
import type { Metrics } from './platform/metrics/port.ts';
import { createPublish, type Publish } from './platform/realtime.ts';
import { createEnvelope, type Envelope } from './platform/security/envelope.ts';
import {
  createGuardedFetch,
  type GuardedFetch,
  type ResolveHost,
} from './platform/security/guarded-fetch.ts';
import { createGuardedOpen, type GuardedOpen } from './platform/security/guarded-open.ts';
import { createHostResolver } from './platform/security/resolve-host.ts';

/** Everything that a verb may need, made once per request, queue batch or cron tick. A verb asks for a part of it. */
export interface Context {
  config: Config;
  clock: Clock;
  ids: Ids;
  log: Log;
  directory: DirectoryDb;
  /** The company's tenant database. Where companies live apart, this is the place that knows. */
  tenant: (companyId: string) => TenantDb;
  /** What can be found by its words, in a database of its own. */
  search: (companyId: string) => TenantDb;
  /** The databases behind the two above as wholes, for the cron alone. */
  system: { tenants: readonly SystemDb[]; search: SystemDb };
  envelope: Envelope;
  fetch: GuardedFetch;
  /** For addresses that customers give: what their names lead to is looked at before each call. */
  fetchReceiver: GuardedFetch;
  /** Null where the deployment is local: names are not asked for. */
  resolveHost: ResolveHost | null;
  channels: Record<'cloud', ChannelAdapter>;
  templates: TemplateAdapter;
  accounts: AccountAdapter;
  media: MediaAdapter;
  queues: {
    messagesUrgent: Queue<MessageJob>;
    webhooks: Queue<DeliveryBody>;
    statuses: Queue<DeliveryBody>;
    /** What automations, personas and cadences write. */
    messages: Queue<ConversationSeen | ResendJob>;
    campaigns: Queue;
    jobs: Queue<AlertEvaluateJob | SearchJob | RedriveJob | WebhookPlanJob | ChannelJob | IncomingEventJob>;
    ai: Queue;
    media: Queue<MediaFetch>;
    outgoing: Queue;
  };
  archive: R2Bucket;
  /** Files of messages. */
  files: R2Bucket;
  publish: Publish;
  crashPoint: ReachCrashPoint;
  metrics: Metrics;
  /** Null where the deployment cannot send mails. */
  mail: Mailer | null;
  bindings: Env;
  /** For work that may be lost: everything that must happen has a row of its own. */
  waitUntil: (work: Promise<unknown>) => void;
}

/** What differs in tests. */
export interface ContextOverrides {
  clock?: Clock;
  log?: Log;
  fetch?: GuardedFetch;
  fetchReceiver?: GuardedFetch;
  open?: GuardedOpen;
  metrics?: Metrics;
  crashPoint?: ReachCrashPoint;
}

export function createContext(
  env: Env,
  execution: { waitUntil(work: Promise<unknown>): void },
  overrides: ContextOverrides = {},
): Context {
  const config = readConfig(env);
  const clock = overrides.clock ?? systemClock;
  const log =
    overrides.log ??
    createLog({ write: writeToConsole, nowMs: clock.nowMs, format: config.isLocal ? 'pretty' : 'json' });
  const fetch = overrides.fetch ?? createGuardedFetch({ isLocal: config.isLocal });
  const resolveHost = config.isLocal ? null : createHostResolver({ fetch, nowMs: clock.nowMs });
  const open = overrides.open ?? createGuardedOpen({ isLocal: config.isLocal });
  const context = {
    config,
    clock,
    ids: cryptoIds(clock.nowMs),
    log,
    directory: directoryDb(env.DIRECTORY),
    tenant: (companyId: string) => tenantDb(env.TENANT, companyId),
    search: (companyId: string) => tenantDb(env.SEARCH, companyId),
    system: { tenants: [systemDb(env.TENANT)], search: systemDb(env.SEARCH) },
    envelope: envelopeOf(config),
    fetch,
    fetchReceiver:
      overrides.fetchReceiver ??
      (resolveHost === null ? fetch : createGuardedFetch({ isLocal: false, resolveHost })),
    resolveHost,
    channels: { cloud: createCloudChannel({ graphUrl: config.meta.graphUrl, fetch }) },
    templates: createCloudTemplates({ graphUrl: config.meta.graphUrl, fetch }),
    accounts: createCloudAccounts({ graphUrl: config.meta.graphUrl, fetch }),
    media: createCloudMedia({ graphUrl: config.meta.graphUrl, fetch, open }),
    queues: {
      messagesUrgent: env.MESSAGES_URGENT,
      webhooks: env.WEBHOOKS,
      statuses: env.STATUSES,
      messages: env.MESSAGES,
      campaigns: env.CAMPAIGNS,
      jobs: env.JOBS,
      ai: env.AI_TURNS,
      media: env.MEDIA_FILES,
      outgoing: env.OUTGOING,
    },
    archive: env.ARCHIVE,
    files: env.MEDIA,
    bindings: env,
    crashPoint: overrides.crashPoint ?? GO_ON,
    waitUntil: (work: Promise<unknown>) => execution.waitUntil(work),
    mail: mailerOf(env, { config, fetch }),
    metrics: overrides.metrics ?? metricsOf(env, { config, nowMs: clock.nowMs, fetch, log, execution }),
  } satisfies Omit<Context, 'publish'>;
  const publish = publishAndIndex(createPublish(env, log), env.JOBS, log);
  return { ...context, publish: publishAndNotify(publishAndPlan(publish, context), context) };
}

/** The platform's own way where it is bound, else a provider's where one is named. */
function mailerOf(env: Env, { config, fetch }: { config: Config; fetch: GuardedFetch }): Mailer | null {
  if (config.mail === null) return null;
  const { from, http } = config.mail;
  const { MAIL: binding } = withMail(env);
  if (binding !== undefined) return createBindingMailer({ binding, from });
  return http === null ? null : createHttpMailer({ ...http, from, fetch });
}

/** Sound: a `send_email` binding has this shape, and wrangler.toml gives the name to nothing else. */
const withMail = (env: Env) => env as { MAIL?: MailBinding };

/** Where there is an Analytics Engine, counting costs no row; elsewhere it costs a row a second at most. */
function metricsOf(
  env: Env,
  deps: {
    config: Config;
    nowMs: () => number;
    fetch: GuardedFetch;
    log: Log;
    execution: { waitUntil(work: Promise<unknown>): void };
  },
): Metrics {
  const { config, nowMs, fetch, log, execution } = deps;
  if (env.METRICS !== undefined)
    return createAnalyticsMetrics({ dataset: env.METRICS, access: config.analytics, fetch, log });
  const waitUntil = (work: Promise<unknown>) => execution.waitUntil(work);
  return createDatabaseMetrics({ db: directoryDb(env.DIRECTORY), nowMs, waitUntil, log });
}

const envelopes = new WeakMap<Config, Envelope>();

/** One envelope per isolate: it caches the keys that it derives. */
function envelopeOf(config: Config): Envelope {
  const known = envelopes.get(config);
  if (known !== undefined) return known;
  const envelope = createEnvelope(config.encryptionKeys);
  envelopes.set(config, envelope);
  return envelope;
}
