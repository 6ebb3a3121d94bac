import { PORT } from './places.ts';
import { say } from './say.ts';

/** Crons never fire by themselves locally. Production ticks once a minute; here one waits less. */
const EVERY_MS = 10_000;

export function startTicking(): void {
  let isRunning = false;
  setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    void tick().finally(() => {
      isRunning = false;
    });
  }, EVERY_MS);
}

async function tick(): Promise<void> {
  try {
    const url = `http://127.0.0.1:${PORT}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*`;
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    if (!response.ok) say('cron', `answered ${response.status}`);
  } catch (error) {
    say('cron', `not answered: ${error instanceof Error ? error.message : String(error)}`);
  }
}
