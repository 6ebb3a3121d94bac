import type { GroupChange } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { ConflictError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { storeResolution } from './queries.ts';
import { readHolders } from './read-holders.ts';
import { lookupsOf, resolveContacts } from './resolve-contacts.ts';
import { searchTerms, toldContact } from './rules.ts';

/** How often it is read again after somebody else was first. Ours. */
const MAX_READS = 6;

const NOBODY = { phone: null, userId: null, parentUserId: null, username: null, profileName: null };

/** Notes what groups are called, by the newest word; one that is not known yet is known from now on. */
export async function recordGroups(
  ctx: Pick<Context, 'tenant' | 'ids' | 'clock' | 'publish'>,
  companyId: string,
  changes: readonly GroupChange[],
): Promise<void> {
  const db = ctx.tenant(companyId);
  const named = changes.filter(({ subject }) => subject !== null).toSorted((a, b) => a.atMs - b.atMs);
  const seen = named.map(({ groupId, atMs }) => ({ sender: NOBODY, groupId, atMs }));
  if (seen.length === 0) return;
  for (let reads = 1; ; reads++) {
    const holders = await readHolders(db, seen.flatMap(lookupsOf));
    const nowMs = ctx.clock.nowMs();
    const resolution = resolveContacts(seen, holders, { ids: ctx.ids, companyId, nowMs });
    const changed = new Map(resolution.changed.map((row) => [row.id, row]));
    for (const [index, { subject, atMs }] of named.entries()) {
      const contact = resolution.contacts[index];
      if (contact === undefined || (contact.profileAsOfMs ?? -1) >= atMs) continue;
      contact.profileName = subject;
      contact.profileAsOfMs = atMs;
      if (!changed.has(contact.id)) contact.version += 1;
      changed.set(contact.id, contact);
    }
    const rows = [...changed.values()];
    if (rows.length === 0) return;
    const terms = rows.flatMap((row) =>
      searchTerms({ name: row.givenName ?? row.profileName, phone: null, username: null }).map((term) => ({
        term,
        contactId: row.id,
      })),
    );
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
