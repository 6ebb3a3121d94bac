import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ROOT } from './places.ts';
import { giveUp, say } from './say.ts';

/** What no program of ours asks of the network. */
const QUIET = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  DO_NOT_TRACK: '1',
  NO_COLOR: '1',
};

/** Time that children get to end by themselves, in milliseconds, before they are killed. */
const GRACE_MS = 5_000;

const children = new Set<ChildProcess>();
let isStopping = false;

export interface Child {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  /** What of its output to show; null drops the line. */
  show?: (line: string) => string | null;
}

/** Starts a program that runs until the end; its output comes line by line under its name. */
export function startChild(child: Child): void {
  const started = spawn(child.command, child.args, {
    cwd: ROOT,
    env: { ...process.env, ...QUIET, ...child.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches us alone, and we end the whole group.
    detached: true,
  });
  children.add(started);
  for (const stream of [started.stdout, started.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      const shown = child.show === undefined ? line : child.show(line);
      if (shown !== null && shown.trim() !== '') say(child.name, shown);
    });
  }
  started.once('error', (error) => giveUp(`${child.name} cannot start: ${error.message}`));
  started.once('exit', (code) => {
    children.delete(started);
    if (isStopping) return;
    say(child.name, `ended unexpectedly (${code ?? 'killed'})`);
    void stopChildren().then(() => process.exit(1));
  });
}

/** Runs a program to its end; its output is shown only when it fails. */
export function runStep(what: string, command: string, args: string[]): void {
  say('start', `${what} …`);
  const run = spawnSync(command, args, { cwd: ROOT, env: { ...process.env, ...QUIET }, encoding: 'utf8' });
  if (run.error !== undefined) giveUp(`${what} failed: ${run.error.message}. Run \`npm install\` first.`);
  if (run.status !== 0) giveUp(`${what} failed:\n${run.stdout}${run.stderr}`);
}

/** Ends every child and waits for it. */
export async function stopChildren(): Promise<void> {
  isStopping = true;
  const ended = [...children].map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of children) signalGroup(child, 'SIGTERM');
  const killer = setTimeout(() => {
    for (const child of children) signalGroup(child, 'SIGKILL');
  }, GRACE_MS);
  await Promise.all(ended);
  clearTimeout(killer);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
