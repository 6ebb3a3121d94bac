/** Reads, verifies, and hands the bytes to the runtime's queue: the limit for the real door on a real queue. */
import { signedPost } from './signed-hono.ts';

export default signedPost((env, body) => env.WEBHOOKS.send(new Uint8Array(body), { contentType: 'bytes' }));
