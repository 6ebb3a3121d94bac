import type { IdentityChange, Sender } from '../../channels/port.ts';
import { ConflictError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import {
  identifiersOf,
  identifierText,
  joinSeenTogether,
  pairText,
  pastOf,
  readHolders,
  retireIdentifiers,
  storeResolution,
  termsOf,
  type ContactRow,
  type Holder,
  type Identifier,
  toldContact,
} from '../contacts/index.ts';
import { tellConversations } from '../conversations/index.ts';
import type { PeopleContext } from './store-people.ts';

/** How often it is read again after somebody else was first. Ours. */
const MAX_READS = 6;

/**
 * People have another number or user id: each stays the contact that they are, with all that was written, and is known by
 * the new one. The old one is theirs no more: who writes with it later is somebody else. Told again, or told after later
 * news, it changes nothing.
 */
export async function changeIdentities(
  ctx: PeopleContext,
  companyId: string,
  changes: readonly IdentityChange[],
): Promise<void> {
  for (const change of changes.toSorted((a, b) => a.atMs - b.atMs)) {
    await changeIdentity(ctx, companyId, change);
  }
}

const named = (person: IdentityChange['before']): Identifier[] =>
  identifiersOf({ sender: { ...person, username: null, profileName: null } satisfies Sender, groupId: null });

async function changeIdentity(ctx: PeopleContext, companyId: string, change: IdentityChange): Promise<void> {
  const db = ctx.tenant(companyId);
  const before = named(change.before);
  const after = named(change.after);
  const retired = before.filter(
    (one) =>
      pastOf(one) !== null && after.some(({ kind, value }) => kind === one.kind && value !== one.value),
  );
  const past = retired.flatMap((one) => pastOf(one) ?? []);
  for (let reads = 1; ; reads++) {
    const holders = await readHolders(db, [...before, ...after, ...past]);
    const owners = ownersOf(holders, before, after, change.atMs);
    if (owners === null) return;
    const [contact, other] = owners;
    if (other !== undefined) {
      const joined = await join(ctx, companyId, contact, other);
      if (!joined || reads === MAX_READS) return;
      continue;
    }
    const known = new Set(holders.keys());
    const row = moved(contact, change.after, retired, after, past);
    const results = await commit(row);
    if (results === null) {
      if (reads === MAX_READS) throw new ConflictError('conflict', 'This contact is being changed.');
      continue;
    }
    return ctx.publish(companyId, {
      seq: loggedSeq(results.at(-1)),
      conversations: [],
      messages: [],
      contacts: [toldContact(row)],
    });

    async function commit(changed: ContactRow): Promise<D1Result[] | null> {
      const identifiers = after
        .filter((one) => !known.has(identifierText(one)))
        .map((one) => ({ ...one, contactId: changed.id }));
      const terms = termsOf(changed).map((term) => ({ term, contactId: changed.id }));
      try {
        return await db.batch([
          ...retireIdentifiers(db, retired, changed.id, change.atMs),
          ...storeResolution(db, { changed: [changed], identifiers, terms }),
          appendToLog(db, ctx.clock.nowMs(), [{ entity: 'contact', id: changed.id }]),
        ]);
      } catch (error) {
        if (error instanceof ConflictError) return null;
        throw error;
      }
    }
  }
}

/**
 * Whose identity changed, and who else has the new one already. Null when there is nothing to do: nobody is known by the
 * old one, or it was given up at that time or later.
 */
function ownersOf(
  holders: ReadonlyMap<string, Holder>,
  before: readonly Identifier[],
  after: readonly Identifier[],
  atMs: number,
): [ContactRow, ContactRow?] | null {
  for (const one of before) {
    const past = pastOf(one);
    const untilMs = past === null ? null : (holders.get(identifierText(past))?.untilMs ?? null);
    if (untilMs !== null && untilMs >= atMs) return null;
  }
  const holderOf = (list: readonly Identifier[]) =>
    list.flatMap((one) => holders.get(identifierText(one))?.contact ?? []);
  const [contact] = holderOf(before);
  if (contact === undefined) return null;
  const other = holderOf(after).find(({ id }) => id !== contact.id);
  return other === undefined ? [contact] : [contact, other];
}

async function join(
  ctx: PeopleContext,
  companyId: string,
  one: ContactRow,
  other: ContactRow,
): Promise<boolean> {
  const pair = { intoId: one.id, fromId: other.id };
  const { joined, keptApart } = await joinSeenTogether(ctx, companyId, [pair]);
  for (const each of joined) await tellConversations(ctx, companyId, each);
  return !keptApart.includes(pairText(one.id, other.id));
}

function moved(
  contact: ContactRow,
  to: IdentityChange['after'],
  retired: readonly Identifier[],
  after: readonly Identifier[],
  past: readonly Identifier[],
): ContactRow {
  const gone = new Set(retired.map(identifierText));
  const listed = [
    ...(JSON.parse(contact.identifiers) as string[]).filter((text) => !gone.has(text)),
    ...[...past, ...after].map(identifierText),
  ];
  return {
    ...contact,
    phone: to.phone ?? contact.phone,
    userId: to.userId ?? contact.userId,
    parentUserId: to.parentUserId ?? contact.parentUserId,
    identifiers: JSON.stringify([...new Set(listed)]),
    version: contact.version + 1,
  };
}
