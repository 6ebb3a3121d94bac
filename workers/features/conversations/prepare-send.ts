import type { Consequences, OutboundMessage, SendingChannel, SendOutcome } from '../../channels/port.ts';
import type { OutboundContent } from '../../contracts/api/outbound.ts';
import type { Context } from '../../context.ts';
import { tokenPlace } from '../channels/index.ts';
import { provideUploads } from '../files/index.ts';
import { explainUnreadableToken } from './lost-outcome.ts';
import type { ForSending } from './send-queries.ts';

/** All that a send needs, or how it ended before it began: no call was made then. */
export type PreparedSend =
  | { kind: 'ready'; channel: SendingChannel; message: OutboundMessage; oldUploadIds: readonly string[] }
  | { kind: 'ended'; outcome: Extract<SendOutcome, { kind: 'rejected' }> };

export const NO_CONSEQUENCES: Consequences = { stop: null, optsOut: false, closesWindow: false };

/** Opens the channel's token and hands the message's files to the provider. */
export async function prepareSend(
  ctx: Pick<Context, 'tenant' | 'channels' | 'clock' | 'envelope' | 'files' | 'media' | 'log'>,
  companyId: string,
  message: ForSending,
): Promise<PreparedSend> {
  let accessToken: string;
  try {
    const place = tokenPlace(companyId, message.channelId);
    accessToken = await ctx.envelope.open(place, message.accessTokenSealed);
  } catch (error) {
    ctx.log.error('message.token_unreadable', error, { companyId, channelId: message.channelId });
    return {
      kind: 'ended',
      outcome: {
        kind: 'rejected',
        retryable: false,
        error: explainUnreadableToken(),
        consequences: NO_CONSEQUENCES,
      },
    };
  }
  const channel: SendingChannel = { phoneNumberId: message.phoneNumberId, accessToken };
  const content = contentOf(message);
  const provided = await provideUploads(ctx, companyId, { ...channel, id: message.channelId }, content);
  if (provided.kind === 'rejected') {
    // 0 is a fault of ours; of Meta's own 0 the next call tells.
    const { code } = provided.error;
    const consequences = code === 0 ? NO_CONSEQUENCES : ctx.channels.cloud.consequencesOf(code);
    return { kind: 'ended', outcome: { ...provided, consequences } };
  }
  return {
    kind: 'ready',
    channel,
    oldUploadIds: provided.old,
    message: {
      conversationId: message.conversationId,
      messageId: message.id,
      to: { phone: message.contactPhone, userId: message.contactUserId, groupId: message.contactGroupId },
      content,
      fileIds: provided.fileIds,
      answersExternalId: message.answersExternalId,
    },
  };
}

/** What is to be sent. A plain text stands in its column, anything else in the content that it was queued with. */
function contentOf(message: ForSending): OutboundContent {
  if (message.content === null) return { type: 'text', text: message.text ?? '' };
  // Sound because only queueMessage writes outbound content, from what the API has checked.
  return JSON.parse(message.content) as OutboundContent;
}
