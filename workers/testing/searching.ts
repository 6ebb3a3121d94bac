import { env } from 'cloudflare:workers';
import type { FoundMessageList } from '../contracts/api/search.ts';
import { createDeployment, type Caller, type Deployment } from './deployment.ts';
import { texts, type TextFrom } from './meta-payloads.ts';
import { openOffice, type Office } from './thread.ts';

let count = 0;

/** A company whose customers' messages can be looked for. */
export interface Archive extends Office {
  /** Customers write, in one delivery, and the index learns of it. */
  receive: (...messages: (Partial<TextFrom> & { text: string })[]) => Promise<void>;
  find: (q: string, filters?: Record<string, string | number>) => Promise<FoundMessageList>;
  /** The texts that are found, the newest first. */
  textsOf: (q: string, filters?: Record<string, string | number>) => Promise<string[]>;
}

export async function openArchive(deployment: Deployment = createDeployment()): Promise<Archive> {
  const office = await openOffice(deployment);
  const find = (q: string, filters: Record<string, string | number> = {}, caller: Caller = office.owner) =>
    deployment.json<FoundMessageList>(caller, 'GET', `/v1/search/messages?${searchParams(q, filters)}`);
  return {
    ...office,
    find,
    async receive(...messages) {
      const list = messages.map((message) => ({
        id: `wamid.SEARCH${++count}`,
        from: '5511955550100',
        atSeconds: Math.floor(deployment.clock.now / 1_000) - 10,
        ...message,
      }));
      await deployment.deliver(texts(office.number, ...list));
      await deployment.drain();
      await deployment.drainJobs();
    },
    async textsOf(q, filters) {
      return (await find(q, filters)).items.map(({ message }) => message.text);
    },
  };
}

export function searchParams(q: string, filters: Record<string, string | number> = {}): string {
  return new URLSearchParams({
    q,
    ...Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value)])),
  }).toString();
}

/** Reads the search database itself, beside whatever the test has done to the deployment's. */
export async function searchRows<Row>(sql: string, ...values: unknown[]): Promise<Row[]> {
  const { results } = await env.SEARCH.prepare(sql)
    .bind(...values)
    .all<Row>();
  return results;
}
