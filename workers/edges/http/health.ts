import packageJson from '../../../package.json' with { type: 'json' };
import { runQuery } from '../../platform/db/run.ts';
import { ok, publicEndpoint, type Endpoint } from './endpoint.ts';

export const healthRoutes: readonly Endpoint[] = [
  publicEndpoint({
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the Worker can serve: configured, and its databases answer.',
    publicBecause: 'monitors have no account, and it tells nothing but that',
    async handle(ctx) {
      await runQuery(
        Promise.all([
          ctx.bindings.DIRECTORY.prepare('SELECT 1').run(),
          ctx.bindings.TENANT.prepare('SELECT 1').run(),
        ]),
      );
      return ok({ status: 'ok', version: packageJson.version });
    },
  }),
];
