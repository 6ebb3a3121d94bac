import * as z from 'zod';
import { parseKeyRing, type KeyRing } from './platform/security/key-ring.ts';

const secret = z.string().min(16);
const url = z.url().transform((text) => text.replace(/\/+$/, ''));
const metaId = z.string().regex(/^\d{1,32}$/);

const settings = z.object({
  /** `local` allows plain http, private addresses and unverified channels; anything else is a real deployment. */
  DEPLOYMENT: z.enum(['local', 'production']).default('production'),
  APP_URL: url,
  META_GRAPH_URL: url.default('https://graph.facebook.com'),
  /** Of the deployment's app. Without it, no samples of templates are uploaded and no Embedded Signup is offered. */
  META_APP_ID: metaId.optional(),
  /** The configuration of Facebook Login for Business that Embedded Signup runs under; without it, it is not offered. */
  META_SIGNUP_CONFIG_ID: metaId.optional(),
  /** Where the browser gets Meta's SDK for it; locally from the simulator. */
  META_SDK_URL: url.default('https://connect.facebook.net/en_US/sdk.js'),
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
  /** Null where the deployment offers no Embedded Signup. */
  signup: { appId: string; configId: string; sdkUrl: string } | null;
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
    signup: signupOf(parsed.data),
    encryptionKeys: keyRing('ENCRYPTION_KEYS', parsed.data.ENCRYPTION_KEYS),
    jwtKeys: keyRing('JWT_KEYS', parsed.data.JWT_KEYS),
    mail: mailOf(parsed.data),
    analytics: analyticsOf(parsed.data.METRICS_ACCOUNT_ID, parsed.data.METRICS_API_TOKEN),
  };
  checked.set(env, config);
  return config;
}

function signupOf(given: {
  META_APP_ID?: string | undefined;
  META_SIGNUP_CONFIG_ID?: string | undefined;
  META_SDK_URL: string;
}): Config['signup'] {
  const { META_APP_ID: appId, META_SIGNUP_CONFIG_ID: configId, META_SDK_URL: sdkUrl } = given;
  return appId === undefined || configId === undefined ? null : { appId, configId, sdkUrl };
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
