import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { readWranglerConfig } from './wrangler-config.ts';
import { ROOT } from '../places.ts';

/**
 * One Worker as wrangler would deploy it, as the text of its only module. `entry` is a path in the checkout. The
 * product and what it is compared with are bundled the same way.
 */
export async function bundle(entry: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'recado-bundle-'));
  try {
    const { compatibility_date, compatibility_flags, keep_names, minify } = readWranglerConfig();
    const settings = { compatibility_date, compatibility_flags, keep_names, minify };
    const config = join(folder, 'wrangler.json');
    // A configuration without bindings: the dashboard need not be built to measure the Worker.
    await writeFile(config, JSON.stringify({ name: 'bench', main: join(ROOT, entry), ...settings }));
    const out = join(folder, 'out');
    await promisify(execFile)(
      join(ROOT, 'node_modules/.bin/wrangler'),
      ['deploy', '--dry-run', '--config', config, '--outdir', out],
      { cwd: ROOT, env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' } },
    );
    return await readFile(join(out, basename(entry).replace(/\.ts$/, '.js')), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
