import type { Permission, Role } from '../../contracts/api/access.ts';

/** Who is calling, and for which company. */
export interface Actor {
  userId: string;
  name: string;
  companyId: string;
  role: Role;
  permissions: readonly Permission[];
  sessionId: string;
}
