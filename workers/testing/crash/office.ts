import type { Channel } from '../../contracts/api/channels.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import { createApp } from '../../edges/http/app.ts';
import { endpoints } from '../../edges/http/endpoints.ts';
import { insertSession } from '../../features/access/queries.ts';
import { SESSION_IDLE_MS } from '../../features/access/rules.ts';
import { companies, memberships, users } from '../../features/access/schema.directory.ts';
import { accessTokens } from '../../features/access/tokens.ts';
import { createContext, type Context } from '../../context.ts';
import type { Isolate } from './isolate.ts';
import { execution } from './platform.ts';

/** A company with its owner, and one number. */
export interface Office {
  companyId: string;
  userId: string;
  sessionId: string;
  number: string;
  channelId: string;
}

/** An access token of the owner: one lives only minutes of the clock. */
export function renewToken(
  { config, clock }: Context,
  { userId, companyId, sessionId }: Office,
): Promise<string> {
  return accessTokens(config).sign({ sub: userId, companyId, sessionId }, clock.nowMs());
}

/** Each isolate is known by its bindings: the routes are the same for all. */
const contexts = new WeakMap<Env, typeof createContext>();
const app = createApp(endpoints, (env, bound) => (contexts.get(env) ?? createContext)(env, bound));

/** Calls the API as the owner, in this isolate. Null when it died before it answered. */
export async function callApi(
  isolate: Isolate,
  office: Office,
  request: { method: string; path: string; body?: unknown; key?: string },
): Promise<Response | null> {
  const token = await renewToken(isolate.context(), office);
  contexts.set(isolate.env, isolate.contextOf);
  const call = app.fetch(
    new Request(`http://recado.test${request.path}`, {
      method: request.method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(request.key === undefined ? {} : { 'idempotency-key': request.key }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    }),
    isolate.env,
    execution(),
  );
  const response = await isolate.run(Promise.resolve(call));
  return response === 'died' ? null : response;
}

export async function callForJson<T>(
  isolate: Isolate,
  office: Office,
  request: { method: string; path: string; body?: unknown },
): Promise<T> {
  const response = await callApi(isolate, office, request);
  if (response?.ok !== true) throw new Error(`${request.path}: ${await response?.text()}`);
  return response.json();
}

/** Makes the company, connects its number, and subscribes a system of its own to what customers write. */
export async function openOffice(isolate: Isolate, number: string): Promise<Office> {
  const ctx = isolate.context();
  const office: Office = { ...(await signUp(ctx, number)), channelId: '' };
  const channel = await callForJson<Channel>(isolate, office, {
    method: 'POST',
    path: '/v1/channels',
    body: {
      kind: 'cloud',
      name: `Number ${number}`,
      phoneNumberId: number,
      wabaId: `8${number}`,
      displayPhoneNumber: '+1 555 010 0000',
      accessToken: `token-of-${number}`,
      skipVerification: true,
    },
  });
  await callForJson(isolate, office, {
    method: 'POST',
    path: '/v1/webhooks',
    body: { url: `${ctx.config.meta.graphUrl}/receivers/${number}`, events: ['message.received'] },
  });
  return { ...office, channelId: channel.id };
}

async function signUp(ctx: Context, number: string): Promise<Omit<Office, 'channelId'>> {
  const createdAtMs = ctx.clock.nowMs();
  const companyId = ctx.ids.next('co');
  const userId = ctx.ids.next('usr');
  const sessionId = ctx.ids.next('ses');
  const { orm } = ctx.directory;
  await ctx.directory.batch([
    orm.insert(companies).values({ id: companyId, slug: `office-${number}`, name: 'An office', createdAtMs }),
    orm.insert(users).values({
      id: userId,
      email: `owner-${number}@people.test`,
      name: 'An owner',
      passwordHash: 'never used',
      createdAtMs,
    }),
    orm.insert(memberships).values({ companyId, userId, role: 'owner', createdAtMs }),
    insertSession(ctx.directory, {
      id: sessionId,
      userId,
      companyId,
      tokenHash: sessionId,
      rotatedAtMs: createdAtMs,
      createdAtMs,
      expiresAtMs: createdAtMs + SESSION_IDLE_MS,
    }),
  ]);
  return { companyId, userId, sessionId, number };
}

export async function conversationIds(isolate: Isolate, office: Office): Promise<string[]> {
  const { items } = await callForJson<{ items: Conversation[] }>(isolate, office, {
    method: 'GET',
    path: '/v1/conversations?limit=100',
  });
  return items.map(({ id }) => id);
}
