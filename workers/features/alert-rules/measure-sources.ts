import type { AlertRules } from '../../contracts/api/alert-settings.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf } from '../../platform/ids.ts';
import { selectOpen, type OpenAlert } from '../alerts/index.ts';
import {
  countFailedEvents,
  failuresKey,
  listSourceRows,
  type FailedCount,
} from '../incoming-events/index.ts';
import type { MeasuredSource } from './rules.ts';

const MINUTE_MS = 60_000;

/** What failed of what shops and forms posted, by source: in the rule's span, and since the alert that stands open. */
export async function measureSources(
  ctx: Pick<Context, 'clock' | 'tenant'>,
  companyId: string,
  { isOn, count, minutes }: AlertRules['eventFailures'],
): Promise<MeasuredSource[]> {
  const db = ctx.tenant(companyId);
  const sources = (await listSourceRows(db)).map(({ id, name }) => ({ id, name, key: failuresKey(id) }));
  if (sources.length === 0) return [];
  if (!isOn) return sources.map((source) => ({ ...source, failed: 0, failedOfAlert: 0, newestDetail: null }));
  const sinceOf = (atMs: number) => firstIdOf('ine', atMs - minutes * MINUTE_MS);
  const fromId = sinceOf(ctx.clock.nowMs());
  const [standing, fresh] = await db.batch([
    selectOpen(
      db,
      sources.map(({ key }) => key),
    ),
    countFailedEvents(
      db,
      sources.map(({ id }) => ({ sourceId: id, fromId })),
      count,
    ),
  ]);
  const open = new Map(rowsOf<OpenAlert>(standing).map((alert) => [alert.key, alert]));
  const ofAlerts = sources.flatMap(({ id, key }) => {
    const alert = open.get(key);
    return alert === undefined ? [] : [{ sourceId: id, fromId: sinceOf(alert.openedAtMs) }];
  });
  const [undecided] = ofAlerts.length === 0 ? [] : await db.batch([countFailedEvents(db, ofAlerts, 1)]);
  const failedOf = bySource(fresh);
  const failedOfAlertOf = bySource(undecided);
  return sources.map((source) => ({
    ...source,
    failed: failedOf.get(source.id)?.count ?? 0,
    newestDetail: failedOf.get(source.id)?.newestDetail ?? null,
    failedOfAlert: failedOfAlertOf.get(source.id)?.count ?? 0,
  }));
}

const bySource = (result: D1Result | undefined) =>
  new Map((result === undefined ? [] : rowsOf<FailedCount>(result)).map((row) => [row.sourceId, row]));
