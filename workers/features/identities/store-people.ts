import type { Context } from '../../context.ts';
import { ConflictError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import {
  joinSeenTogether,
  lookupsOf,
  readHolders,
  resolveContacts,
  storeResolution,
  termsOf,
  type ContactRow,
  type SeenContact,
  toldContact,
} from '../contacts/index.ts';
import { tellConversations } from '../conversations/index.ts';

/** How often it is read again after somebody else was first. Ours. */
const MAX_READS = 6;

export type PeopleContext = Pick<Context, 'tenant' | 'ids' | 'clock' | 'publish'>;

/**
 * Notes something of people, by whatever they are known: whoever is not known yet is from now on, and who turns out to be
 * one person is joined first. `learn` gives what is new of each, in the order of `seen`; null when nothing is.
 */
export async function storePeople(
  ctx: PeopleContext,
  companyId: string,
  seen: readonly SeenContact[],
  learn: (contact: ContactRow, index: number) => Partial<ContactRow> | null,
): Promise<void> {
  if (seen.length === 0) return;
  const db = ctx.tenant(companyId);
  const keptApart = new Set<string>();
  for (let reads = 1; ; reads++) {
    const holders = await readHolders(db, seen.flatMap(lookupsOf));
    const nowMs = ctx.clock.nowMs();
    const resolution = resolveContacts(seen, holders, { ids: ctx.ids, companyId, nowMs }, keptApart);
    if (resolution.joins.length > 0) {
      const { joined, keptApart: parted } = await joinSeenTogether(ctx, companyId, resolution.joins);
      for (const one of joined) await tellConversations(ctx, companyId, one);
      for (const pair of parted) keptApart.add(pair);
      if (reads === MAX_READS) throw new ConflictError('conflict', 'Somebody is joining these contacts.');
      continue;
    }
    const changed = new Map(resolution.changed.map((row) => [row.id, row]));
    for (const [index, contact] of resolution.contacts.entries()) {
      const news = learn(contact, index);
      if (news === null) continue;
      Object.assign(contact, news, changed.has(contact.id) ? {} : { version: contact.version + 1 });
      changed.set(contact.id, contact);
    }
    const rows = [...changed.values()];
    if (rows.length === 0) return;
    const terms = rows.flatMap((row) => termsOf(row).map((term) => ({ term, contactId: row.id })));
    try {
      const results = await db.batch([
        ...storeResolution(db, { ...resolution, changed: rows, terms }),
        appendToLog(
          db,
          nowMs,
          rows.map(({ id }) => ({ entity: 'contact', id })),
        ),
      ]);
      return await ctx.publish(companyId, {
        seq: loggedSeq(results.at(-1)),
        conversations: [],
        messages: [],
        contacts: rows.map(toldContact),
      });
    } catch (error) {
      if (!(error instanceof ConflictError) || reads === MAX_READS) throw error;
    }
  }
}
