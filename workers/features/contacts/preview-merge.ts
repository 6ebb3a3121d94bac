import type { MergePreview, MergeSide } from '../../contracts/api/contacts.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError, ValidationError } from '../../platform/errors.ts';
import { getContact } from './get-contact.ts';
import { selectHolders, type HolderRow } from './holder-queries.ts';
import {
  countMessages,
  MAX_MESSAGES_COUNTED,
  selectContacts,
  selectEarlierThreads,
  selectThreads,
  type ThreadRow,
} from './merge-queries.ts';
import { planMerge } from './plan-merge.ts';
import { contactOf, identifiersIn, knownIdentifiers, type ContactRow } from './rules.ts';

/** What merging two contacts would do, by the same plan as the merge. */
export async function previewMerge(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  given: readonly [string, string],
): Promise<MergePreview> {
  const db = ctx.tenant(companyId);
  const contacts = await Promise.all(given.map((id) => getContact(ctx, companyId, id)));
  const ids = contacts.map(({ id }) => id);
  const [found, threadsFound, earlierFound] = await db.batch([
    selectContacts(db, ids),
    selectThreads(db, ids),
    selectEarlierThreads(db, ids),
  ]);
  const [one, other] = rowsOf<ContactRow>(found);
  if (one === undefined || other === undefined) throw new NotFoundError('contact');
  if (one.id === other.id) {
    throw ValidationError.ofFields([{ path: 'otherContactId', message: 'Choose another contact.' }]);
  }
  if (one.kind !== 'person' || other.kind !== 'person') {
    throw new ValidationError('not_a_person', 'A group cannot be merged: only people can.');
  }
  const threads = rowsOf<ThreadRow>(threadsFound);
  const earlier = rowsOf<{ id: string; mergedIntoId: string }>(earlierFound);
  const plan = planMerge([one, other], threads, earlier);
  const [into, from] = one.id === plan.intoId ? [one, other] : [other, one];

  const [heldFound, ...counts] = await db.batch([
    selectHolders(db, [...identifiersIn(into), ...identifiersIn(from)]),
    ...[into, from].map(({ id }) => countMessages(db, id)),
  ]);
  const held = rowsOf<HolderRow>(heldFound);
  const channelOf = new Map(threads.map(({ id, channelId }) => [id, channelId]));
  const channelsOf = (list: readonly string[]) => list.flatMap((id) => channelOf.get(id) ?? []);

  return {
    stays: sideOf(into, counts[0]),
    goes: sideOf(from, counts[1]),
    result: contactOf({ ...into, ...plan.record.set }),
    joinedChannelIds: channelsOf(plan.record.merged.map(({ id }) => id)),
    movedChannelIds: channelsOf(plan.record.given),
  };

  function sideOf(row: ContactRow, counted: D1Result | undefined): MergeSide {
    const perThread = rowsOf<{ count: number }>(counted).map(({ count }) => count);
    return {
      contact: contactOf(row),
      identifiers: knownIdentifiers(row, held),
      conversationCount: threads.filter(
        ({ contactId, status }) => contactId === row.id && status !== 'merged',
      ).length,
      messageCount: perThread.reduce((sum, count) => sum + count, 0),
      isMessageCountExact: perThread.every((count) => count < MAX_MESSAGES_COUNTED),
    };
  }
}
