import type { Change, SettingsPart } from '../../contracts/api/events.ts';
import type { Clock } from '../clock.ts';
import type { Statement } from '../db/bind.ts';
import type { TenantDb } from '../db/tenant-db.ts';
import type { Publish } from '../realtime.ts';
import { appendToLog, loggedSeq } from './queries.ts';

/** Commits a change of a company's settings in one batch with its log row, and tells whoever has them open. */
export async function commitSettings(
  ctx: { clock: Clock; publish: Publish },
  db: TenantDb,
  part: SettingsPart,
  statements: readonly Statement[],
  alerts: readonly Extract<Change, { entity: 'alert' }>[] = [],
): Promise<D1Result[]> {
  const changes: Change[] = [...alerts, { entity: 'settings', id: part }];
  const results = await db.batch([...statements, appendToLog(db, ctx.clock.nowMs(), changes)]);
  await ctx.publish(db.companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [],
    ...(alerts.length === 0 ? {} : { alerts: alerts.map(({ id }) => id) }),
    settings: [part],
  });
  return results;
}
