import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { timeOfId } from '../../platform/ids.ts';
import { selectLoggedConversation } from '../../platform/outbox/queries.ts';
import { listChannelIds } from '../channels/index.ts';
import {
  CONVERSATIONS_ASKED,
  selectHolding,
  selectLiving,
  selectLivingByExternalId,
  type AskedConversations,
  type LivingRow,
} from './queries.ts';

/** A message by our own id, or by the provider's. */
export async function findLiving(db: TenantDb, anyId: string): Promise<LivingRow | null> {
  if (!anyId.startsWith('msg_')) {
    const [found] = await db.batch([selectLivingByExternalId(db, await listChannelIds(db), anyId)]);
    return rowsOf<LivingRow>(found)[0] ?? null;
  }
  const conversationId = (await findLogged(db, anyId)) ?? (await findHolding(db, anyId));
  if (conversationId === null) return null;
  const [found] = await db.batch([selectLiving(db, { conversationId, id: anyId })]);
  return rowsOf<LivingRow>(found)[0] ?? null;
}

/** Where the log tells of the message soon after it was written: nearly always. */
async function findLogged(db: TenantDb, id: string): Promise<string | null> {
  const [logged] = await db.batch([selectLoggedConversation(db, id, timeOfId(id))]);
  return rowsOf<{ id: string }>(logged)[0]?.id ?? null;
}

/**
 * Messages that came late, or with an imported history, stand in the log far from their own time. Each conversation is
 * asked for them instead of an index by id, which would cost a written row per message.
 */
async function findHolding(db: TenantDb, id: string): Promise<string | null> {
  for (let afterId = ''; ;) {
    // oxlint-disable-next-line no-await-in-loop -- each slice begins where the one before it ended
    const [found] = await db.batch([selectHolding(db, id, afterId)]);
    const [asked] = rowsOf<AskedConversations>(found);
    if (asked === undefined || asked.lastId === null) return null;
    if (asked.conversationId !== null) return asked.conversationId;
    if (asked.count < CONVERSATIONS_ASKED) return null;
    afterId = asked.lastId;
  }
}
