import type { MergePreview } from '../../contracts/api/contacts.ts';
import type { Context } from '../../context.ts';
import { previewMerge as preview } from '../contacts/index.ts';

/** What it would do to say that two contacts are one. */
export function previewMerge(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  contactId: string,
  otherContactId: string,
): Promise<MergePreview> {
  return preview(ctx, companyId, [contactId, otherContactId]);
}
