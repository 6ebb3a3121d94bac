import { join } from 'node:path';
import { unstable_readConfig, type Unstable_Config } from 'wrangler';
import { ROOT } from '../places.ts';

/** The local deployment of wrangler.toml, without the dashboard's files. */
export function readWranglerConfig(): Unstable_Config {
  const config = unstable_readConfig({ config: join(ROOT, 'wrangler.toml') });
  return { ...config, assets: undefined };
}
