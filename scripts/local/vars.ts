import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { PORT, ROOT, SIMULATOR_PORT, STATE } from './places.ts';

/** The vars and secrets that the process environment may override. */
const NAMES = [
  'META_APP_SECRET',
  'META_VERIFY_TOKEN',
  'META_GRAPH_URL',
  'META_SDK_URL',
  'ENCRYPTION_KEYS',
  'JWT_KEYS',
  'APP_URL',
  'MAIL_FROM',
  'MAIL_API_URL',
  'MAIL_API_KEY',
] as const;
export type LocalVars = Record<(typeof NAMES)[number], string>;

const FILE = resolve(ROOT, '.dev.vars');

/**
 * The vars and secrets of the local deployment: `.dev.vars`, made on the first start and never committed, then the
 * ports, then the process environment, the later before the earlier.
 */
export function readVars(): LocalVars {
  if (!existsSync(FILE)) writeFileSync(FILE, newSecrets(), { mode: 0o600 });
  const stored = parseEnv(readFileSync(FILE, 'utf8'));
  const ports = {
    APP_URL: `http://localhost:${PORT}`,
    META_GRAPH_URL: `http://127.0.0.1:${SIMULATOR_PORT}`,
    // As the browser reaches it.
    META_SDK_URL: `http://localhost:${SIMULATOR_PORT}/signup/sdk.js`,
    // The simulator shows what would be sent.
    MAIL_FROM: 'Recado <alerts@recado.test>',
    MAIL_API_URL: `http://127.0.0.1:${SIMULATOR_PORT}/mail/emails`,
    MAIL_API_KEY: 'local',
  };
  const vars = Object.fromEntries(
    NAMES.map((name) => [
      name,
      process.env[name] ?? stored[name] ?? (ports as Partial<LocalVars>)[name] ?? '',
    ]),
  );
  // Sound because the keys are exactly NAMES.
  return vars as LocalVars;
}

/** The same, as the file that the Worker is started with. */
export function writeVarsFile(vars: LocalVars): string {
  const file = resolve(STATE, 'vars.env');
  writeFileSync(file, `${lines(vars)}\n`, { mode: 0o600 });
  return file;
}

function newSecrets(): string {
  const key = () => `local:${randomBytes(32).toString('base64')}`;
  return `# Secrets of the local deployment, made on its first start. Not for any other.\n${lines({
    META_APP_SECRET: randomBytes(16).toString('hex'),
    META_VERIFY_TOKEN: randomBytes(12).toString('hex'),
    ENCRYPTION_KEYS: key(),
    JWT_KEYS: key(),
  })}\n`;
}

function lines(vars: Record<string, string>): string {
  return Object.entries(vars)
    .map(([name, value]) => `${name}="${value}"`)
    .join('\n');
}
