import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { identifierText, type ContactRow } from '../contacts/index.ts';
import type { StoredAmendment } from './amendments.rules.ts';
import { messageKeyText, type KnownTarget, type Waiting, type WaitingAmendment } from './plan-amendments.ts';
import { placeText } from './arrival-keys.ts';
import type { KnownWorld } from './plan-arrivals.ts';
import {
  contactIn,
  messageIn,
  selectKnownUnderKeys,
  type KnownMessage,
  type KnownUnderKey,
  type MessageKey,
  type SenderKey,
} from './receive-queries.ts';

/** One statement: who these senders are, where they talk to us, and what is there under these messages' names. */
export async function readKnownWorld(
  db: TenantDb,
  senders: readonly SenderKey[],
  messages: readonly MessageKey[],
): Promise<Omit<KnownWorld, 'keptApart'>> {
  const senderKeys = new Map(senders.map((key) => [`${identifierText(key)} ${key.channelId}`, key]));
  const messageKeys = new Map(messages.map((key) => [messageKeyText(key), key]));
  const [found] = await db.batch([
    selectKnownUnderKeys(db, [...senderKeys.values()], [...messageKeys.values()]),
  ]);
  const rows = rowsOf<KnownUnderKey>(found);
  return { ...knownPeople(rows), ...knownMessages(rows.filter(isOfMessage)) };
}

function knownPeople(rows: readonly KnownUnderKey[]): Pick<KnownWorld, 'holders' | 'conversationIds'> {
  const people: Pick<KnownWorld, 'holders' | 'conversationIds'> = {
    holders: new Map(),
    conversationIds: new Map(),
  };
  // One row per contact, whichever of its identifiers it was found by.
  const contactOf = new Map<string, ContactRow>();
  for (const { keyKind, keyValue, keyChannelId, untilMs, conversationId, contact: packed } of rows) {
    if (packed === null) continue;
    const contact = contactOf.get(packed) ?? contactIn(packed);
    contactOf.set(packed, contact);
    people.holders.set(identifierText({ kind: keyKind, value: keyValue }), { contact, untilMs });
    if (conversationId !== null) {
      people.conversationIds.set(placeText(contact.id, keyChannelId), conversationId);
    }
  }
  return people;
}

function isOfMessage(row: KnownUnderKey): row is KnownUnderKey & KnownMessage {
  return row.keyExternalId !== null;
}

/** The messages that are there, and what waits for those that are not. */
export function knownMessages(rows: readonly KnownMessage[]): {
  messages: Map<string, KnownTarget>;
  waiting: Map<string, Waiting>;
} {
  const messages = new Map<string, KnownTarget>();
  const waiting = new Map<string, Waiting>();
  for (const { keyChannelId, keyExternalId, message, mergedIntoId, waiting: amendments, seen } of rows) {
    const key = messageKeyText({ channelId: keyChannelId, externalId: keyExternalId });
    if (message !== null) {
      messages.set(key, { ...messageIn(message), mergedIntoId });
    }
    if (seen !== '') waiting.set(key, { seen, amendments: readWaiting(amendments) });
  }
  return { messages, waiting };
}

function readWaiting(json: string): WaitingAmendment[] {
  // Sound: only this feature writes the rows, with `keepWaiting`.
  const rows = JSON.parse(json) as (Omit<WaitingAmendment, 'amendment'> & { payload: string })[];
  return rows.map(({ payload, ...rest }) => ({ ...rest, amendment: JSON.parse(payload) as StoredAmendment }));
}
