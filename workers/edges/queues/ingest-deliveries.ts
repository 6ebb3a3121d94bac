import { readDelivery } from '../../channels/cloud/read-delivery.ts';
import { readTemplateNews } from '../../channels/cloud/template-news.ts';
import type { DeliveryBody } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import {
  insertChannelEvents,
  recordRejections,
  selectRoutes,
  type ChannelRoute,
  type RejectedItem,
} from '../../features/channels/index.ts';
import { applyStatuses, receiveMessages } from '../../features/conversations/index.ts';
import { planTemplateNews } from '../../features/templates/index.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { archiveDeliveries, loadDelivery } from './archive-deliveries.ts';
import { inHalves } from './in-halves.ts';
import { routeItems, type CompanyShare, type ReceivedItem, type ReceivedNotice } from './route-items.ts';

/**
 * Takes a batch of verified deliveries to its end: archived, read, and stored company by company, with one read trip
 * and one write batch for the messages of each. Everything in it may be repeated: what is stored already changes
 * nothing. Throws when the house fails; then the whole batch comes again.
 */
export async function ingestDeliveries(ctx: Context, bodies: readonly DeliveryBody[]): Promise<void> {
  const deliveries = await Promise.all(bodies.map((body) => loadDelivery(ctx, body)));
  await archiveDeliveries(ctx, deliveries);
  const items = deliveries.flatMap(({ raw, app, receivedAtMs }) =>
    readDelivery(raw).map((item): ReceivedItem => ({ item, app, receivedAtMs })),
  );
  const { shares, rejected } = routeItems(items, await readRoutes(ctx, items));
  const unstorable = await Promise.all(
    [...shares].map(([companyId, share]) => storeShare(ctx, companyId, share)),
  );
  await recordRejections(ctx, [...rejected, ...unstorable.flat()]);
}

async function readRoutes(
  ctx: Pick<Context, 'directory'>,
  items: readonly ReceivedItem[],
): Promise<ChannelRoute[]> {
  const numbers = new Set<string>();
  const accounts = new Set<string>();
  for (const { item } of items) {
    if (item.phoneNumberId !== null) numbers.add(item.phoneNumberId);
    if (item.kind === 'notice') accounts.add(item.wabaId);
  }
  if (numbers.size + accounts.size === 0) return [];
  const [found] = await ctx.directory.batch([selectRoutes(ctx.directory, [...numbers], [...accounts])]);
  return rowsOf<ChannelRoute>(found);
}

/** Stores what is one company's; gives the items that the database refuses whatever is done. */
async function storeShare(ctx: Context, companyId: string, share: CompanyShare): Promise<RejectedItem[]> {
  const isHouseWell = async () => {
    await ctx.tenant(companyId).batch([ctx.tenant(companyId).statement('SELECT ?1')]);
  };
  const messages = await inHalves(share.messages, isHouseWell, (part) =>
    receiveMessages(ctx, companyId, part),
  );
  const statuses = await inHalves(share.statuses, isHouseWell, (part) => applyStatuses(ctx, companyId, part));
  const notices = await inHalves(share.notices, isHouseWell, (part) => storeNotices(ctx, companyId, part));
  return [
    ...messages.map(({ message, receivedAtMs }) => unstorable(message, receivedAtMs)),
    ...statuses.map(({ update, receivedAtMs }) => unstorable(update, receivedAtMs)),
    ...notices.map(({ notice, receivedAtMs }) => unstorable(notice, receivedAtMs)),
  ];

  function unstorable(item: { phoneNumberId: string | null }, receivedAtMs: number): RejectedItem {
    return {
      app: companyId,
      reason: 'unstorable',
      phoneNumberId: item.phoneNumberId,
      content: JSON.stringify(item),
      receivedAtMs,
    };
  }
}

async function storeNotices(
  ctx: Pick<Context, 'tenant' | 'ids'>,
  companyId: string,
  notices: readonly ReceivedNotice[],
): Promise<void> {
  const db = ctx.tenant(companyId);
  const templateNews = notices.flatMap(({ notice, receivedAtMs }) => {
    const news = readTemplateNews(notice);
    const atMs = notice.occurredAtMs === 0 ? receivedAtMs : notice.occurredAtMs;
    return news === null ? [] : [{ news, wabaId: notice.wabaId, atMs }];
  });
  await db.batch([
    ...(await planTemplateNews(db, templateNews)),
    insertChannelEvents(
      db,
      notices.map(({ notice, channelId, receivedAtMs }) => ({
        channelId,
        id: ctx.ids.next('ev'),
        kind: notice.eventKind,
        field: notice.field,
        name: notice.name,
        externalId: notice.externalId,
        dedupeKey: notice.dedupeKey,
        payload: notice.payload,
        occurredAtMs: notice.occurredAtMs === 0 ? receivedAtMs : notice.occurredAtMs,
        receivedAtMs,
      })),
    ),
  ]);
}
