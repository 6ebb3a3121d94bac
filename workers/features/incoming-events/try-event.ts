import type { EventTrial, TryEventRequest } from '../../contracts/api/incoming-events.ts';
import type { Context } from '../../context.ts';
import { findByAddress } from '../contacts/index.ts';
import { addressIn } from './address-in.ts';
import { getSource } from './edit-source.ts';
import { getEvent } from './list-events.ts';
import { payloadText } from './read-payload.ts';
import { actionsOf, documentOf, mappingOf, readEvent, refuseWithoutAddress, titleOf } from './rules.ts';
import { decideForEvent } from './send-for-event.ts';

/** What would become of a captured event. Writes nothing and sends nothing. */
export async function tryEvent(
  ctx: Pick<Context, 'tenant' | 'archive'>,
  companyId: string,
  sourceId: string,
  request: TryEventRequest,
): Promise<EventTrial> {
  const source = await getSource(ctx, companyId, sourceId);
  const event = await getEvent(ctx, companyId, sourceId, request.eventId);
  const mapping = request.mapping ?? mappingOf(source);
  const document = documentOf(await payloadText(ctx, event));
  const read = readEvent(mapping, document);
  const address = addressIn(mapping, read);
  const { phone = null, userId = null } = address ?? {};
  const trial = { read, phone, userId, contactId: null, title: titleOf(read, source.name), sends: null };
  if (address === null) {
    const { code, detail } = refuseWithoutAddress(mapping, read);
    return { ...trial, refusal: { code, detail } };
  }
  const contact = await findByAddress(ctx, companyId, address);
  const known = { ...trial, contactId: contact?.id ?? null };
  const action = (request.actions ?? actionsOf(source)).find(({ eventType }) => eventType === read.type);
  if (action === undefined) return { ...known, refusal: null };
  const decision = await decideForEvent(ctx, { companyId, action, document, contact });
  if (decision.kind === 'refuse') return { ...known, refusal: decision.refusal };
  const { templateName, language } = action;
  return { ...known, sends: { templateName, language, text: decision.text }, refusal: null };
}
