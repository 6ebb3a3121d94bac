import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { readWranglerConfig } from './wrangler-config.ts';
import { ROOT } from '../places.ts';

export interface Bundle {
  /** The text of the Worker's only module of code. */
  text: string;
  /** What the code imports beside itself. */
  wasm: { name: string; contents: Uint8Array<ArrayBuffer> }[];
}

/**
 * One Worker as wrangler would deploy it. `entry` is a path in the checkout. The
 * product and what it is compared with are bundled the same way.
 */
export async function bundle(entry: string): Promise<Bundle> {
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
    const names = (await readdir(out)).filter((name) => name.endsWith('.wasm'));
    return {
      text: await readFile(join(out, basename(entry).replace(/\.ts$/, '.js')), 'utf8'),
      wasm: await Promise.all(
        names.map(async (name) => ({ name, contents: new Uint8Array(await readFile(join(out, name))) })),
      ),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
