import type { DeadLetter } from '../../contracts/api/dead-letters.ts';
import { LANES, type Lane } from '../../contracts/queues.ts';
import type { ListedDeadLetter } from './queries.ts';

export function isLane(name: string): name is Lane {
  return (LANES as readonly string[]).includes(name);
}

export function deadLetterOf(row: ListedDeadLetter): DeadLetter {
  const { bodySealed: _, messageId: __, ref, ...shown } = row;
  return { ...shown, ref: ref === null ? null : (JSON.parse(ref) as Record<string, unknown>) };
}

/** The newest of several lists of ids. */
export function newestOf(lists: readonly (readonly string[])[], limit: number): string[] {
  return lists
    .flat()
    .toSorted((a, b) => (a < b ? 1 : -1))
    .slice(0, limit);
}

/**
 * The body as it goes back into its queue: without the faults of before, and knowing its letter. Null for what is no
 * job at all: it could not name its letter, would fail again, and be a second one.
 */
export function redrivenBody(body: unknown, deadLetterId: string): Record<string, unknown> | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { faults: _, ...rest } = body as Record<string, unknown>;
  return { ...rest, deadLetterId };
}

/** Splits what is sent in one call of the queue. Limits: 100 messages and 256 KB per call (Cloudflare Queues). */
export function inCalls<Sent extends { body: unknown }>(list: readonly Sent[]): Sent[][] {
  const calls: Sent[][] = [];
  let bytes = 0;
  for (const one of list) {
    const size = new TextEncoder().encode(JSON.stringify(one.body)).length + MESSAGE_OVERHEAD_BYTES;
    const last = calls.at(-1);
    if (last === undefined || last.length === MAX_CALL_MESSAGES || bytes + size > MAX_CALL_BYTES) {
      calls.push([one]);
      bytes = size;
    } else {
      last.push(one);
      bytes += size;
    }
  }
  return calls;
}

const MAX_CALL_MESSAGES = 100;
const MAX_CALL_BYTES = 250_000;
const MESSAGE_OVERHEAD_BYTES = 100;
