/** Reads and verifies, and nothing else: the limit for the real door. */
import { signedPost } from './signed-hono.ts';

export default signedPost(() => null);
