import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { ValidationError } from '../../platform/errors.ts';
import { findQuickReplyByShortcut } from './queries.ts';
import { faultOfText } from './rules.ts';

/** Refuses a text with a variable that nothing stands behind, and a shortcut that another one has. */
export async function refuseFaulty(
  db: TenantDb,
  given: { id: string; shortcut: string; text: string },
): Promise<void> {
  const fault = faultOfText(given.text);
  if (fault !== null) throw ValidationError.ofFields([{ path: 'text', message: fault }]);
  const namesake = await findQuickReplyByShortcut(db, given.shortcut);
  if (namesake === null || namesake.id === given.id) return;
  throw ValidationError.ofFields([
    { path: 'shortcut', message: `Another quick reply is called /${given.shortcut}.` },
  ]);
}
