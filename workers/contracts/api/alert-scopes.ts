import { DEPLOYMENT } from '../ids.ts';
import type { Permission } from './access.ts';

/** Whose alerts: those of the caller's company, or for operators those of the whole deployment. */
export interface AlertScope {
  prefix: '/v1' | '/v1/operator';
  /** Whose, in words. */
  whose: 'the company' | 'the whole deployment';
  read: Permission;
  write: Permission;
  of: (actor: { companyId: string }) => string;
}

export const ALERT_SCOPES: readonly AlertScope[] = [
  {
    prefix: '/v1',
    whose: 'the company',
    read: 'channels:read',
    write: 'channels:write',
    of: ({ companyId }) => companyId,
  },
  {
    prefix: '/v1/operator',
    whose: 'the whole deployment',
    read: 'deployment:operate',
    write: 'deployment:operate',
    of: () => DEPLOYMENT,
  },
];
