import { DEPLOYMENT } from '../../contracts/ids.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { LogCursor } from '../../platform/outbox/behind-queries.ts';
import { inTurn } from '../../platform/walk-companies.ts';
import { listCompanyIds } from '../access/index.ts';
import { selectIndexedSeqs } from '../search/index.ts';
import { deleteFromLogs, selectOldBeginnings } from './log-queries.ts';
import { forgettable, keptSinceMs, type LogBeginning } from './rules.ts';

/** Companies that are asked in one statement. Ours: their ids are a tenth of what one parameter may hold. */
const ASKED_AT_ONCE = 2_500;
/** Rows that one such group of companies loses in a minute. Ours: seven million a day. */
const PER_RUN = 5_000;

/**
 * Forgets the oldest rows of the companies' logs, once everybody who goes by them has passed. Asks once for all companies;
 * where one minute is not enough, others come first in the next.
 */
export async function forgetLogs(
  ctx: Pick<Context, 'clock' | 'directory' | 'log' | 'system'>,
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const { tenants, search } = ctx.system;
  const beforeMs = keptSinceMs('company_log', nowMs);
  const companyIds = inTurn([DEPLOYMENT, ...(await listCompanyIds(ctx.directory))], nowMs);
  let rows = 0;
  for (let from = 0; from < companyIds.length; from += ASKED_AT_ONCE) {
    const ids = companyIds.slice(from, from + ASKED_AT_ONCE);
    for (const db of tenants) {
      const [found] = await db.batch([selectOldBeginnings(db, ids, beforeMs)]);
      const beginnings = rowsOf<LogBeginning>(found);
      if (beginnings.length === 0) continue;
      const asked = beginnings.map(({ companyId }) => companyId);
      const [cursors] = await search.batch([selectIndexedSeqs(search, asked)]);
      const indexed = new Map(rowsOf<LogCursor>(cursors).map(({ companyId, seq }) => [companyId, seq]));
      const ranges = forgettable(beginnings, indexed, PER_RUN);
      if (ranges.length === 0) continue;
      const [deleted] = await db.batch([deleteFromLogs(db, ranges)]);
      rows += deleted?.meta.changes ?? 0;
    }
  }
  if (rows > 0) ctx.log.info('retention.forgotten', { table: 'company_log', rows });
}
