import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { selectHolders, type HolderRow } from './holder-queries.ts';
import { storeResolution } from './queries.ts';
import { contactOf, identifierText, newContact, phoneKey, searchTerms, type ContactRow } from './rules.ts';

/** How often the world is read again after somebody else was first. */
const MAX_READS = 4;

/** The contact with this number, in the form of `phoneDigits`; made when there is none. */
export async function ensureContact(
  ctx: Pick<Context, 'tenant' | 'ids' | 'clock' | 'publish'>,
  companyId: string,
  input: { phone: string; name: string | null },
): Promise<ContactRow> {
  const db = ctx.tenant(companyId);
  const identifier = { kind: 'phone' as const, value: phoneKey(input.phone) };
  for (let reads = 1; ; reads++) {
    const known = await findByPhone(ctx, companyId, input.phone);
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
      contacts: [{ id: contact.id, version: contactOf(contact).version }],
    });
    return contact;
  }
}

/** The contact with this number, in the form of `phoneDigits`. */
export async function findByPhone(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  phone: string,
): Promise<ContactRow | null> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectHolders(db, [{ kind: 'phone', value: phoneKey(phone) }])]);
  return rowsOf<HolderRow>(found)[0] ?? null;
}
