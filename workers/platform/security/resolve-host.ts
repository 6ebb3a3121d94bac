import * as z from 'zod/mini';
import type { GuardedFetch, ResolveHost } from './guarded-fetch.ts';

/** Source: Cloudflare 1.1.1.1, "Using JSON" (DNS over HTTPS). */
const RESOLVER = 'https://cloudflare-dns.com/dns-query';
const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 64_000;
/** How long an isolate remembers an answer, in milliseconds. Ours: a receiver that moves is found within a minute. */
const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 1_000;

/** Of the record types of DNS, those that hold an address (RFC 1035, RFC 3596). */
const TYPES = { A: 1, AAAA: 28 } as const;
const NO_ERROR = 0;
const NO_SUCH_NAME = 3;

const answerShape = z.object({
  Status: z.int(),
  Answer: z.optional(
    z.array(z.object({ type: z.int(), data: z.string().check(z.maxLength(4_096)) })).check(z.maxLength(200)),
  ),
});

/**
 * Makes what tells every address of a host name, asked over HTTPS because a Worker has no resolver of its own. A name that
 * does not exist has none; throws when the resolver does not answer.
 */
export function createHostResolver(deps: { fetch: GuardedFetch; nowMs: () => number }): ResolveHost {
  const { fetch, nowMs } = deps;
  const ask = async (name: string, type: keyof typeof TYPES): Promise<string[]> => {
    const answer = await fetch(`${RESOLVER}?name=${encodeURIComponent(name)}&type=${type}`, {
      headers: { accept: 'application/dns-json' },
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
    if (answer.status !== 200) throw new Error(`the resolver answered ${answer.status}`);
    const { Status: status, Answer: records = [] } = answerShape.parse(JSON.parse(answer.text()));
    if (status !== NO_ERROR && status !== NO_SUCH_NAME) throw new Error(`the resolver says ${status}`);
    return records.flatMap((record) => (record.type === TYPES[type] ? [record.data] : []));
  };
  return async (hostname) => {
    const before = known.get(hostname);
    if (before !== undefined && nowMs() - before.atMs < REMEMBERED_MS) return before.addresses;
    const addresses = (await Promise.all([ask(hostname, 'A'), ask(hostname, 'AAAA')])).flat();
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(hostname, { addresses, atMs: nowMs() });
    return addresses;
  };
}

/** What an isolate has asked. */
const known = new Map<string, { addresses: readonly string[]; atMs: number }>();
