/**
 * `npm run create-company -- --slug acme --name "Acme" --email owner@acme.example [--owner "Ada"] [--operator]
 * [--local]`: makes a company with its first owner, and prints the owner's password once. An operator also looks after
 * the deployment itself. There is no public sign-up.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createIds } from '../workers/platform/ids.ts';
import { hashPassword } from '../workers/platform/security/passwords.ts';
import { runStep } from './local/children.ts';
import { WORKER_STATE } from './local/places.ts';
import { giveUp } from './local/say.ts';

const { values } = parseArgs({
  options: {
    slug: { type: 'string' },
    name: { type: 'string' },
    email: { type: 'string' },
    owner: { type: 'string' },
    operator: { type: 'boolean', default: false },
    local: { type: 'boolean', default: false },
  },
});
const slug = required('slug', values.slug, /^[a-z0-9][a-z0-9-]{0,62}$/, 'small letters, digits and hyphens');
const name = required('name', values.name, /^.{1,120}$/, 'at most 120 characters');
const email = required(
  'email',
  values.email?.toLowerCase(),
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  'an e-mail address',
);

const ids = createIds(Date.now, (n) => randomBytes(n));
const password = randomBytes(15).toString('base64url');
const now = Date.now();
const companyId = ids.next('co');
const userId = ids.next('usr');
const sql = [
  insert('users', {
    id: userId,
    email,
    name: values.owner ?? email,
    password_hash: await hashPassword(password),
    is_operator: values.operator ? 1 : 0,
    created_at_ms: now,
  }),
  insert('memberships', { company_id: companyId, user_id: userId, role: 'owner', created_at_ms: now }),
  insert('companies', { id: companyId, slug, name, shard: 'main', created_at_ms: now }),
].join('\n');

const folder = mkdtempSync(join(tmpdir(), 'recado-'));
try {
  const file = join(folder, 'company.sql');
  writeFileSync(file, sql, { mode: 0o600 });
  const place = values.local ? ['--local', '--persist-to', WORKER_STATE] : ['--remote', '-e', 'production'];
  runStep('making the company', 'wrangler', [
    'd1',
    'execute',
    'DIRECTORY',
    '--yes',
    '--file',
    file,
    ...place,
  ]);
} finally {
  rmSync(folder, { recursive: true });
}
process.stdout.write(`\n${name} is there. Sign in as ${email} with the password ${password}\n`);

function required(option: string, value: string | undefined, shape: RegExp, words: string): string {
  if (value === undefined || !shape.test(value)) giveUp(`Give --${option}: ${words}.`);
  return value;
}

function insert(table: string, row: Record<string, string | number>): string {
  const literals = Object.values(row).map((value) =>
    typeof value === 'number' ? value : `'${value.replaceAll("'", "''")}'`,
  );
  return `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${literals.join(', ')});`;
}
