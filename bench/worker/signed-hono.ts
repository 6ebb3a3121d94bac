import { Hono } from 'hono';

export interface SignedBindings {
  META_APP_SECRET: string;
  WEBHOOKS: Queue;
}

let key: CryptoKey | null = null;

/** A Hono POST that reads the body, verifies Meta's signature, and hands the bytes to `take`. */
export function signedPost(take: (env: SignedBindings, body: ArrayBuffer) => Promise<unknown> | null) {
  return new Hono<{ Bindings: SignedBindings }>().post('/webhooks/meta', async (c) => {
    const body = await c.req.arrayBuffer();
    key ??= await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(c.env.META_APP_SECRET),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['verify'],
    );
    const signature = Buffer.from((c.req.header('x-hub-signature-256') ?? '').slice('sha256='.length), 'hex');
    if (!(await crypto.subtle.verify('HMAC', key, signature, body))) return c.text('Wrong signature', 401);
    const taken = take(c.env, body);
    if (taken !== null) await taken;
    return c.text('OK');
  });
}
