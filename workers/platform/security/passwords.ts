import { Buffer } from 'node:buffer';
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/**
 * scrypt at N = 2^15, r = 8, p = 3: an OWASP ASVS 5.0 setting, and below workerd's cap N·r·p <= 2^20. PBKDF2 at ASVS
 * strength is refused by production (at most 100,000 iterations), argon2 does not load on Workers.
 */
const costLog2 = 15;
const blockSize = 8;
const parallelism = 3;
const maxMemoryBytes = 64 * 1024 * 1024;
const saltBytes = 16;
const hashBytes = 32;

const parameters = `scrypt$${costLog2}$${blockSize}$${parallelism}$`;
const nobody = { salt: Buffer.alloc(saltBytes), hash: Buffer.alloc(hashBytes) };

/**
 * Hashes a password for storing. In: the password as typed (compared in Unicode form NFKC, so that two keyboards spell
 * it alike). Out: `scrypt$15$8$3$salt$hash`, base64url. Takes about 0.2 s of CPU and 32 MiB while it runs.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  return `${parameters}${salt.toString('base64url')}$${derive(password, salt).toString('base64url')}`;
}

/**
 * Says whether a password belongs to a stored hash. In: the password, and what `hashPassword` gave, or null when there
 * is no such user. Out: false as well for a stored text of another shape or with other parameters, after the same time
 * as for a wrong password. Never throws for its input.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parsed = stored === null ? null : parse(stored);
  const { salt, hash } = parsed ?? nobody;
  const same = timingSafeEqual(derive(password, salt), hash);
  return same && parsed !== null;
}

/**
 * Synchronous on purpose: one hash at a time per isolate, without a queue. workerd runs the callback form on the
 * isolate's own thread anyway (src/node/internal/crypto_scrypt.ts), and a queue of promises shared by requests would
 * hang them all when the request at its head is cancelled.
 */
function derive(password: string, salt: Buffer): Buffer {
  return scryptSync(password.normalize('NFKC'), salt, hashBytes, {
    N: 2 ** costLog2,
    r: blockSize,
    p: parallelism,
    maxmem: maxMemoryBytes,
  });
}

/** Only our own parameters: a tampered row can neither weaken the hash nor ask for more memory. */
function parse(stored: string): { salt: Buffer; hash: Buffer } | null {
  if (!stored.startsWith(parameters)) return null;
  const [saltText, hashText, ...rest] = stored.slice(parameters.length).split('$');
  if (saltText === undefined || hashText === undefined || rest.length > 0) return null;
  const salt = Buffer.from(saltText, 'base64url');
  const hash = Buffer.from(hashText, 'base64url');
  if (salt.length !== saltBytes || hash.length !== hashBytes) return null;
  if (salt.toString('base64url') !== saltText || hash.toString('base64url') !== hashText) return null;
  return { salt, hash };
}
