import { createHmac } from 'node:crypto';

/** `X-Hub-Signature-256`: HMAC-SHA256 over the raw body, keyed with the app secret as text. */
export function signatureHeader(body: string | Uint8Array, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}
