import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './places.ts';

/** What was measured, when, and on what. */
export interface Machine {
  commit: string;
  /** Whether files differed from that commit. */
  isChanged: boolean;
  date: string;
  cores: number;
  processor: string;
  /** Processes that wanted a processor in the minute before, others' work included. */
  loadBefore: number;
  node: string;
  workerd: string;
  miniflare: string;
}

export function machine(): Machine {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  return {
    commit: git('rev-parse', '--short=12', 'HEAD'),
    isChanged:
      git(
        'status',
        '--porcelain',
        '--',
        'workers',
        'durable-objects',
        'migrations',
        'bench',
        'wrangler.toml',
      ) !== '',
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    node: process.version.slice(1),
    workerd: versionOf('workerd'),
    miniflare: versionOf('miniflare'),
  };
}

function versionOf(name: string): string {
  const text = readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8');
  // Every package on the registry has one.
  return (JSON.parse(text) as { version: string }).version;
}
