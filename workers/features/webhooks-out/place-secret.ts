import type { SealedPlace } from '../../platform/security/envelope.ts';

export const secretPlace = (companyId: string, webhookId: string): SealedPlace => ({
  companyId,
  table: 'webhooks',
  row: webhookId,
  column: 'secret',
});
