import type { SealedPlace } from '../../platform/security/envelope.ts';

/** Both the company's row and the door hold the secret that was sealed for this place. */
export const secretPlace = (companyId: string, sourceId: string): SealedPlace => ({
  companyId,
  table: 'event_sources',
  row: sourceId,
  column: 'secret',
});
