import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { HouseError } from '../../platform/errors.ts';
import { tokenPlace } from '../channels/index.ts';
import { displayName, phoneDigits, recordGroups, resolveContacts } from '../contacts/index.ts';
import { keysOfSeen, seenInGroup } from './arrival-keys.ts';
import { noteAsked, selectGroupToAsk, type GroupToAsk } from './member-queries.ts';
import { createAmendmentPlan } from './plan-amendments.ts';
import type { ArrivalPlan, KnownWorld } from './plan-arrivals.ts';
import { storeArrivals, type ArrivalContext } from './receive-messages.ts';

/** Jobs that come within this time of an answer are the same question, in milliseconds. Ours. */
const SAME_QUESTION_MS = 60_000;

/**
 * Asks WhatsApp who is a member of a group: webhooks tell only who comes and goes. What is refused is not asked again at
 * once; an answer that does not come is a fault of the house. May be repeated.
 */
export async function refreshMembers(
  ctx: ArrivalContext & Pick<Context, 'envelope' | 'accounts'>,
  companyId: string,
  conversationId: string,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectGroupToAsk(db, conversationId)]);
  const [group] = rowsOf<GroupToAsk>(found);
  const nowMs = ctx.clock.nowMs();
  if (group === undefined || (group.askedAtMs !== null && nowMs - group.askedAtMs < SAME_QUESTION_MS)) return;
  const { phoneNumberId, groupId } = group;
  const accessToken = await ctx.envelope.open(
    tokenPlace(companyId, group.channelId),
    group.accessTokenSealed,
  );
  const answer = await ctx.accounts.readGroup({ phoneNumberId, accessToken }, groupId);
  if (answer.kind === 'unreachable') throw new HouseError('meta', answer.cause);
  const asked = { conversationId: group.conversationId, atMs: nowMs };
  if (answer.kind === 'refused' || answer.value.members === null) {
    ctx.log.info('group.members_not_told', { companyId, conversationId, code: answer.kind });
    await db.batch([noteAsked(db, asked)]);
    return;
  }
  const { subject } = answer.value;
  const own = phoneDigits(group.displayPhoneNumber);
  const members = answer.value.members.filter(({ phone }) => phone === null || phone !== own);
  // Meta dates its webhooks in whole seconds: what it dates to the second of the call is newer than the answer.
  const atMs = Math.floor(nowMs / 1_000) * 1_000 - 1;
  const seen = seenInGroup(groupId, members, atMs);
  const decide = (world: KnownWorld): ArrivalPlan => {
    const people = resolveContacts(seen, world.holders, { ids: ctx.ids, companyId, nowMs }, world.keptApart);
    const [, ...rows] = people.contacts;
    return {
      people,
      conversations: [],
      messages: [],
      amendments: createAmendmentPlan(world, new Map()).plan,
      listed: [],
      contents: [],
      members: {
        noted: rows.map((row) => ({
          conversationId: group.conversationId,
          contactId: row.id,
          name: displayName(row),
          isMember: true,
          atMs,
        })),
        all: { conversationId: group.conversationId, atMs, askedAtMs: nowMs },
      },
      changes: [
        { entity: 'conversation', id: group.conversationId },
        ...people.changed.map(({ id }) => ({ entity: 'contact' as const, id })),
      ],
      contactById: new Map(people.contacts.map((row) => [row.id, row])),
    };
  };
  await storeArrivals(ctx, companyId, { senders: keysOfSeen(seen, group.channelId), messages: [] }, decide);
  if (subject !== null) {
    await recordGroups(ctx, companyId, [{ kind: 'group', phoneNumberId, groupId, subject, atMs }]);
  }
}
