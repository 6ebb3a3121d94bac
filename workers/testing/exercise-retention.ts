import { env } from 'cloudflare:workers';
import type { Deployment } from './deployment.ts';

/** What only grows is forgotten: the log begins with rows that are older than is kept. */
export async function exerciseRetention(deployment: Deployment, companyId: string): Promise<void> {
  await env.TENANT.prepare(
    `UPDATE company_log SET at_ms = 0 WHERE company_id = ?1
       AND seq < (SELECT min(seq) FROM company_log WHERE company_id = ?1) + 3`,
  )
    .bind(companyId)
    .run();
  await deployment.tick();
}
