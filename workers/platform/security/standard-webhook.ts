import { Buffer } from 'node:buffer';

const PREFIX = 'whsec_';
/** Source: Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32;

export function newSecret(): string {
  return PREFIX + Buffer.from(crypto.getRandomValues(new Uint8Array(SECRET_BYTES))).toString('base64');
}

/**
 * The headers that prove to a receiver that we sent this body, at this second, under this id: one signature for each
 * secret, so that a receiver may still know the one before. Source: https://www.standardwebhooks.com, "Signature scheme".
 */
export async function signedHeaders(
  secrets: readonly string[],
  delivery: { id: string; body: string; atMs: number },
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(delivery.atMs / 1_000));
  const content = new Uint8Array(new TextEncoder().encode(`${delivery.id}.${timestamp}.${delivery.body}`));
  const signatures = await Promise.all(secrets.map((secret) => signatureOf(secret, content)));
  return {
    'webhook-id': delivery.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

async function signatureOf(secret: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = new Uint8Array(Buffer.from(secret.slice(PREFIX.length), 'base64'));
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return `v1,${Buffer.from(await crypto.subtle.sign('HMAC', key, content)).toString('base64')}`;
}
