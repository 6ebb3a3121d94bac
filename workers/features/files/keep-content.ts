import type { Context } from '../../context.ts';
import { inBucket } from '../../platform/bucket.ts';
import { inParallel } from '../../platform/in-parallel.ts';
import { contentKey, type ContentPlace } from './keys.ts';

/** How many are written at once. Ours: a batch of a hundred holds few, and each may be of 3 MB. */
const AT_ONCE = 4;

/**
 * Keeps all of the content of messages of which a row holds only the beginning; of those that are deleted by now,
 * nothing. Before their rows: what nobody names does no harm, and the same again overwrites itself.
 */
export async function keepContents(
  ctx: Pick<Context, 'files'>,
  companyId: string,
  contents: readonly (ContentPlace & { text: string; isDeleted: boolean })[],
): Promise<void> {
  await inParallel(contents, AT_ONCE, async ({ text, isDeleted, ...place }) => {
    const key = contentKey(companyId, place);
    if (isDeleted) await inBucket(ctx.files.delete(key));
    else await inBucket(ctx.files.put(key, text, { httpMetadata: { contentType: 'application/json' } }));
  });
}
