import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { selectHolders, type HolderRow } from './holder-queries.ts';
import { storeResolution } from './queries.ts';
import {
  identifierText,
  newContact,
  phoneKey,
  searchTerms,
  type ContactRow,
  type Identifier,
  toldContact,
} from './rules.ts';

/** How often the world is read again after somebody else was first. */
const MAX_READS = 4;

/** By what a person can be written to: a number in the form of `phoneDigits`, WhatsApp's user id, or both. */
export type Address = { phone: string; userId: string | null } | { phone: null; userId: string };

/**
 * The contact with this number, else with this user id; made when there is none. That both are one person's is for
 * WhatsApp to say: a new contact has the number alone where there is one.
 */
export async function ensureContact(
  ctx: Pick<Context, 'tenant' | 'ids' | 'clock' | 'publish'>,
  companyId: string,
  input: Address & { name: string | null },
): Promise<ContactRow> {
  const db = ctx.tenant(companyId);
  const [identifier] = identifiersOfAddress(input);
  for (let reads = 1; ; reads++) {
    const known = await findByAddress(ctx, companyId, input);
    if (known !== null) return known;
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof ConflictError) || reads === MAX_READS) throw error;
    }
  }

  async function create(): Promise<ContactRow> {
    const nowMs = ctx.clock.nowMs();
    const contact = newContact({
      companyId,
      id: ctx.ids.next('ct'),
      givenName: input.name,
      givenNameAsOfMs: input.name === null ? null : nowMs,
      phone: input.phone,
      userId: input.phone === null ? input.userId : null,
      identifiers: JSON.stringify([identifierText(identifier)]),
      createdAtMs: nowMs,
    });
    const terms = searchTerms({ name: input.name, phone: input.phone, username: null });
    const results = await db.batch([
      ...storeResolution(db, {
        changed: [contact],
        identifiers: [{ ...identifier, contactId: contact.id }],
        terms: terms.map((term) => ({ term, contactId: contact.id })),
      }),
      appendToLog(db, nowMs, [{ entity: 'contact', id: contact.id }]),
    ]);
    await ctx.publish(companyId, {
      seq: loggedSeq(results.at(-1)),
      conversations: [],
      messages: [],
      contacts: [toldContact(contact)],
    });
    return contact;
  }
}

/** The contact with this number, else with this user id. */
export async function findByAddress(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  address: Address,
): Promise<ContactRow | null> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectHolders(db, identifiersOfAddress(address))]);
  const holders = rowsOf<HolderRow>(found);
  return holders.find(({ keyKind }) => keyKind === 'phone') ?? holders[0] ?? null;
}

/** The number first. */
function identifiersOfAddress({ phone, userId }: Address): [Identifier, ...Identifier[]] {
  const byUserId = userId === null ? [] : [{ kind: 'user_id' as const, value: userId }];
  if (phone === null) return [{ kind: 'user_id', value: userId }];
  return [{ kind: 'phone', value: phoneKey(phone) }, ...byUserId];
}
