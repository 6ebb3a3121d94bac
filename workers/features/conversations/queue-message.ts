import type { Message } from '../../contracts/api/messages.ts';
import type { OutboundContent } from '../../contracts/api/outbound.ts';
import { readableText } from '../../contracts/readable-text.ts';
import type { Context } from '../../context.ts';
import type { Change } from '../../contracts/api/events.ts';
import { batchOf } from '../../platform/db/batch-of.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError, NotFoundError, ValidationError } from '../../platform/errors.ts';
import { appendToLog, logged } from '../../platform/outbox/queries.ts';
import { sha256 } from '../../platform/security/sha256.ts';
import { markTaken, mediaOfUpload, takeUploads, type UploadRow } from '../files/index.ts';
import { shownInList } from './last-message.rules.ts';
import { placeOwnReaction } from './own-reactions.ts';
import { conversationOf, messageOf, type ContactInList } from './present.ts';
import type { StoredReaction } from './reactions.rules.ts';
import { checkTemplate, type TemplateRecipient } from './check-template.ts';
import { refuseForGroups, refuseOutsideWindow, refuseUnreachable, type Reachable } from './refuse-send.ts';
import { previewOf, type ConversationRow, type MessageRow } from './rules.ts';
import {
  insertIdempotencyKey,
  insertOutbound,
  selectAnswered,
  type AnsweredMessage,
  selectConversationWithContact,
  selectIdempotencyKey,
  touchByOutbound,
} from './send-queries.ts';
import { wakeMessage, type MessageRef } from './wake-message.ts';

type ConversationWithContact = ConversationRow &
  ContactInList &
  TemplateRecipient &
  Reachable & { lastMessageStatus: MessageRow['status'] | null };

/**
 * Puts a message into the conversation and into the queue; it is sent right after. The same `idempotencyKey` gives
 * the same message again, and is refused with other content.
 */
export async function queueMessage(
  ctx: Pick<Context, 'tenant' | 'clock' | 'ids' | 'queues' | 'publish' | 'log' | 'crashPoint'>,
  actor: { companyId: string; userId: string | null },
  askedId: string,
  input: OutboundContent,
  idempotencyKey: string | null,
): Promise<Message> {
  const db = ctx.tenant(actor.companyId);
  const requestHash = await sha256(JSON.stringify([askedId, input]));
  const answeredId = answeredIdOf(input);
  const [found, answered, repeated] = await db.batch([
    selectConversationWithContact(db, askedId),
    selectAnswered(db, { conversationId: askedId, id: answeredId ?? '' }),
    ...(idempotencyKey === null ? [] : [selectIdempotencyKey(db, idempotencyKey)]),
  ]);
  const earlier = earlierMessage(repeated, requestHash);
  if (earlier !== null) return earlier;
  const [conversation] = rowsOf<ConversationWithContact>(found);
  if (conversation === undefined) throw new NotFoundError('conversation');
  const conversationId = conversation.id;

  const nowMs = ctx.clock.nowMs();
  refuseUnreachable(conversation);
  refuseForGroups(conversation.contactKind, input);
  if (input.type !== 'template') refuseOutsideWindow(conversation, nowMs);
  const [target] = rowsOf<AnsweredMessage>(answered);
  if (answeredId !== null) refuseUnknownAnswered(input, target);
  const uploads = await takeUploads(db, input, nowMs);
  const text =
    input.type === 'template' ? await checkTemplate(db, conversation, input.template) : readableText(input);
  const isPlain = input.type === 'text' && input.previewUrl !== false;
  const content = isPlain ? null : JSON.stringify(named(input, uploads));
  const media = mediaIn(input, uploads);
  const ref = { conversationId, id: ctx.ids.message(nowMs, nowMs) };
  const groups = {
    key:
      idempotencyKey === null
        ? []
        : [
            insertIdempotencyKey(db, {
              key: idempotencyKey,
              requestHash,
              conversationId,
              messageId: ref.id,
              createdAtMs: nowMs,
            }),
          ],
    uploads:
      uploads.length === 0
        ? []
        : [
            markTaken(
              db,
              uploads.map(({ id }) => id),
              nowMs,
            ),
          ],
    message: [
      insertOutbound(db, {
        ...ref,
        type: input.type,
        text,
        content,
        media,
        replyToId: answeredId,
        authorId: actor.userId,
        clientKey: idempotencyKey,
        sentAtMs: nowMs,
        // Its log row is its first wake-up.
        wakeupAtMs: null,
      }),
    ],
    reactedTo:
      input.type === 'reaction'
        ? [
            placeOwnReaction(
              db,
              conversationId,
              input.reaction.messageId,
              ownReaction(input.reaction.emoji, ref.id, actor.userId, nowMs),
            ),
          ]
        : [],
    conversation: [
      touchByOutbound(db, {
        conversationId,
        messageId: ref.id,
        text: previewOf(text),
        type: input.type,
        facts: shownInList({ text, type: input.type, content, media, sender: null, revokedAtMs: null }).facts,
        authorId: actor.userId,
        atMs: nowMs,
      }),
    ],
    log: [
      appendToLog(db, nowMs, [
        ...changesOf(input, { ...ref, conversationId }, target),
        { entity: 'conversation', id: conversationId },
      ]),
    ],
  };
  let results: Record<keyof typeof groups, D1Result[]>;
  try {
    results = await batchOf(db, groups);
  } catch (error) {
    // The twin of this request was first, or our own batch was committed although it threw.
    if (!(error instanceof ConflictError) || idempotencyKey === null) throw error;
    const [again] = await db.batch([selectIdempotencyKey(db, idempotencyKey)]);
    const twin = earlierMessage(again, requestHash);
    if (twin === null) throw error;
    return twin;
  }
  await ctx.crashPoint('ask.committed');
  const [row] = rowsOf<MessageRow>(results.message[0]);
  const [touched] = rowsOf<ConversationRow>(results.conversation[0]);
  if (row === undefined || touched === undefined) throw new NotFoundError('conversation');
  const message = messageOf(row);
  await Promise.all([
    wakeMessage(ctx, actor.companyId, ref),
    ctx.publish(actor.companyId, {
      ...logged(results.log[0]),
      conversations: [
        conversationOf(
          touched,
          conversation,
          touched.lastMessageId === row.id ? row.status : conversation.lastMessageStatus,
        ),
      ],
      messages:
        input.type === 'reaction'
          ? rowsOf<MessageRow>(results.reactedTo[0]).map((one) => ({
              event: 'message.updated',
              message: messageOf(one),
            }))
          : [{ event: 'message.created', message }],
      contacts: [],
    }),
  ]);
  return message;
}

/** A reaction shows in its message alone. */
function changesOf(
  input: OutboundContent,
  { id, conversationId }: MessageRef,
  target: AnsweredMessage | undefined,
): Change[] {
  if (input.type !== 'reaction') return [{ entity: 'message', id, conversationId, change: 'created' }];
  return [
    { entity: 'amendment', id, conversationId },
    {
      entity: 'message',
      id: input.reaction.messageId,
      conversationId: target?.conversationId ?? conversationId,
      change: 'reacted',
    },
  ];
}

function ownReaction(emoji: string, messageId: string, userId: string | null, atMs: number): StoredReaction {
  return {
    emoji: emoji === '' ? null : emoji,
    by: userId === null ? 'company' : `user:${userId}`,
    atMs,
    messageId,
    status: 'queued',
    error: null,
  };
}

/** A document is shown under the name that it was uploaded with, unless it is given another one. */
function named(input: OutboundContent, uploads: readonly UploadRow[]): OutboundContent {
  if (input.type !== 'document' || input.document.filename !== undefined) return input;
  const filename = uploads[0]?.filename;
  return filename == null ? input : { ...input, document: { ...input.document, filename } };
}

/** The file that the message itself is, as JSON; what stands in a header is part of the content. */
function mediaIn(input: OutboundContent, uploads: readonly UploadRow[]): string | null {
  const [upload] = uploads;
  if (upload === undefined || upload.kind !== input.type) return null;
  const media = mediaOfUpload(upload);
  const isVoice = input.type === 'audio' && input.audio.voice === true;
  return JSON.stringify({ ...media, voice: media.voice || isVoice });
}

function earlierMessage(result: D1Result | undefined, requestHash: string): Message | null {
  const [row] = rowsOf<MessageRow & { requestHash: string }>(result);
  if (row === undefined) return null;
  if (row.requestHash !== requestHash) {
    throw new ValidationError('idempotency_key_reused', 'This Idempotency-Key was used for another request.');
  }
  return messageOf(row);
}

function answeredIdOf(input: OutboundContent): string | null {
  if (input.type === 'reaction') return input.reaction.messageId;
  return 'replyTo' in input ? (input.replyTo ?? null) : null;
}

/** Only a message of this conversation that the provider knows can be answered or reacted to. */
function refuseUnknownAnswered(input: OutboundContent, answered: AnsweredMessage | undefined): void {
  if (answered !== undefined && answered.externalId !== null) return;
  throw ValidationError.ofFields([
    {
      path: input.type === 'reaction' ? 'reaction.messageId' : 'replyTo',
      message: 'There is no such message in this conversation, or it has not been sent yet.',
    },
  ]);
}
