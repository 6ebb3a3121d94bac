import type { CrashPoint } from '../../platform/crash-points.ts';
import type { Faults, World } from './isolate.ts';
import type { Office } from './office.ts';

/** One thing that was asked for: a message to be sent, or one that a customer wrote. */
export interface Asked {
  text: string;
  /** Whether whoever asked was told that it was taken. */
  isAcknowledged: boolean;
  /** Whether the first request ended without an answer. */
  wasInterrupted: boolean;
}

/** Jepsen's four counters, each with the texts that it counted. */
export interface Counters {
  /** What was acknowledged, or shows as done, and is not there. */
  lost: string[];
  /** What is there and was never asked for. */
  unexpected: string[];
  /** What is there more than once. */
  duplicated: string[];
  /** What was asked for without an answer, and is there all the same, once. */
  recovered: string[];
}

export interface CrashReport {
  seed: number;
  asked: number;
  acknowledged: number;
  sends: Counters;
  /** How the sends ended, by status. */
  ends: Record<string, number>;
  inbound: Counters;
  /** What shops posted, files that came, threads that were read, jobs that could not be done. */
  errands: Record<string, Counters>;
  webhooks: Counters & {
    /** Told again after an end that nobody could write down: allowed, under the same id. */
    repeated: number;
  };
  crashes: Record<string, number>;
  /** Points that no work was ended at. */
  missedPoints: CrashPoint[];
  /** Moves that happened and are not in the table. */
  forbiddenMoves: string[];
  moves: Record<string, number>;
  answers: Record<string, number>;
  faults: Faults;
  /** What has not come to rest. */
  unfinished: string[];
  /** Numbers that the company's log has left out. */
  logGaps: number;
}

interface Row {
  text: string;
  status: string;
  externalId: string | null;
}

export async function countSends(
  { env, provider }: World,
  { companyId }: Office,
  asked: readonly Asked[],
): Promise<{ sends: Counters; ends: Record<string, number> }> {
  const { results: rows } = await env.TENANT.prepare(
    `SELECT text, status, external_id AS externalId FROM messages WHERE company_id = ? AND direction = 'outbound'
     AND type = 'text'`,
  )
    .bind(companyId)
    .all<Row>();
  const stored = Map.groupBy(rows, ({ text }) => text);
  const taken = Map.groupBy(
    provider.taken.filter(({ type }) => type === 'text'),
    ({ text }) => text,
  );
  const texts = new Set(asked.map(({ text }) => text));
  const isLost = ({ text, isAcknowledged }: Asked) => {
    const { status, externalId = null } = stored.get(text)?.[0] ?? {};
    if (status === undefined) return isAcknowledged || taken.has(text);
    if (status === 'queued' || status === 'sending') return true;
    if (externalId !== null && taken.has(text) && taken.get(text)?.[0]?.id !== externalId) return true;
    // What the provider took is called so, or unknown, and never failed; what is called sent was taken.
    return taken.has(text) ? status === 'failed' : !['failed', 'unknown'].includes(status);
  };
  return {
    sends: {
      lost: asked.filter(isLost).map(({ text }) => text),
      unexpected: [...stored.keys(), ...taken.keys()].filter((text) => !texts.has(text)),
      duplicated: [...stored, ...taken].filter(([, times]) => times.length > 1).map(([text]) => text),
      recovered: asked
        .filter(({ text, wasInterrupted }) => wasInterrupted && taken.get(text)?.length === 1)
        .map(({ text }) => text),
    },
    ends: Object.fromEntries(
      [...Map.groupBy(rows, ({ status }) => status)].map(([status, { length }]) => [status, length]),
    ),
  };
}

export async function countInbound(
  { env }: World,
  { companyId }: Office,
  written: readonly Asked[],
): Promise<Counters> {
  const { results: rows } = await env.TENANT.prepare(
    `SELECT text FROM messages WHERE company_id = ? AND direction = 'inbound' AND type = 'text'`,
  )
    .bind(companyId)
    .all<Pick<Row, 'text'>>();
  return compare(
    written,
    Map.groupBy(rows, ({ text }) => text),
  );
}

export async function countLogGaps(tenant: D1Database, { companyId }: Office): Promise<number> {
  const row = await tenant
    .prepare('SELECT max(seq) - count(*) AS gaps FROM company_log WHERE company_id = ?')
    .bind(companyId)
    .first<{ gaps: number }>();
  return row?.gaps ?? 0;
}

/** Each message that a customer wrote is told to the company's own system. */
export function countTold({ provider }: World, written: readonly Asked[]): CrashReport['webhooks'] {
  const byDelivery = Map.groupBy(provider.told, ({ deliveryId }) => deliveryId);
  const deliveries = [...byDelivery.values()];
  const isAllowed = (times: typeof provider.told) =>
    times.slice(0, -1).every(({ isAnswered, caller }) => !isAnswered || caller.isTroubled);
  const first = deliveries.flatMap(([one]) => (one === undefined ? [] : (textOf(one.body) ?? [])));
  const counted = compare(
    written,
    Map.groupBy(first, (text) => text),
  );
  const doubled = deliveries.filter((times) => !isAllowed(times)).map(([one]) => one?.deliveryId ?? '');
  return {
    ...counted,
    duplicated: [...counted.duplicated, ...doubled],
    repeated: deliveries.reduce((sum, times) => sum + times.length - 1, 0),
  };
}

/** Null: it is a file. */
function textOf(body: string): string | null {
  const { data } = JSON.parse(body) as { data: { text: string | null } };
  return data.text;
}

export function compare(asked: readonly Asked[], found: ReadonlyMap<string, readonly unknown[]>): Counters {
  const texts = new Set(asked.map(({ text }) => text));
  return {
    lost: asked
      .filter(({ text, isAcknowledged }) => isAcknowledged && !found.has(text))
      .map(({ text }) => text),
    unexpected: [...found.keys()].filter((text) => !texts.has(text)),
    duplicated: [...found].filter(([, times]) => times.length > 1).map(([text]) => text),
    recovered: asked
      .filter(({ text, wasInterrupted }) => wasInterrupted && found.get(text)?.length === 1)
      .map(({ text }) => text),
  };
}

/** A dead letter as the proofs look at it. */
export interface Letter {
  id: string;
  lane: string;
  kind: string;
  code: string;
  state: string;
}

/** Each letter comes to rest as done. That its job was done once is counted where that shows. */
export function countLetters(all: readonly Letter[]): Counters {
  const isDone = ({ state }: Letter) => state === 'done';
  return {
    lost: all.filter((one) => !isDone(one)).map(({ kind, state, id }) => `${kind} ${state} ${id}`),
    unexpected: [],
    duplicated: [],
    recovered: all.filter(isDone).map(({ id }) => id),
  };
}
