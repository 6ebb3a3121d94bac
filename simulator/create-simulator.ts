import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { randomInt } from 'node:crypto';
import type { Server } from 'node:http';
import { createControlApp } from './control/control-app.ts';
import { createFaultBox } from './faults/fault-box.ts';
import type { GraphEnv } from './graph/graph-env.ts';
import { createGraphApp } from './graph/graph-app.ts';
import { answerMediaUrl } from './graph/answer-media-url.ts';
import { createPacing } from './graph/pacing.ts';
import { createReceivers } from './receivers/receivers.ts';
import { createMailbox } from './mail/mailbox.ts';
import { withholdAnswer } from './graph/unanswered.ts';
import { listen } from './listen.ts';
import { logNowhere } from './log.ts';
import type { Log } from './log.ts';
import { servePage } from './serve-page.ts';
import { serveSignup } from './signup/serve-signup.ts';
import { resumeCarrying } from './phones/carry-message.ts';
import { systemClock } from './world/clock.ts';
import type { Clock } from './world/clock.ts';
import { createHappenings } from './world/happenings.ts';
import { createIds } from './world/ids.ts';
import { createOpenChats } from './world/open-chats.ts';
import { createPendingWork } from './world/pending-work.ts';
import { createDice, secureRandomBytes } from './world/randomness.ts';
import type { RandomBytes } from './world/randomness.ts';
import { saveNumber } from './world/save-number.ts';
import type { NumberFields } from './world/save-number.ts';
import { createSettingsBox } from './world/settings.ts';
import type { SettingsPatch } from './world/settings.ts';
import { createStoppableClock } from './world/stoppable-clock.ts';
import { openStore } from './world/store.ts';
import type { World } from './world/world.ts';
import { createOutbox } from './webhooks/outbox.ts';
import { postWebhook } from './webhooks/post-webhook.ts';
import type { PostWebhook } from './webhooks/post-webhook.ts';

/** At once after a second, then less and less often; given up after about 22 minutes instead of Meta's 7 days. */
const RETRY_DELAYS_MS = [1000, 2000, 5000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 200_000];
const WEBHOOK_TIMEOUT_MS = 10_000;

/** Only what was under way a moment ago is taken up again after a restart. */
const RESUMED_AGE_MS = 60_000;

export type SimulatorOptions = {
  numbers?: NumberFields[];
  /** Folder of the persisted state; memory only without it. */
  stateFolder?: string | undefined;
  settings?: SettingsPatch;
  clock?: Clock;
  randomBytes?: RandomBytes;
  /** Repeats the same faults, shuffles and invented customers. */
  seed?: number | undefined;
  callWebhook?: PostWebhook;
  retryDelaysMs?: readonly number[];
  log?: Log;
  /** Where the built phone page lies. */
  pageFolder?: string;
};

export type Simulator = {
  /** Everything that the server answers, callable without a socket. */
  app: Hono<GraphEnv>;
  world: World;
  /** Listens on 127.0.0.1 and, where there is one, ::1; port 0 picks a free one. */
  start(port: number): Promise<{ port: number; url: string }>;
  stop(): Promise<void>;
};

export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const clock = createStoppableClock(options.clock ?? systemClock);
  const store = openStore(options.stateFolder);
  const happenings = createHappenings();
  const dice = createDice(options.seed ?? randomInt(2 ** 31));
  const settings = createSettingsBox({ store, happenings, initial: options.settings ?? {} });
  const faults = createFaultBox({ dice, happenings });
  const work = createPendingWork(happenings);
  const callWebhook = options.callWebhook ?? postWebhook;
  const log = options.log ?? logNowhere;
  const outbox = createOutbox({
    clock,
    store,
    happenings,
    settings,
    faults,
    work,
    dice,
    callWebhook,
    log,
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    timeoutMs: WEBHOOK_TIMEOUT_MS,
  });
  let origin = 'http://127.0.0.1:8788';
  const world: World = {
    clock,
    store,
    ids: createIds(options.randomBytes ?? secureRandomBytes),
    dice,
    happenings,
    settings,
    faults,
    chats: createOpenChats(happenings),
    work,
    outbox,
    callWebhook,
    log,
    origin: () => origin,
  };
  const pacing = createPacing({ clock, settings });
  for (const number of options.numbers ?? []) saveNumber(world, number);
  resumeWork(world);

  const graph = createGraphApp(world, pacing);
  const receivers = createReceivers(() => clock.nowMs());
  const mailbox = createMailbox(
    () => clock.nowMs(),
    () => happenings.publish({ kind: 'mails.changed' }),
  );
  const control = createControlApp(
    world,
    (app) => {
      receivers.addControl(app);
      mailbox.addControl(app);
    },
    () => {
      outbox.forget();
      store.clear();
      faults.clear();
      settings.reset();
      pacing.forget();
      receivers.forget();
      mailbox.forget();
      world.chats.close({});
      happenings.publish({ kind: 'world.reset' });
    },
  );
  const app = new Hono<GraphEnv>();
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.route('/control', control);
  receivers.addDoor(app);
  mailbox.addDoor(app);
  app.get('/whatsapp_business/attachments/', async (context) =>
    withholdAnswer(await answerMediaUrl(world, context)),
  );
  app.all('/:version{v[0-9]+\\.[0-9]+}/*', async (context) =>
    withholdAnswer(await graph.fetch(context.req.raw, context.env)),
  );
  serveSignup(app, world, options.pageFolder);
  if (options.pageFolder !== undefined) servePage(app, options.pageFolder);

  let servers: Server[] = [];
  return {
    app,
    world,
    async start(port) {
      const started = await listen(port, () => createHttpServer(app));
      servers = started.servers;
      // By number: whoever asks us by it must find that the files lie here too.
      origin = `http://127.0.0.1:${started.port}`;
      return { port: started.port, url: origin };
    },
    async stop() {
      clock.stop();
      outbox.forget();
      await Promise.all(servers.map(closeServer));
      servers = [];
      store.close();
    },
  };
}

function resumeWork(world: World): void {
  world.outbox.resume();
  for (const message of world.store.messages.listUnfinishedSince(world.clock.nowMs() - RESUMED_AGE_MS)) {
    resumeCarrying(world, message);
  }
}

/** Without a `createServer` option node-server makes a plain HTTP/1 server. */
function createHttpServer(app: Hono<GraphEnv>): Server {
  return createAdaptorServer({ fetch: app.fetch }) as Server;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Long polls, event streams and calls that are never answered would keep it open.
    server.closeAllConnections();
  });
}
