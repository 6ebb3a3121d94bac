import * as z from 'zod';
import { parseKeyRing, type KeyRing } from './platform/security/key-ring.ts';

const secret = z.string().min(16);
const url = z.url().transform((text) => text.replace(/\/+$/, ''));

const settings = z.object({
  /** `local` allows plain http, private addresses and unverified channels; anything else is a real deployment. */
  DEPLOYMENT: z.enum(['local', 'production']).default('production'),
  APP_URL: url,
  META_GRAPH_URL: url.default('https://graph.facebook.com'),
  /** Of the deployment's app. Without it, samples of templates cannot be uploaded. */
  META_APP_ID: z
    .string()
    .regex(/^\d{1,32}$/)
    .optional(),
  META_APP_SECRET: secret,
  META_VERIFY_TOKEN: z.string().min(8),
  ENCRYPTION_KEYS: z.string(),
  JWT_KEYS: z.string(),
  /** Who may read the deployment's own counters; without both, the page of lanes shows no rates. */
  METRICS_ACCOUNT_ID: z.string().optional(),
  METRICS_API_TOKEN: z.string().optional(),
  /** Whom notifications come from; without it, and a binding or a provider, none are sent by mail. */
  MAIL_FROM: z.string().min(3).max(320).optional(),
  /** A provider that takes mails as JSON, where the platform's binding is not used. */
  MAIL_API_URL: url.optional(),
  MAIL_API_KEY: z.string().optional(),
});

export interface Config {
  isLocal: boolean;
  appUrl: string;
  meta: { graphUrl: string; appId: string | null; appSecret: string; verifyToken: string };
  encryptionKeys: KeyRing;
  jwtKeys: KeyRing;
  analytics: { accountId: string; apiToken: string } | null;
  mail: { from: string; http: { url: string; apiKey: string } | null } | null;
}

const checked = new WeakMap<object, Config>();

/** The settings of this deployment, checked once per isolate. Throws one sentence that names every missing one. */
export function readConfig(env: object): Config {
  const known = checked.get(env);
  if (known !== undefined) return known;
  const parsed = settings.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Recado cannot start: ${faults.join('; ')}`);
  }
  const config: Config = {
    isLocal: parsed.data.DEPLOYMENT === 'local',
    appUrl: parsed.data.APP_URL,
    meta: {
      graphUrl: parsed.data.META_GRAPH_URL,
      appId: parsed.data.META_APP_ID ?? null,
      appSecret: parsed.data.META_APP_SECRET,
      verifyToken: parsed.data.META_VERIFY_TOKEN,
    },
    encryptionKeys: keyRing('ENCRYPTION_KEYS', parsed.data.ENCRYPTION_KEYS),
    jwtKeys: keyRing('JWT_KEYS', parsed.data.JWT_KEYS),
    mail: mailOf(parsed.data),
    analytics: analyticsOf(parsed.data.METRICS_ACCOUNT_ID, parsed.data.METRICS_API_TOKEN),
  };
  checked.set(env, config);
  return config;
}

function analyticsOf(accountId = '', apiToken = ''): Config['analytics'] {
  return accountId === '' || apiToken === '' ? null : { accountId, apiToken };
}

function mailOf(given: {
  MAIL_FROM?: string | undefined;
  MAIL_API_URL?: string | undefined;
  MAIL_API_KEY?: string | undefined;
}): Config['mail'] {
  const { MAIL_FROM: from = '', MAIL_API_URL: to = '', MAIL_API_KEY: apiKey = '' } = given;
  return from === '' ? null : { from, http: to === '' ? null : { url: to, apiKey } };
}

function keyRing(name: string, text: string): KeyRing {
  try {
    return parseKeyRing(text);
  } catch (error) {
    throw new Error(`Recado cannot start: ${name}: ${error instanceof Error ? error.message : 'invalid'}`, {
      cause: error,
    });
  }
}
