import type { Context } from '../../context.ts';
import type { Config } from '../../config.ts';
import { findMetaAppBySlug } from './queries.ts';

/** A company's own Meta app, opened. */
export interface MetaAppSecrets {
  companyId: string;
  appSecret: string;
  verifyToken: string;
}

/** How long an isolate keeps a company's secret, in milliseconds. A changed one works everywhere after this. Ours. */
export const META_APP_CACHE_MS = 60_000;
/** Apps remembered per isolate. Ours. */
const MAX_APPS = 1_000;

interface CachedApp {
  app: MetaAppSecrets | null;
  untilMs: number;
}
const caches = new WeakMap<Config, Map<string, CachedApp>>();

/**
 * The app of the company with this slug; null where there is none. Throws a `HouseError` when it must be read and
 * the database does not answer.
 */
export async function findMetaApp(
  ctx: Pick<Context, 'config' | 'clock' | 'directory' | 'envelope'>,
  slug: string,
): Promise<MetaAppSecrets | null> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(slug)) return null;
  const nowMs = ctx.clock.nowMs();
  const cache = cacheOf(ctx.config);
  const cached = cache.get(slug);
  if (cached !== undefined && cached.untilMs > nowMs) return cached.app;
  const app = await readMetaApp(ctx, slug);
  if (cache.size >= MAX_APPS) cache.clear();
  cache.set(slug, { app, untilMs: nowMs + META_APP_CACHE_MS });
  return app;
}

/** Lets this isolate read the company's app again. */
export function forgetMetaApp(config: Config, slug: string): void {
  cacheOf(config).delete(slug);
}

async function readMetaApp(
  ctx: Pick<Context, 'directory' | 'envelope'>,
  slug: string,
): Promise<MetaAppSecrets | null> {
  const row = await findMetaAppBySlug(ctx.directory, slug);
  if (row === null) return null;
  const place = { companyId: row.companyId, table: 'meta_apps', row: row.companyId };
  const [appSecret, verifyToken] = await Promise.all([
    ctx.envelope.open({ ...place, column: 'app_secret' }, row.appSecretSealed),
    ctx.envelope.open({ ...place, column: 'verify_token' }, row.verifyTokenSealed),
  ]);
  return { companyId: row.companyId, appSecret, verifyToken };
}

function cacheOf(config: Config): Map<string, CachedApp> {
  let cache = caches.get(config);
  if (cache === undefined) {
    cache = new Map();
    caches.set(config, cache);
  }
  return cache;
}
