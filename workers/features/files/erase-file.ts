import type { Context } from '../../context.ts';
import { inBucket } from '../../platform/bucket.ts';
import { contentKey, messageFileKey, thumbnailKey } from './keys.ts';

/**
 * Removes the bytes of a message's file, and of a content that was too large for its row: it was deleted for everyone. May
 * be repeated. A file that was uploaded to be sent lies under its upload, and goes with it.
 */
export async function eraseMedia(
  ctx: Pick<Context, 'files'>,
  companyId: string,
  refs: readonly { conversationId: string; id: string; channelId: string; externalId: string | null }[],
): Promise<void> {
  const keys = refs.flatMap((ref) => {
    const key = messageFileKey(companyId, ref);
    const { channelId, externalId } = ref;
    const content = externalId === null ? [] : [contentKey(companyId, { channelId, externalId })];
    return [key, thumbnailKey(key), ...content];
  });
  // As many as R2 removes in one go.
  for (let from = 0; from < keys.length; from += 1_000) {
    await inBucket(ctx.files.delete(keys.slice(from, from + 1_000)));
  }
}
