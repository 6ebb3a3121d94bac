import type { Permission, Role } from '../../contracts/api/access.ts';

const READ: Permission[] = [
  'company:read',
  'channels:read',
  'contacts:read',
  'conversations:read',
  'templates:read',
];
const WORK: Permission[] = [...READ, 'contacts:write', 'conversations:write'];
const RUN: Permission[] = [
  ...WORK,
  'channels:write',
  'company:write',
  'templates:write',
  'webhooks:read',
  'webhooks:write',
  'dead-letters:read',
  'dead-letters:write',
];

const PERMISSIONS_OF: Record<Role, readonly Permission[]> = {
  owner: RUN,
  admin: RUN,
  agent: WORK,
  viewer: READ,
};

/** What a role may do; operators of the deployment also look after all companies. */
export function permissionsOf(role: Role, isOperator: boolean): readonly Permission[] {
  return isOperator ? [...PERMISSIONS_OF[role], 'deployment:operate'] : PERMISSIONS_OF[role];
}

/** How long an access token is good, in seconds. Ours: short, because it cannot be taken back before. */
export const ACCESS_TOKEN_SECONDS = 300;
/** How long a browser stays signed in without being used, in milliseconds. Ours. */
export const SESSION_IDLE_MS = 30 * 24 * 60 * 60 * 1_000;
/**
 * How long the refresh token before still answers, in milliseconds: two tabs, or an answer that was lost on the way,
 * are no theft. Ours.
 */
export const ROTATION_GRACE_MS = 30_000;

export interface SessionRow {
  tokenHash: string;
  previousTokenHash: string | null;
  rotatedAtMs: number;
  expiresAtMs: number;
  endedAtMs: number | null;
}

export type RefreshDecision = 'rotate' | 'refuse' | 'end';

/** What to do with a refresh token that names this session. */
export function decideRefresh(session: SessionRow, tokenHash: string, nowMs: number): RefreshDecision {
  if (session.endedAtMs !== null || session.expiresAtMs <= nowMs) return 'refuse';
  if (session.tokenHash === tokenHash) return 'rotate';
  if (session.previousTokenHash !== tokenHash) return 'refuse';
  // A token that was exchanged long ago is in two hands: neither keeps the session.
  return nowMs - session.rotatedAtMs <= ROTATION_GRACE_MS ? 'rotate' : 'end';
}
