import type { ContactMerge } from '../../contracts/api/contacts.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import {
  displayName,
  getContact,
  selectContacts,
  selectMerges,
  type ContactRow,
  type MergeRow,
} from '../contacts/index.ts';

/** Who else a contact was, the newest merge first. */
export async function listMerges(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  contactId: string,
): Promise<{ items: ContactMerge[] }> {
  const db = ctx.tenant(companyId);
  const contact = await getContact(ctx, companyId, contactId);
  const [found] = await db.batch([selectMerges(db, contact.id)]);
  const merges = rowsOf<MergeRow>(found);
  const [fromFound] = await db.batch([
    selectContacts(
      db,
      merges.map(({ fromContactId }) => fromContactId),
    ),
  ]);
  const fromById = new Map(rowsOf<ContactRow>(fromFound).map((row) => [row.id, row]));
  const newest = merges.findLast(({ undoneAtMs }) => undoneAtMs === null);
  const items = merges.map((merge): ContactMerge => {
    const from = fromById.get(merge.fromContactId);
    if (from === undefined) throw new NotFoundError('contact');
    return {
      id: merge.id,
      from: { id: from.id, name: displayName(from), phone: from.phone },
      reason: merge.reason,
      byUserId: merge.byUserId,
      atMs: merge.atMs,
      undoneAtMs: merge.undoneAtMs,
      undoneById: merge.undoneById,
      canUndo: merge === newest,
    };
  });
  return { items: items.toReversed() };
}
