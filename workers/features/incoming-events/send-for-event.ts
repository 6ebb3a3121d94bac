import type { EventAction } from '../../contracts/api/incoming-events.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ValidationError } from '../../platform/errors.ts';
import { findChannel } from '../channels/index.ts';
import type { ContactRow } from '../contacts/index.ts';
import {
  queueMessage,
  selectIdempotencyKey,
  startConversation,
  type MessageRow,
} from '../conversations/index.ts';
import { componentsOf, findTemplateByName } from '../templates/index.ts';
import {
  decideSend,
  keyOfEvent,
  type EventDocument,
  type IncomingEventRow,
  type Refusal,
  type SendDecision,
} from './rules.ts';

export type SendContext = Pick<
  Context,
  'archive' | 'clock' | 'directory' | 'ids' | 'log' | 'crashPoint' | 'publish' | 'queues' | 'tenant'
>;

export type Sent =
  { kind: 'sent'; conversationId: string; messageId: string } | { kind: 'refused'; refusal: Refusal };

interface Sending {
  companyId: string;
  event: Pick<IncomingEventRow, 'sourceId' | 'id'>;
  action: EventAction;
  document: EventDocument;
  contact: ContactRow;
}

/** Queues the template that an event asks for; under the event's own key, so that no repeat sends another. */
export async function sendForEvent(ctx: SendContext, input: Sending): Promise<Sent> {
  const { companyId, event, action, contact } = input;
  const key = keyOfEvent(event);
  const earlier = await findSent(ctx, companyId, key);
  if (earlier !== null) return earlier;
  const decision = await decideForEvent(ctx, input);
  if (decision.kind === 'refuse') return { kind: 'refused', refusal: decision.refusal };
  const nobody = { companyId, userId: null };
  const { conversation } = await startConversation(ctx, nobody, {
    channelId: action.channelId,
    contactId: contact.id,
  });
  try {
    const message = await queueMessage(
      ctx,
      nobody,
      conversation.id,
      {
        type: 'template',
        template: {
          name: action.templateName,
          language: { code: action.language },
          ...(decision.components.length === 0 ? {} : { components: decision.components }),
        },
      },
      key,
    );
    return { kind: 'sent', conversationId: message.conversationId, messageId: message.id };
  } catch (error) {
    // Somebody else ran it meanwhile, with another mapping.
    const twin = error instanceof ValidationError ? await findSent(ctx, companyId, key) : null;
    if (twin === null) throw error;
    return twin;
  }
}

/** Whether the template may go out now, and with what in it. */
export async function decideForEvent(
  ctx: Pick<Context, 'tenant'>,
  input: Pick<Sending, 'companyId' | 'action' | 'document'> & {
    contact: Pick<ContactRow, 'marketingOptOutAtMs'> | null;
  },
): Promise<SendDecision> {
  const { companyId, action, document, contact } = input;
  const db = ctx.tenant(companyId);
  const channel = await findChannel(db, action.channelId);
  if (channel === null || channel.disconnectedAtMs !== null) {
    const detail = 'The number that it was to be sent from is no longer connected.';
    return { kind: 'refuse', refusal: { code: 'channel_gone', detail } };
  }
  const row = await findTemplateByName(db, {
    wabaId: channel.wabaId,
    name: action.templateName,
    language: action.language,
  });
  const template = row === null ? null : { ...row, components: componentsOf(row) };
  const isOptedOut = contact !== null && contact.marketingOptOutAtMs !== null;
  return decideSend({ action, document, template, isOptedOut });
}

async function findSent(ctx: Pick<Context, 'tenant'>, companyId: string, key: string): Promise<Sent | null> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectIdempotencyKey(db, key)]);
  const [row] = rowsOf<MessageRow>(found);
  return row === undefined ? null : { kind: 'sent', conversationId: row.conversationId, messageId: row.id };
}
