import { env } from 'cloudflare:workers';
import type { Channel } from '../contracts/api/channels.ts';
import type { Conversation } from '../contracts/api/conversations.ts';
import type { Message } from '../contracts/api/messages.ts';
import { createDeployment, type Deployment, type Person } from './deployment.ts';
import { texts } from './meta-payloads.ts';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

let count = 0;
/** A number that no other test of the file has. */
export const nextNumber = (): string => String(4_400 + ++count);

/** A company with its owner and one number, in a deployment of its own. */
export interface Office {
  deployment: Deployment;
  owner: Person;
  channel: Channel;
  number: string;
}

export async function openOffice(deployment: Deployment = createDeployment()): Promise<Office> {
  const number = nextNumber();
  const owner = await deployment.signUp(await deployment.createCompany(`office-${number}`), 'owner');
  const channel = await deployment.connectNumber(owner, number);
  return { deployment, owner, channel, number };
}

/** A customer who has written once, and what an agent can do about it. */
export interface Thread extends Office {
  phone: string;
  conversationId: string;
  path: string;
  send(text: string, headers?: Record<string, string>): Promise<Message>;
  /** The thread's messages by their text. */
  read(): Promise<Record<string, Message>>;
  /** The texts that Meta was asked to send from this number, in order. */
  textsSent(): string[];
  /** Moves the clock, and keeps the owner signed in. */
  passTime(ms: number): Promise<void>;
}

export async function openThread(office?: Office): Promise<Thread> {
  const { deployment, owner, channel, number } = office ?? (await openOffice());
  const phone = `551195550${nextNumber()}`;
  await deployment.deliver(texts(number, { id: `wamid.FIRST${phone}`, from: phone, text: 'first' }));
  await deployment.drain();
  const { items } = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations?limit=100');
  const conversationId = items.find((one) => one.contact.phone === phone)?.id ?? '';
  const path = `/v1/conversations/${conversationId}/messages`;
  const thread: Thread = {
    deployment,
    owner,
    channel,
    number,
    phone,
    conversationId,
    path,
    send: (text, headers) => deployment.json(thread.owner, 'POST', path, { type: 'text', text }, headers),
    async read() {
      const page = await deployment.json<Page<Message>>(thread.owner, 'GET', `${path}?limit=100`);
      return Object.fromEntries(page.items.map((message) => [message.text, message]));
    },
    textsSent: () =>
      deployment.graph.calls
        .filter(({ url }) => url.includes(`/${number}/messages`))
        .map(({ body }) => (body as { text: { body: string } }).text.body),
    async passTime(ms) {
      deployment.clock.now += ms;
      thread.owner = await deployment.renew(thread.owner);
    },
  };
  return thread;
}

/** Reads the tables themselves, beside whatever the test has done to the deployment's databases. */
export async function tenantRows<Row>(sql: string, ...values: unknown[]): Promise<Row[]> {
  const { results } = await env.TENANT.prepare(sql)
    .bind(...values)
    .all<Row>();
  return results;
}

export async function directoryRows<Row>(sql: string, ...values: unknown[]): Promise<Row[]> {
  const { results } = await env.DIRECTORY.prepare(sql)
    .bind(...values)
    .all<Row>();
  return results;
}
