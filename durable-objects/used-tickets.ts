/** Remembers the tickets that have opened a socket here, so that none opens a second one. */
export interface UsedTickets {
  /** Whether this is the ticket's first use. A ticket is forgotten once it would have expired anyway. */
  use(ticket: string, untilMs: number, nowMs: number): boolean;
}

export function createUsedTickets(sql: SqlStorage): UsedTickets {
  sql.exec(
    'CREATE TABLE IF NOT EXISTS used_tickets (id TEXT PRIMARY KEY, until_ms INTEGER NOT NULL) WITHOUT ROWID',
  );
  return {
    use(ticket, untilMs, nowMs) {
      sql.exec('DELETE FROM used_tickets WHERE until_ms < ?', nowMs);
      const inserted = sql.exec(
        'INSERT INTO used_tickets (id, until_ms) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id',
        ticket,
        untilMs,
      );
      return inserted.toArray().length === 1;
    },
  };
}
