import type { QuickReply, QuickReplyQuery } from '../../contracts/api/quick-replies.ts';
import type { Context } from '../../context.ts';
import { listQuickReplyRows } from './queries.ts';
import { quickReplyOf } from './rules.ts';

/** The company's quick replies by their shortcuts. */
export async function listQuickReplies(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  { cursor, limit }: QuickReplyQuery,
): Promise<{ items: QuickReply[]; nextCursor: string | null }> {
  const rows = await listQuickReplyRows(ctx.tenant(companyId), cursor ?? '', limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: page.map(quickReplyOf),
    nextCursor: rows.length > limit ? (page.at(-1)?.shortcut ?? null) : null,
  };
}
