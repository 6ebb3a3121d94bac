import type { InspectedDelivery, WebhookDelivery } from '../../contracts/api/webhooks.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { maskValue } from '../../platform/security/mask-value.ts';
import { getWebhook } from './edit-webhook.ts';
import { placeDelivery } from './place-delivery.ts';
import {
  selectDeliveries,
  selectDelivery,
  selectFailedDeliveries,
  selectUnfinishedDeliveries,
  type WebhookDeliveryRow,
} from './delivery-queries.ts';
import { deliveryOf, inspected, placeInTurn, turnAt } from './rules.ts';

/** Rows that one page of delivered ones looks at: nearly all are. Ours: it bounds what a page reads. */
const MAX_ROWS_LOOKED_AT = 300;
/** Sorts after every event's id. */
const AFTER_ALL = 'evt_~';

interface DeliveryQuery {
  state?: WebhookDelivery['state'] | undefined;
  cursor?: string | undefined;
  limit: number;
}
interface Page {
  rows: WebhookDeliveryRow[];
  nextCursor: string | null;
}

/**
 * What a webhook was told, the newest first; what still waits, by whose turn it is. A page of delivered ones may be short.
 */
export async function listDeliveries(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  webhookId: string,
  query: DeliveryQuery,
): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
  await getWebhook(ctx, companyId, webhookId);
  const { rows, nextCursor } = await readPage(ctx.tenant(companyId), webhookId, query);
  return { items: rows.map(deliveryOf), nextCursor };
}

async function readPage(db: TenantDb, webhookId: string, query: DeliveryQuery): Promise<Page> {
  const { state, cursor, limit } = query;
  const read = async (statement: D1PreparedStatement) =>
    rowsOf<WebhookDeliveryRow>((await db.batch([statement]))[0]);
  const beforeId = cursor ?? AFTER_ALL;
  if (state === 'pending' || state === 'sending') {
    const after = placeInTurn(cursor);
    const rows = await read(selectUnfinishedDeliveries(db, webhookId, state, after, limit + 1));
    return pageOf(rows, limit, turnAt);
  }
  if (state === 'failed') {
    return pageOf(await read(selectFailedDeliveries(db, webhookId, beforeId, limit + 1)), limit, idOf);
  }
  if (state === undefined) {
    return pageOf(await read(selectDeliveries(db, webhookId, beforeId, limit + 1)), limit, idOf);
  }
  const rows = await read(selectDeliveries(db, webhookId, beforeId, MAX_ROWS_LOOKED_AT));
  const page = pageOf(
    rows.filter((row) => row.state === state),
    limit,
    idOf,
  );
  const end = rows.length === MAX_ROWS_LOOKED_AT ? rows.at(-1) : undefined;
  return { rows: page.rows, nextCursor: page.nextCursor ?? end?.id ?? null };
}

const idOf = ({ id }: WebhookDeliveryRow) => id;

function pageOf(
  rows: WebhookDeliveryRow[],
  limit: number,
  cursorOf: (row: WebhookDeliveryRow) => string,
): Page {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: page, nextCursor: last === undefined ? null : cursorOf(last) };
}

/** One of them with what is sent, secrets and personal data masked, and how far it is from its next try. */
export async function getDelivery(
  ctx: Pick<Context, 'clock' | 'log' | 'metrics' | 'queues' | 'tenant'>,
  companyId: string,
  webhookId: string,
  id: string,
): Promise<InspectedDelivery> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectDelivery(db, webhookId, id)]);
  const [row] = rowsOf<WebhookDeliveryRow>(found);
  if (row === undefined) throw new NotFoundError('delivery');
  const delivery = inspected(row);
  return { ...delivery, payload: maskValue(delivery.payload), place: await placeDelivery(ctx, row) };
}
