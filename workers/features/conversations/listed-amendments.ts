import type { InboundMessage } from '../../channels/port.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import type { ChannelEventRow } from '../channels/index.ts';
import type { MessageKey } from './receive-queries.ts';

/** The largest payload kept in an event's row, in bytes of JSON. Ours. */
const MAX_EVENT_PAYLOAD_BYTES = 16_384;
/** The webhook field that a message came under. */
const FIELD_OF_ORIGIN = { phone_app: 'smb_message_echoes', history: 'history', standby: 'standby' } as const;

export type ListedAmendment = Omit<ChannelEventRow, 'companyId'>;

/** A reaction, an edit or a deletion of a message that is not there, as an event of its channel: nobody else shows it. */
export function listedAmendment(
  id: string,
  amendment: { message: InboundMessage; channelId: string; receivedAtMs: number },
  target: MessageKey,
): ListedAmendment {
  const { message, channelId, receivedAtMs } = amendment;
  const { externalId, type, sender, origin, sentAtMs, content } = message;
  const [phone, userId] = message.direction === 'inbound' ? ['from', 'from_user_id'] : ['to', 'to_user_id'];
  const said = {
    id: externalId,
    type,
    timestamp: String(Math.floor(sentAtMs / 1_000)),
    ...(sender.phone === null ? {} : { [phone]: sender.phone }),
    ...(sender.userId === null ? {} : { [userId]: sender.userId }),
    // Sound: the reader wrote it as JSON of an object.
    ...(content === null ? {} : (JSON.parse(content) as Record<string, unknown>)),
  };
  const payload = JSON.stringify(said);
  return {
    channelId,
    id,
    kind: 'amendment',
    field: origin === null ? 'messages' : FIELD_OF_ORIGIN[origin],
    name: type,
    externalId,
    dedupeKey: `amendment:${target.externalId}:${type}:${externalId}`,
    payload: new TextEncoder().encode(payload).length > MAX_EVENT_PAYLOAD_BYTES ? null : payload,
    occurredAtMs: sentAtMs,
    receivedAtMs,
  };
}

/** Lists no more what was said of these messages: all of it, or only what they were edited to. */
export function unlistAmendments(
  db: TenantDb,
  keys: readonly (MessageKey & { kind: 'edit' | null })[],
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'channelId' AS channel_id,
              'amendment:' || (value ->> 'externalId') || coalesce(':' || (value ->> 'kind'), '') AS beginning
       FROM json_each(?2))
     DELETE FROM channel_events WHERE (company_id, channel_id, id) IN (
       SELECT ?1, e.channel_id, e.id FROM j CROSS JOIN channel_events e
         ON e.company_id = ?1 AND e.channel_id = j.channel_id
         -- What follows a colon is a semicolon.
         AND e.dedupe_key >= j.beginning || ':' AND e.dedupe_key < j.beginning || ';')`,
    JSON.stringify(keys),
  );
}
