import type { Context } from '../../context.ts';
import { inBucket } from '../../platform/bucket.ts';
import { contentKey, type ContentPlace } from './keys.ts';

/** All of a message's content as JSON text; null where it was never kept, or is deleted. */
export async function openContent(
  ctx: Pick<Context, 'files'>,
  companyId: string,
  place: ContentPlace,
): Promise<string | null> {
  const object = await inBucket(ctx.files.get(contentKey(companyId, place)));
  return object === null ? null : inBucket(object.text());
}
