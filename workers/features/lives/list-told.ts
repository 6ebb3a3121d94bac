import type { ToldReceiver } from '../../contracts/api/message-life.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { findCompanyId } from '../access/index.ts';
import { findLiving } from './find-living.ts';
import { toldOf } from './next-step.ts';
import { selectToldOf, type ToldRow } from './queries.ts';

interface ToldPage {
  items: ToldReceiver[];
  nextCursor: string | null;
}

/** What webhooks were told of a message, oldest first. By our own id or by the provider's. */
export async function listTold(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  anyId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<ToldPage> {
  const db = ctx.tenant(companyId);
  const row = await findLiving(db, anyId);
  if (row === null) throw new NotFoundError('message');
  return readTold(db, row.id, page);
}

/** The same of a message of any company, for whoever runs the deployment. */
export async function listToldToOperator(
  ctx: Pick<Context, 'directory' | 'tenant'>,
  company: string,
  anyId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<ToldPage> {
  const companyId = await findCompanyId(ctx.directory, company);
  if (companyId === null) throw new NotFoundError('message');
  return listTold(ctx, companyId, anyId, page);
}

/** The same of a message that was found. */
export async function readTold(
  db: TenantDb,
  messageId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<ToldPage> {
  const [found] = await db.batch([selectToldOf(db, messageId, placeOf(cursor), limit + 1)]);
  const rows = rowsOf<ToldRow>(found);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map(toldOf),
    nextCursor: last === undefined ? null : `${last.id}.${last.webhookId}`,
  };
}

/** Where a page goes on; whatever cannot be read is the beginning. */
function placeOf(cursor: string | undefined): { id: string; webhookId: string } {
  const [, id = '', webhookId = ''] = /^(evt_\w+)\.(whk_\w+)$/.exec(cursor ?? '') ?? [];
  return { id, webhookId };
}
