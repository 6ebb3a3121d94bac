/** What a company's tables hold after everything was delivered. */
export interface Stored {
  messages: number;
  /** Different provider ids among them: as many as there are messages when each was stored once. */
  externalIds: number;
  contacts: number;
  conversations: number;
  unread: number;
}

export async function countStored(tenant: D1Database): Promise<Stored> {
  const stored = await tenant
    .prepare(
      `SELECT (SELECT count(*) FROM messages) AS messages,
              (SELECT count(DISTINCT external_id) FROM messages) AS externalIds,
              (SELECT count(*) FROM contacts) AS contacts,
              (SELECT count(*) FROM conversations) AS conversations,
              (SELECT sum(unread_count) FROM conversations) AS unread`,
    )
    .first<Stored>();
  if (stored === null) throw new Error('the database does not answer');
  return stored;
}
