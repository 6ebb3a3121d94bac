import type { ChannelFact } from '../../contracts/api/channels.ts';
import type { Change } from '../../contracts/api/events.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { selectFacts, upsertFacts, type FactRow } from './fact-queries.ts';

/** The statements that keep these facts, for a caller's own batch: none where everything is known already. */
export async function planFacts(
  db: TenantDb,
  facts: readonly { channelId: string; fact: ChannelFact; value: unknown; asOfMs: number }[],
): Promise<{ statements: D1PreparedStatement[]; changes: Extract<Change, { entity: 'channel' }>[] }> {
  if (facts.length === 0) return { statements: [], changes: [] };
  const [found] = await db.batch([selectFacts(db, [...new Set(facts.map(({ channelId }) => channelId))])]);
  const newest = new Map(rowsOf<FactRow>(found).map((row) => [keyOf(row), row]));
  const changed = new Map<string, FactRow>();
  for (const { channelId, fact, value, asOfMs } of facts) {
    const row: FactRow = { channelId, fact, value: JSON.stringify(value), asOfMs };
    const known = newest.get(keyOf(row));
    if (known !== undefined && !isNewer(row, known)) continue;
    newest.set(keyOf(row), row);
    changed.set(keyOf(row), row);
  }
  if (changed.size === 0) return { statements: [], changes: [] };
  const rows = [...changed.values()];
  const channelIds = new Set(rows.map(({ channelId }) => channelId));
  return {
    statements: [upsertFacts(db, rows)],
    changes: [...channelIds].map((id) => ({ entity: 'channel', id })),
  };
}

/** Of two of the same moment the greater text stands, so that every order of arrival ends the same. */
function isNewer(row: FactRow, known: FactRow): boolean {
  return row.asOfMs > known.asOfMs || (row.asOfMs === known.asOfMs && row.value > known.value);
}

function keyOf({ channelId, fact }: FactRow): string {
  return `${channelId} ${fact}`;
}
