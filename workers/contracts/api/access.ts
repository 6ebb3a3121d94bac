import * as z from 'zod/mini';
import { companyId, userId } from '../ids.ts';

export const ROLES = ['owner', 'admin', 'agent', 'viewer'] as const;
export const role = z.enum(ROLES);
export type Role = z.infer<typeof role>;

export const PERMISSIONS = [
  'company:read',
  'company:write',
  'channels:read',
  'channels:write',
  'contacts:read',
  'contacts:write',
  'conversations:read',
  'conversations:write',
  'templates:read',
  'templates:write',
  'webhooks:read',
  'webhooks:write',
  'dead-letters:read',
  'dead-letters:write',
  /** Looks after the deployment, for all companies. */
  'deployment:operate',
] as const;
export const permission = z.enum(PERMISSIONS);
export type Permission = z.infer<typeof permission>;

export const user = z.object({ id: userId, name: z.string(), email: z.string() });
export type User = z.infer<typeof user>;

export const company = z.object({ id: companyId, name: z.string(), slug: z.string() });
export type Company = z.infer<typeof company>;

export const loginRequest = z.strictObject({
  email: z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email()),
  password: z.string().check(z.minLength(1), z.maxLength(256)),
});
export type LoginRequest = z.infer<typeof loginRequest>;

/** Answer to sign-in and to refresh; the refresh token itself travels only in an HttpOnly cookie. */
export const session = z.object({ accessToken: z.string(), expiresInSeconds: z.int(), user, company });
export type Session = z.infer<typeof session>;

export const me = z.object({ user, company, role, permissions: z.array(permission) });
export type Me = z.infer<typeof me>;

/** A person of the company, as other people of the company see them (for assigning and for names in the thread). */
export const member = z.object({ id: userId, name: z.string(), email: z.string(), role });
export type Member = z.infer<typeof member>;

/** A company's own Meta app: its webhooks arrive at `/webhooks/meta/:companySlug`. */
export const metaAppRequest = z.strictObject({
  appSecret: z.string().check(z.minLength(16), z.maxLength(256)),
  verifyToken: z.string().check(z.minLength(8), z.maxLength(256)),
});
export type MetaAppRequest = z.infer<typeof metaAppRequest>;
export const metaApp = z.object({
  configured: z.boolean(),
  webhookUrl: z.string(),
  /** What Meta asks for beside the address; null where there is none, and for those who may not change it. */
  verifyToken: z.nullable(z.string()),
});
export type MetaApp = z.infer<typeof metaApp>;
