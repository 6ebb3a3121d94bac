import type { MediaLink, MediaLinkList } from '../../contracts/api/media.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { readMedia, selectMessagesInThread, type MessageRow } from '../conversations/index.ts';
import { linkFile, linksEndAt, messageFileKey, uploadKey } from '../files/index.ts';

/** Short-lived addresses of the files of these messages; those without a file that is there are left out. */
export async function listLinks(
  ctx: Pick<Context, 'tenant' | 'config' | 'clock'>,
  companyId: string,
  input: { conversationId: string; messageIds: readonly string[] },
): Promise<MediaLinkList> {
  const db = ctx.tenant(companyId);
  const [conversation, found] = await db.batch(
    selectMessagesInThread(db, input.conversationId, input.messageIds),
  );
  if (rowsOf(conversation).length === 0) throw new NotFoundError('conversation');
  const links = await Promise.all(rowsOf<MessageRow>(found).map((row) => linkOf(ctx, row)));
  return {
    items: links.filter((link) => link !== null),
    expiresAtMs: linksEndAt(ctx.clock.nowMs()),
  };
}

async function linkOf(ctx: Pick<Context, 'config' | 'clock'>, row: MessageRow): Promise<MediaLink | null> {
  const media = readMedia(row);
  if (media?.state !== 'ready' || row.revokedAtMs !== null) return null;
  const { companyId } = row;
  const { url, thumbnailUrl, downloadUrl } = await linkFile(ctx, {
    companyId,
    key: media.uploadId === null ? messageFileKey(companyId, row) : uploadKey(companyId, media.uploadId),
    mimeType: media.mimeType ?? 'application/octet-stream',
    filename: media.filename,
    hasThumbnail: media.hasThumbnail,
  });
  return { messageId: row.id, url, thumbnailUrl, downloadUrl };
}
