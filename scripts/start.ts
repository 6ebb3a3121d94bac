/**
 * `npm start`: a whole deployment on this machine. Builds the pages, prepares and seeds a local database, starts the
 * Worker and the simulator, ticks the crons, and stops all of it on Ctrl-C.
 */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildPages } from './local/build.ts';
import { startChild, stopChildren } from './local/children.ts';
import { migrate } from './local/database.ts';
import { DEMO_COMPANIES, DEMO_PASSWORD } from './local/demo.ts';
import { letFirstCustomersWrite } from './local/first-customers.ts';
import { PORT, SIMULATOR_PORT, STATE, WORKER_STATE } from './local/places.ts';
import { refuseTakenPorts } from './local/ports.ts';
import { giveUp, say } from './local/say.ts';
import { seed } from './local/seed.ts';
import { startTicking } from './local/tick.ts';
import { untilAnswers } from './local/until-answers.ts';
import { readVars, writeVarsFile, type LocalVars } from './local/vars.ts';

/** The first start on a cold machine compiles the Worker. */
const READY_WITHIN_MS = 300_000;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

await refuseTakenPorts({ PORT, SIMULATOR_PORT });

const vars = readVars();
buildPages();
migrate();
const isFirstStart = await seed(vars);
startSimulator(vars);
startWorker(vars);
try {
  await Promise.all([
    untilAnswers(`http://127.0.0.1:${SIMULATOR_PORT}/healthz`, READY_WITHIN_MS),
    untilAnswers(`http://127.0.0.1:${PORT}/healthz`, READY_WITHIN_MS),
  ]);
  if (isFirstStart) await letFirstCustomersWrite();
} catch (error) {
  await stopChildren();
  giveUp(`Recado did not start: ${error instanceof Error ? error.message : String(error)}`);
}
startTicking();
printAddresses();

function startWorker(local: LocalVars): void {
  startChild({
    name: 'worker',
    command: 'wrangler',
    args: [
      'dev',
      '--port',
      String(PORT),
      '--inspector-port',
      '0',
      '--persist-to',
      WORKER_STATE,
      '--env-file',
      writeVarsFile(local),
      '--show-interactive-dev-session=false',
    ],
    show: readableWorkerLine,
  });
}

function startSimulator(local: LocalVars): void {
  const numbers = DEMO_COMPANIES.map(({ name, number }) => ({
    wabaId: number.wabaId,
    phoneNumberId: number.phoneNumberId,
    displayPhoneNumber: number.displayPhoneNumber,
    accessToken: number.accessToken,
    verifiedName: name,
    appSecret: local.META_APP_SECRET,
    verifyToken: local.META_VERIFY_TOKEN,
    callbackUrl: `http://127.0.0.1:${PORT}/webhooks/meta`,
  }));
  startChild({
    name: 'simulator',
    command: process.execPath,
    args: ['simulator/main.ts'],
    env: {
      SIMULATOR_PORT: String(SIMULATOR_PORT),
      SIMULATOR_STATE: resolve(STATE, 'simulator'),
      SIMULATOR_NUMBERS: JSON.stringify(numbers),
    },
    show: (line) => line.replace(/^\d\d:\d\d:\d\d\.\d+ /, ''),
  });
}

/** Wrangler's own words about bindings and requests are noise; ours and its errors are not. */
function readableWorkerLine(line: string): string | null {
  if (/^\[wrangler:info\] (GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\S+) (\d+)/.test(line)) {
    const [, method, path, status] = /\] (\w+) (\S+) (\d+)/.exec(line) ?? [];
    const isDull = path?.startsWith('/cdn-cgi/') === true || path?.startsWith('/assets/') === true;
    return isDull ? null : `${method} ${path?.split('?')[0]} ${status}`;
  }
  if (
    /^\[wrangler:info\] (QUEUE|Ready|✨|⎔)|telemetry|Scheduled Workers|trigger a scheduled|cdn-cgi|cron-triggers|Using secrets/u.test(
      line,
    )
  ) {
    return null;
  }
  if (/^(env\.|Your Worker|Binding|╭|│|╰|⎔|⛅|─|\s*$)/u.test(line)) return null;
  return line;
}

function printAddresses(): void {
  const [company] = DEMO_COMPANIES;
  const [owner] = company?.people ?? [];
  const lines = [
    '',
    `  Dashboard   http://localhost:${PORT}`,
    `              ${owner?.email} / ${DEMO_PASSWORD}`,
    `  Phone       http://localhost:${SIMULATOR_PORT}`,
    `  Log         ${resolve(STATE, 'recado.log')}`,
    '',
    '  Ctrl-C stops everything. `npm run reset` forgets all local data.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function stop(): Promise<void> {
  say('start', 'stopping …');
  await stopChildren();
  rmSync(resolve(STATE, 'vars.env'), { force: true });
  process.exit(0);
}
