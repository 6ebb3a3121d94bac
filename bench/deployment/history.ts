import { customer, type Customer } from '../deliveries.ts';
import type { Company } from './company.ts';

/** Messages per contact in a company's history. */
const MESSAGES_PER_CONTACT = 20;
/** The least number of contacts, so that a batch of 100 has one sender for each text. */
const MIN_CONTACTS = 100;

/** Fills a company with `messages` stored texts, and gives the contacts who wrote them. */
export async function storeHistory(
  tenant: D1Database,
  company: Company,
  messages: number,
): Promise<Customer[]> {
  const people = Array.from({ length: Math.max(MIN_CONTACTS, messages / MESSAGES_PER_CONTACT) }, (_, n) =>
    customer(n),
  );
  const json = JSON.stringify(people);
  const at = Date.now() - 1_000_000;
  const rowId = (prefix: string) => `'${prefix}_' || printf('%026d', key)`;
  await tenant.batch([
    tenant
      .prepare(
        `INSERT INTO contacts (company_id, id, profile_name, phone, user_id, created_at_ms)
         SELECT ?1, ${rowId('ct')}, value ->> 'name', value ->> 'phone', value ->> 'userId', ?3 FROM json_each(?2)`,
      )
      .bind(company.id, json, at),
    ...(['phone', 'user_id'] as const).map((kind) =>
      tenant
        .prepare(
          `INSERT INTO contact_identifiers (company_id, kind, value, contact_id)
           SELECT ?1, '${kind}', value ->> '${kind === 'phone' ? 'phone' : 'userId'}', ${rowId('ct')} FROM json_each(?2)`,
        )
        .bind(company.id, json),
    ),
    tenant
      .prepare(
        `INSERT INTO conversations (company_id, id, contact_id, channel_id, status, unread_count, last_message_at_ms,
           last_message_direction, last_inbound_at_ms, activity_seq, version, created_at_ms)
         SELECT ?1, ${rowId('conv')}, ${rowId('ct')}, ?3, 'open', 1, ?4 + key, 'inbound', ?4 + key, 1, 1, ?4
         FROM json_each(?2)`,
      )
      .bind(company.id, json, company.channelId, at),
    tenant
      .prepare(
        `WITH RECURSIVE n (key) AS (SELECT 0 UNION ALL SELECT key + 1 FROM n WHERE key + 1 < ?5)
         INSERT INTO messages (company_id, conversation_id, id, channel_id, external_id, direction, type, text, status,
                               sent_at_ms)
         SELECT ?1, 'conv_' || printf('%026d', key % ?4), ${rowId('msg')}, ?2, 'wamid.history-' || key, 'inbound',
                'text', 'Something that was written before.', 'received', ?3
         FROM n WHERE key < ?5`,
      )
      .bind(company.id, company.channelId, at, people.length, messages),
    tenant
      .prepare(
        `WITH RECURSIVE n (key) AS (SELECT 1 UNION ALL SELECT key + 1 FROM n WHERE key < ?3)
         INSERT INTO company_log (company_id, seq, at_ms, changes) SELECT ?1, key, ?2, '[]' FROM n`,
      )
      .bind(company.id, at, Math.max(1, messages / 10)),
  ]);
  return people;
}
