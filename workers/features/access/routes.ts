import { listOf } from '../../contracts/api/list.ts';
import * as contracts from '../../contracts/api/access.ts';
import {
  endpoint,
  noContent,
  ok,
  publicEndpoint,
  type Endpoint,
  type Reply,
} from '../../edges/http/endpoint.ts';
import { ForbiddenError } from '../../platform/errors.ts';
import type { Context } from '../../context.ts';
import { findCompany, listMembersOf } from './queries.ts';
import { refreshSession } from './refresh-session.ts';
import { SESSION_IDLE_MS } from './rules.ts';
import { getMetaApp, setMetaApp } from './set-meta-app.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { NotFoundError } from '../../platform/errors.ts';

const COOKIE = 'recado_refresh';

export const accessRoutes: readonly Endpoint[] = [
  publicEndpoint({
    method: 'POST',
    path: '/v1/auth/login',
    summary: 'Sign in with e-mail and password.',
    publicBecause: 'it is how one becomes signed in',
    body: contracts.loginRequest,
    answer: contracts.session,
    async handle(ctx, { body, request }) {
      const address = request.headers.get('cf-connecting-ip');
      const { session, refreshToken } = await signIn(ctx, body, address);
      return withCookie(ok(session), ctx, refreshToken, SESSION_IDLE_MS / 1_000);
    },
  }),
  publicEndpoint({
    method: 'POST',
    path: '/v1/auth/refresh',
    summary: 'Exchange the refresh cookie for a fresh access token.',
    publicBecause: 'the refresh cookie is the proof',
    answer: contracts.session,
    async handle(ctx, { request }) {
      refuseForeignPages(request);
      const { session, refreshToken } = await refreshSession(ctx, cookieOf(request));
      return withCookie(ok(session), ctx, refreshToken, SESSION_IDLE_MS / 1_000);
    },
  }),
  publicEndpoint({
    method: 'POST',
    path: '/v1/auth/logout',
    summary: 'End the session of the refresh cookie.',
    publicBecause: 'the refresh cookie is the proof, and signing out must work with an expired token',
    async handle(ctx, { request }) {
      refuseForeignPages(request);
      await signOut(ctx, cookieOf(request));
      return withCookie(noContent(), ctx, '', 0);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/v1/me',
    summary: 'Who is signed in, for which company, and what they may do.',
    permission: 'company:read',
    answer: contracts.me,
    async handle(ctx, { actor }) {
      const company = await findCompany(ctx.directory, actor.companyId);
      const members = await listMembersOf(ctx.directory, actor.companyId);
      const member = members.find(({ id }) => id === actor.userId);
      if (company === null || member === undefined) throw new NotFoundError('member');
      return ok({
        user: { id: member.id, name: member.name, email: member.email },
        company: { id: company.id, name: company.name, slug: company.slug },
        role: member.role,
        permissions: actor.permissions,
      });
    },
  }),
  endpoint({
    method: 'GET',
    path: '/v1/members',
    summary: 'The people of the company.',
    permission: 'company:read',
    answer: listOf(contracts.member),
    handle: async (ctx, { actor }) =>
      ok({ items: await listMembersOf(ctx.directory, actor.companyId), nextCursor: null }),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/company/meta-app',
    summary: "Whether the company has a Meta app of its own, and that app's webhook address.",
    permission: 'company:read',
    answer: contracts.metaApp,
    handle: async (ctx, { actor }) =>
      ok(await getMetaApp(ctx, actor.companyId, { mayChange: actor.permissions.includes('company:write') })),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/company/meta-app',
    summary: "Store the company's own Meta app.",
    permission: 'company:write',
    body: contracts.metaAppRequest,
    answer: contracts.metaApp,
    handle: async (ctx, { actor, body }) => ok(await setMetaApp(ctx, actor.companyId, body)),
  }),
];

function withCookie(reply: Reply, ctx: Pick<Context, 'config'>, value: string, maxAgeSeconds: number): Reply {
  const secure = ctx.config.appUrl.startsWith('https:') ? '; Secure' : '';
  const cookie = `${COOKIE}=${value}; Path=/v1/auth; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
  return { ...reply, cookies: [cookie] };
}

function cookieOf(request: Request): string | undefined {
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}

/** SameSite already keeps other sites' requests without the cookie; this refuses them before anything is read. */
function refuseForeignPages(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') {
    throw new ForbiddenError('foreign_page', 'This can only be called by the dashboard itself.');
  }
}
