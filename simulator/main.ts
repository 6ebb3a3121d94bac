import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import { createSimulator } from './create-simulator.ts';
import { logToStdout } from './log.ts';

await main();

async function main(): Promise<void> {
  try {
    const config = readConfig(process.env);
    const simulator = createSimulator({
      numbers: config.numbers,
      stateFolder: config.stateFolder,
      seed: config.seed,
      log: logToStdout,
      pageFolder: fileURLToPath(new URL('dist', import.meta.url)),
    });
    const { url } = await simulator.start(config.port);
    logToStdout(`simulator on ${url}, ${config.numbers.length} business number(s) from the environment`);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        void simulator.stop().then(() => process.exit(0));
      });
    }
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'The simulator could not start.';
  if ('code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? String(error.port) : 'its port';
    return `The simulator cannot start: port ${port} is taken. Set SIMULATOR_PORT to another one.`;
  }
  return `The simulator cannot start: ${error.message}`;
}
