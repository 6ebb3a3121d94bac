import { resolve } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { createIds } from '../../workers/platform/ids.ts';
import { createEnvelope } from '../../workers/platform/security/envelope.ts';
import { parseKeyRing } from '../../workers/platform/security/key-ring.ts';
import { hashPassword } from '../../workers/platform/security/passwords.ts';
import { DEMO_COMPANIES, DEMO_PASSWORD, type DemoCompany } from './demo.ts';
import { WORKER_STATE } from './places.ts';
import { say } from './say.ts';
import type { LocalVars } from './vars.ts';

interface Database {
  prepare(sql: string): {
    bind(...values: unknown[]): { run(): Promise<unknown>; first<T>(): Promise<T | null> };
  };
}

/** Puts the demo companies into an empty local database. Gives whether there was anything to do. */
export async function seed(vars: LocalVars): Promise<boolean> {
  // The same files that `wrangler dev` uses: the path and the database's id in wrangler.toml name them.
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      modules: true,
      script: 'export default {}',
      compatibilityDate: '2026-11-01',
      cf: false,
      d1Databases: { DB: 'recado-local' },
    }),
    resourcePersistencePath: resolve(WORKER_STATE, 'v3'),
  });
  try {
    const DIRECTORY: Database = await miniflare.getD1Database('DB');
    const TENANT = DIRECTORY;
    const count = await DIRECTORY.prepare('SELECT count(*) AS n FROM companies')
      .bind()
      .first<{ n: number }>();
    if (count !== null && count.n > 0) return false;
    say('start', 'making the demo companies …');
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    for (const company of DEMO_COMPANIES) await seedCompany(DIRECTORY, TENANT, company, passwordHash, vars);
    return true;
  } finally {
    await miniflare.dispose();
  }
}

async function seedCompany(
  directory: Database,
  tenant: Database,
  company: DemoCompany,
  passwordHash: string,
  vars: LocalVars,
): Promise<void> {
  const ids = createIds(Date.now, (n) => crypto.getRandomValues(new Uint8Array(n)));
  const nowMs = Date.now();
  const companyId = ids.next('co');
  const channelId = ids.next('ch');
  const insert = (db: Database, table: string, row: Record<string, string | number>) =>
    db
      .prepare(
        `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
          .map(() => '?')
          .join(', ')})`,
      )
      .bind(...Object.values(row))
      .run();

  for (const person of company.people) {
    const userId = ids.next('usr');
    await insert(directory, 'users', {
      id: userId,
      email: person.email,
      name: person.name,
      password_hash: passwordHash,
      is_operator: person.isOperator === true ? 1 : 0,
      created_at_ms: nowMs,
    });
    await insert(directory, 'memberships', {
      company_id: companyId,
      user_id: userId,
      role: person.role,
      created_at_ms: nowMs,
    });
  }
  const place = { companyId, table: 'channels', row: channelId, column: 'access_token' };
  const { number } = company;
  await insert(tenant, 'channels', {
    company_id: companyId,
    id: channelId,
    kind: 'cloud',
    name: number.name,
    phone_number_id: number.phoneNumberId,
    waba_id: number.wabaId,
    display_phone_number: number.displayPhoneNumber,
    app: 'deployment',
    access_token_sealed: await createEnvelope(parseKeyRing(vars.ENCRYPTION_KEYS)).seal(
      place,
      number.accessToken,
    ),
    created_at_ms: nowMs,
  });
  await insert(directory, 'channel_routes', {
    phone_number_id: number.phoneNumberId,
    waba_id: number.wabaId,
    app: 'deployment',
    company_id: companyId,
    channel_id: channelId,
  });
  // Last, because it is what says that the seed is there.
  await insert(directory, 'companies', {
    id: companyId,
    slug: company.slug,
    name: company.name,
    shard: 'main',
    created_at_ms: nowMs,
  });
}
