import type { AlertNotify, AlertRules } from '../../contracts/api/alert-settings.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { DirectoryDb } from '../../platform/db/directory-db.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import type { alertSettings } from './schema.ts';

const ONLY_ID = 'settings';
export type AlertSettingsRow = typeof alertSettings.$inferSelect;

export function selectSettings(db: TenantDb): D1PreparedStatement {
  return db.statement(
    `SELECT rules, notify, webhook_url_sealed AS webhookUrlSealed, webhook_host AS webhookHost, version
     FROM alert_settings WHERE company_id = ?1 AND id = ?2`,
    ONLY_ID,
  );
}

export function settingsOf(
  result: D1Result | undefined,
): Omit<AlertSettingsRow, 'companyId' | 'id'> | undefined {
  return rowsOf<AlertSettingsRow>(result)[0];
}

/** Refused (no row) where they are of another version than was read. */
export function writeSettings(
  db: TenantDb,
  row: {
    rules: AlertRules;
    notify: AlertNotify;
    webhookUrlSealed: string | null;
    webhookHost: string | null;
    seenVersion: number;
  },
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO alert_settings (company_id, id, rules, notify, webhook_url_sealed, webhook_host, version)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 + 1
     WHERE ?7 = coalesce((SELECT version FROM alert_settings WHERE company_id = ?1 AND id = ?2), 0)
     ON CONFLICT (company_id, id) DO UPDATE SET rules = excluded.rules, notify = excluded.notify,
       webhook_url_sealed = excluded.webhook_url_sealed, webhook_host = excluded.webhook_host, version = excluded.version
     RETURNING version`,
    ONLY_ID,
    JSON.stringify(row.rules),
    JSON.stringify(row.notify),
    row.webhookUrlSealed,
    row.webhookHost,
    row.seenVersion,
  );
}

/** Open dead letters with ids from this one on, counted up to a number. */
export function countOpenLetters(
  db: DirectoryDb,
  companyId: string | null,
  fromId: string,
  most: number,
): D1PreparedStatement {
  const owner = companyId === null ? '' : 'd.company_id = ?3 AND';
  return db.statement(
    `SELECT count(*) AS count FROM (SELECT 1 FROM dead_letters d
       WHERE ${owner} d.state = 'open' AND d.id >= ?1 LIMIT ?2)`,
    fromId,
    most,
    ...(companyId === null ? [] : [companyId]),
  );
}

/** Whether letters with ids from this one on are open, or were put back and are not done: 0, 1 or 2. */
export function countUndecidedLetters(
  db: DirectoryDb,
  companyId: string | null,
  fromId: string,
): D1PreparedStatement {
  const owner = companyId === null ? '' : 'd.company_id = ?2 AND';
  const has = (state: string) =>
    `EXISTS (SELECT 1 FROM dead_letters d WHERE ${owner} d.state = '${state}' AND d.id >= ?1)`;
  return db.statement(
    `SELECT ${has('open')} + ${has('redriven')} AS count`,
    fromId,
    ...(companyId === null ? [] : [companyId]),
  );
}
