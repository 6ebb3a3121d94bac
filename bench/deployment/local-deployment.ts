import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { testVars } from '../../workers/testing/vars.ts';
import { ROOT } from '../places.ts';
import { bundle, type Bundle } from './bundle.ts';
import { readWranglerConfig } from './wrangler-config.ts';

/** A Worker in Miniflare with every binding of wrangler.toml, on empty databases in memory. */
export interface LocalDeployment {
  readonly origin: URL;
  readonly directory: D1Database;
  readonly tenant: D1Database;
  /** Files of messages. */
  readonly files: R2Bucket;
  stop(): Promise<void>;
}

/** Where a deployment keeps its state, to be found again by the next. */
export interface Kept {
  folder: string;
  /** Whether an earlier one has left its state there. */
  isThere: boolean;
}

/** Starts the Worker of `entry` (a path in the checkout) on a free port of this machine only. */
export async function startLocalDeployment(entry: string): Promise<LocalDeployment> {
  return startBundle(await bundle(entry));
}

/** The same of what is bundled already; `vars` replace those of tests. */
export async function startBundle(
  { text, wasm }: Bundle,
  vars: Record<string, string> = {},
  kept: Kept | null = null,
): Promise<LocalDeployment> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(readWranglerConfig());
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      ...workerOptions,
      name: 'recado',
      // Not the secrets of this checkout's local deployment.
      bindings: { ...testVars, ...vars },
      modules: [
        { type: 'ESModule', path: 'index.js', contents: text },
        ...wasm.map(({ name, contents }) => ({ type: 'CompiledWasm' as const, path: name, contents })),
      ],
      rootPath: ROOT,
      host: '127.0.0.1',
      port: 0,
      cf: false,
      log: new Log(LogLevel.ERROR),
    }),
    ...(kept === null ? {} : { resourcePersistencePath: kept.folder }),
  });
  const origin = await miniflare.ready;
  const directory = await miniflare.getD1Database('DIRECTORY');
  const tenant = await miniflare.getD1Database('TENANT');
  if (kept?.isThere !== true) {
    await migrate(directory, 'migrations/directory');
    await migrate(tenant, 'migrations/tenant');
    await migrate(await miniflare.getD1Database('SEARCH'), 'migrations/search');
  }
  // Sound: it is a bucket; Miniflare has types of its own for it.
  const files = (await miniflare.getR2Bucket('MEDIA')) as unknown as R2Bucket;
  return { origin, directory, tenant, files, stop: () => miniflare.dispose() };
}

async function migrate(database: D1Database, folder: string): Promise<void> {
  const files = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.sql'));
  for (const file of files.toSorted()) {
    const statements = readFileSync(join(ROOT, folder, file), 'utf8').split('--> statement-breakpoint');
    await database.batch(statements.map((statement) => database.prepare(statement)));
  }
}
