import type { InspectedDelivery, WebhookDelivery } from '../../contracts/api/webhooks.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { maskValue } from '../../platform/security/mask-value.ts';
import { getWebhook } from './edit-webhook.ts';
import { selectDeliveries, selectDelivery, type WebhookDeliveryRow } from './queries.ts';
import { deliveryOf, inspected } from './rules.ts';

/** Rows that one page looks at while it filters by state. Ours: it bounds what a rare state reads. */
const MAX_ROWS_LOOKED_AT = 300;
/** Sorts after every event's id. */
const AFTER_ALL = 'evt_~';

/** What a webhook was told, the newest first. A filtered page may be short. */
export async function listDeliveries(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  webhookId: string,
  query: { state?: WebhookDelivery['state'] | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
  await getWebhook(ctx, companyId, webhookId);
  const db = ctx.tenant(companyId);
  const wanted = query.state === undefined ? query.limit + 1 : MAX_ROWS_LOOKED_AT;
  const [found] = await db.batch([selectDeliveries(db, webhookId, query.cursor ?? AFTER_ALL, wanted)]);
  const rows = rowsOf<WebhookDeliveryRow>(found);
  const matching = rows.filter(({ state }) => query.state === undefined || state === query.state);
  const page = matching.slice(0, query.limit);
  const last = matching.length > query.limit ? page.at(-1) : rows.length === wanted ? rows.at(-1) : undefined;
  return { items: page.map(deliveryOf), nextCursor: last?.id ?? null };
}

/** One of them with what is sent, secrets and personal data masked. */
export async function getDelivery(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  webhookId: string,
  id: string,
): Promise<InspectedDelivery> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectDelivery(db, webhookId, id)]);
  const [row] = rowsOf<WebhookDeliveryRow>(found);
  if (row === undefined) throw new NotFoundError('delivery');
  const delivery = inspected(row);
  return { ...delivery, payload: maskValue(delivery.payload) };
}
