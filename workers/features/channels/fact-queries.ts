import type { ChannelFact } from '../../contracts/api/channels.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';

export interface FactRow {
  channelId: string;
  fact: ChannelFact;
  /** JSON. */
  value: string;
  asOfMs: number;
}

/** Everything known of these channels: about twenty rows for each. */
export function selectFacts(db: TenantDb, channelIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT value AS id FROM json_each(?2))
     SELECT f.channel_id AS channelId, f.fact, f.value, f.as_of_ms AS asOfMs
     FROM j CROSS JOIN channel_facts f ON f.company_id = ?1 AND f.channel_id = j.id AND f.fact > ''`,
    JSON.stringify(channelIds),
  );
}

/** The newest wins, and of two of the same moment the greater text: in whatever order they are written. */
export function upsertFacts(db: TenantDb, rows: readonly FactRow[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO channel_facts (company_id, channel_id, fact, value, as_of_ms)
     SELECT ?1, value ->> 'channelId', value ->> 'fact', value ->> 'value', value ->> 'asOfMs'
     FROM json_each(?2) WHERE true
     ON CONFLICT (company_id, channel_id, fact) DO UPDATE SET value = excluded.value, as_of_ms = excluded.as_of_ms
     WHERE excluded.as_of_ms > channel_facts.as_of_ms
        OR (excluded.as_of_ms = channel_facts.as_of_ms AND excluded.value > channel_facts.value)`,
    JSON.stringify(rows),
  );
}

/** When something passed last, beside what is known of the other kinds. */
export function mergeWebhookFacts(
  db: TenantDb,
  rows: readonly { channelId: string; value: string; asOfMs: number }[],
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO channel_facts (company_id, channel_id, fact, value, as_of_ms)
     SELECT ?1, value ->> 'channelId', 'webhook', value ->> 'value', value ->> 'asOfMs'
     FROM json_each(?2) WHERE true
     ON CONFLICT (company_id, channel_id, fact) DO UPDATE SET
       value = json_patch(channel_facts.value, excluded.value),
       as_of_ms = max(channel_facts.as_of_ms, excluded.as_of_ms)`,
    JSON.stringify(rows),
  );
}
