import { existsSync, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { runStep } from './children.ts';
import { ROOT } from './places.ts';

/** Builds the pages whose sources are newer than what was built from them. */
export function buildPages(): void {
  if (
    isStale('web/dist/index.html', [
      'web/src',
      'web/public',
      'web/index.html',
      'web/connect',
      'workers/contracts',
    ])
  ) {
    runStep('building the dashboard', 'vite', ['build', '--config', 'web/vite.config.ts']);
  }
  if (isStale('simulator/dist/index.html', ['simulator/page'])) {
    runStep('building the phone', 'vite', ['build', '--config', 'simulator/vite.config.ts']);
  }
}

function isStale(built: string, sources: string[]): boolean {
  const file = resolve(ROOT, built);
  if (!existsSync(file)) return true;
  const builtAtMs = statSync(file).mtimeMs;
  return sources.some((source) => newestIn(resolve(ROOT, source)) > builtAtMs);
}

function newestIn(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestIn(resolve(path, name))));
}
