import type * as z from 'zod/mini';
import type { Permission } from '../../contracts/api/access.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../../features/access/index.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What an endpoint answers. `cookies` are whole `Set-Cookie` values. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  cookies?: string[];
}

export interface Call<Params, Query, Body, Caller> {
  actor: Caller;
  params: Params;
  query: Query;
  body: Body;
  request: Request;
}

interface Definition<Params, Query, Body> {
  method: Method;
  /** Hono's spelling, for example `/v1/contacts/:contactId`. */
  path: `/${string}`;
  /** One line for the API description. */
  summary: string;
  /** Ids in the path. One that is not of the right shape is answered as an unknown one: 404. */
  params?: z.ZodMiniType<Params>;
  query?: z.ZodMiniType<Query>;
  body?: z.ZodMiniType<Body>;
  /** The schema of the answer, for the API description. */
  answer?: z.core.$ZodType;
}

export interface SignedInDefinition<Params, Query, Body> extends Definition<Params, Query, Body> {
  permission: Permission;
  handle(ctx: Context, call: Call<Params, Query, Body, Actor>): Promise<Reply | Response>;
}

export interface PublicDefinition<Params, Query, Body> extends Definition<Params, Query, Body> {
  /** Why nobody needs to be signed in. */
  publicBecause: string;
  handle(ctx: Context, call: Call<Params, Query, Body, null>): Promise<Reply | Response>;
}

/** An endpoint with its types forgotten, as the application registers it. */
export type Endpoint =
  SignedInDefinition<unknown, unknown, unknown> | PublicDefinition<unknown, unknown, unknown>;

/** An endpoint that only a signed-in person with the permission may call. */
export function endpoint<Params = undefined, Query = undefined, Body = undefined>(
  definition: SignedInDefinition<Params, Query, Body>,
): Endpoint {
  // Sound because the application parses params, query and body with the definition's own schemas before it calls.
  return definition;
}

/** An endpoint that anybody may call. */
export function publicEndpoint<Params = undefined, Query = undefined, Body = undefined>(
  definition: PublicDefinition<Params, Query, Body>,
): Endpoint {
  // Sound for the same reason as above.
  return definition;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const accepted = (body: unknown): Reply => ({ status: 202, body });
export const noContent = (): Reply => ({ status: 204 });
