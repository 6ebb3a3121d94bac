import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { AppError, HouseError, NotFoundError } from '../../platform/errors.ts';
import { appendToLog } from '../../platform/outbox/queries.ts';
import { ensureContact } from '../contacts/index.ts';
import { addressIn } from './address-in.ts';
import { finishEvent, tellTimeline } from './queries.ts';
import { payloadText } from './read-payload.ts';
import {
  actionsOf,
  contactEventId,
  detailOf,
  documentOf,
  mappingOf,
  readEvent,
  refuseWithoutAddress,
  titleOf,
  type EventSourceRow,
  type IncomingEventRow,
} from './rules.ts';
import { sendForEvent, type SendContext, type Sent } from './send-for-event.ts';

export type RunContext = SendContext & Pick<Context, 'archive'>;

/** Does what is to be done about a kept event, with the source as it is now. Repeating it sends nothing twice. */
export async function runEvent(
  ctx: RunContext,
  source: EventSourceRow,
  event: IncomingEventRow,
): Promise<IncomingEventRow> {
  const { companyId } = source;
  const db = ctx.tenant(companyId);
  const mapping = mappingOf(source);
  const document = documentOf(await payloadText(ctx, event));
  const read = readEvent(mapping, document);
  const address = addressIn(mapping, read);
  if (address === null) {
    const { code, detail, isMeant } = refuseWithoutAddress(mapping, read);
    return finish({ state: isMeant ? 'failed' : 'ignored', errorCode: code, errorDetail: detail });
  }
  const contact = await ensureContact(ctx, companyId, { ...address, name: read.name });
  await db.batch([
    tellTimeline(db, {
      contactId: contact.id,
      id: contactEventId(event.id),
      kind: 'incoming',
      title: titleOf(read, source.name),
      detail: detailOf(read, source.name),
      sourceId: source.id,
      eventId: event.id,
      atMs: event.receivedAtMs,
    }),
    appendToLog(db, ctx.clock.nowMs(), [{ entity: 'contact', id: contact.id }]),
  ]);
  await ctx.crashPoint('event.on_timeline');
  const action = actionsOf(source).find(({ eventType }) => eventType === read.type);
  if (action === undefined || event.messageId !== null)
    return finish({ state: 'done', contactId: contact.id });
  const sent = await trySending();
  await ctx.crashPoint('event.sent');
  return finish({ ...sent, contactId: contact.id });

  async function trySending(): Promise<Partial<IncomingEventRow>> {
    if (action === undefined) return { state: 'done' };
    try {
      const result: Sent = await sendForEvent(ctx, { companyId, event, action, document, contact });
      if (result.kind === 'refused')
        return { state: 'failed', errorCode: result.refusal.code, errorDetail: result.refusal.detail };
      return { state: 'done', conversationId: result.conversationId, messageId: result.messageId };
    } catch (error) {
      // What will be no better in a minute is written on the event, where a person sees it and can run it again.
      if (!(error instanceof AppError) || error instanceof HouseError || error.retryable) throw error;
      return { state: 'failed', errorCode: error.code, errorDetail: error.message };
    }
  }

  async function finish(
    end: Pick<IncomingEventRow, 'state'> | Partial<IncomingEventRow>,
  ): Promise<IncomingEventRow> {
    const [finished] = await db.batch([
      finishEvent(db, {
        sourceId: source.id,
        id: event.id,
        type: read.type,
        state: 'done',
        contactId: null,
        conversationId: null,
        messageId: null,
        errorCode: null,
        errorDetail: null,
        finishedAtMs: ctx.clock.nowMs(),
        ...end,
      }),
    ]);
    await ctx.crashPoint('event.finished');
    const [row] = rowsOf<IncomingEventRow>(finished);
    if (row === undefined) throw new NotFoundError('event');
    return row;
  }
}
