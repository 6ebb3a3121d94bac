import { rowsOf, withoutPrefix } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { identifierText, type ContactRow } from '../contacts/index.ts';
import type { StoredAmendment } from './amendments.rules.ts';
import { messageKeyText, type KnownTarget, type Waiting, type WaitingAmendment } from './plan-amendments.ts';
import { placeText } from './arrival-keys.ts';
import type { KnownWorld } from './plan-arrivals.ts';
import {
  MESSAGE,
  selectKnownUnderKeys,
  SENDER,
  type KnownMessage,
  type KnownSender,
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
  const rows = rowsOf<Record<string, unknown>>(found);
  const people = rows.filter((row) => row[`${SENDER}id`] !== null);
  const named = rows.filter((row) => row[`${MESSAGE}keyExternalId`] !== null);
  return {
    ...knownPeople(withoutPrefix<KnownSender>(people, SENDER)),
    ...knownMessages(withoutPrefix<KnownMessage>(named, MESSAGE)),
  };
}

function knownPeople(rows: readonly KnownSender[]): Pick<KnownWorld, 'holders' | 'conversationIds'> {
  const people: Pick<KnownWorld, 'holders' | 'conversationIds'> = {
    holders: new Map(),
    conversationIds: new Map(),
  };
  const contactById = new Map<string, ContactRow>();
  for (const { keyKind, keyValue, keyChannelId, untilMs, conversationId, ...read } of rows) {
    // One row per contact, whichever of its identifiers it was found by.
    const contact = contactById.get(read.id) ?? read;
    contactById.set(contact.id, contact);
    people.holders.set(identifierText({ kind: keyKind, value: keyValue }), { contact, untilMs });
    if (conversationId !== null) {
      people.conversationIds.set(placeText(contact.id, keyChannelId), conversationId);
    }
  }
  return people;
}

/** The messages that are there, and what waits for those that are not. */
export function knownMessages(rows: readonly KnownMessage[]): {
  messages: Map<string, KnownTarget>;
  waiting: Map<string, Waiting>;
} {
  const messages = new Map<string, KnownTarget>();
  const waiting = new Map<string, Waiting>();
  for (const { keyChannelId, keyExternalId, waiting: amendments, seen, ...row } of rows) {
    const key = messageKeyText({ channelId: keyChannelId, externalId: keyExternalId });
    if (isThere(row)) messages.set(key, row);
    if (seen !== '') waiting.set(key, { seen, amendments: readWaiting(amendments) });
  }
  return { messages, waiting };
}

/** Sound: without a message, all of its columns are null. */
function isThere(
  row: Omit<KnownMessage, 'keyChannelId' | 'keyExternalId' | 'waiting' | 'seen'>,
): row is KnownTarget {
  return row.id !== null;
}

function readWaiting(json: string): WaitingAmendment[] {
  // Sound: only this feature writes the rows, with `keepWaiting`.
  const rows = JSON.parse(json) as (Omit<WaitingAmendment, 'amendment'> & { payload: string })[];
  return rows.map(({ payload, ...rest }) => ({ ...rest, amendment: JSON.parse(payload) as StoredAmendment }));
}
