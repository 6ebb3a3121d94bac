import type { SealedPlace } from '../../platform/security/envelope.ts';

/** Where the sealed address of a company's webhook for alerts stands. */
export function webhookUrlPlace(companyId: string): SealedPlace {
  return { companyId, table: 'alert_settings', row: 'settings', column: 'webhook_url' };
}
