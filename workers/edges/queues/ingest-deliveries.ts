import { readAsOfNumber, readDelivery } from '../../channels/cloud/read-delivery.ts';
import type { DeliveryBody } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import {
  recordRejections,
  selectRoutes,
  type ChannelRoute,
  type RejectedItem,
} from '../../features/channels/index.ts';
import { applyStatuses, receiveMessages } from '../../features/conversations/index.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { archiveDeliveries, loadDelivery, type Delivery } from './archive-deliveries.ts';
import { inHalves } from './in-halves.ts';
import { noteNotices, noteShare } from './note-share.ts';
import {
  routeItems,
  partOf,
  sizeOf,
  trafficOf,
  type CompanyShare,
  type ReceivedItem,
} from './route-items.ts';
import { storeNews } from './store-news.ts';
import { storeNotices } from './store-notices.ts';

/**
 * Takes a batch of verified deliveries to its end: archived, read, and stored company by company, with one read trip
 * and one write batch for the messages of each. Everything in it may be repeated: what is stored already changes
 * nothing. Throws when the house fails; then the whole batch comes again.
 */
export async function ingestDeliveries(ctx: Context, bodies: readonly DeliveryBody[]): Promise<void> {
  const deliveries = await Promise.all(bodies.map((body) => loadDelivery(ctx, body)));
  const [{ shares, rejected }] = await Promise.all([
    routeDeliveries(ctx, deliveries),
    archiveDeliveries(ctx, deliveries),
  ]);
  await ctx.crashPoint('arrival.archived');
  await Promise.all([...shares].map(([companyId, share]) => noteNotices(ctx, companyId, share)));
  const unstorable = await Promise.all(
    [...shares].map(([companyId, share]) =>
      storeShare(ctx, companyId, share, trafficOf(share, ctx.clock.nowMs())),
    ),
  );
  await recordRejections(ctx, [...rejected, ...unstorable.flat()]);
  await Promise.all([...shares].map(([companyId, share]) => noteShare(ctx, companyId, share)));
}

/** Whose items of archived deliveries are read again. */
export interface ReplayScope {
  companyId: string;
  /** Null: every channel of the company. */
  channelId: string | null;
  /** Items that came before this are left alone, by channel. */
  sinceMs: ReadonlyMap<string, number>;
}

/**
 * Reads archived deliveries again; gives how many items were of the scope. Others' items are left alone, and what is
 * of no use was counted when it came.
 */
export async function ingestAgain(
  ctx: Context,
  scope: ReplayScope,
  deliveries: readonly Delivery[],
): Promise<number> {
  const { shares } = await routeDeliveries(ctx, deliveries);
  const whole = shares.get(scope.companyId);
  if (whole === undefined) return 0;
  const share = partOf(
    whole,
    ({ channelId, receivedAtMs }) =>
      (scope.channelId ?? channelId) === channelId &&
      receivedAtMs >= (scope.sinceMs.get(channelId) ?? Number.POSITIVE_INFINITY),
  );
  const unstorable = await storeShare(ctx, scope.companyId, share);
  return sizeOf(share) - unstorable.length;
}

async function routeDeliveries(ctx: Pick<Context, 'directory'>, deliveries: readonly Delivery[]) {
  const items = deliveries.flatMap(({ raw, app, receivedAtMs }) =>
    readDelivery(raw).map((item): ReceivedItem => ({ item, app, receivedAtMs })),
  );
  const routes = await readRoutes(ctx, items);
  const onlyNumbers = onlyNumberByAccount(routes);
  const placed = items.flatMap((received): ReceivedItem[] => {
    const { item } = received;
    if (item.kind !== 'notice' || item.phoneNumberId !== null) return [received];
    const number = onlyNumbers.get(item.wabaId);
    return number === undefined
      ? [received]
      : readAsOfNumber(item, number).map((one) => ({ ...received, item: one }));
  });
  return routeItems(placed, routes);
}

/** The number of each account that has one number here: what names no number can be about no other. */
function onlyNumberByAccount(routes: readonly ChannelRoute[]): Map<string, string> {
  const numbers = Map.groupBy(routes, ({ wabaId }) => wabaId);
  return new Map(
    [...numbers].flatMap(([wabaId, list]) => {
      const [only, ...others] = new Set(list.map(({ phoneNumberId }) => phoneNumberId));
      return only === undefined || others.length > 0 ? [] : [[wabaId, only] as const];
    }),
  );
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
async function storeShare(
  ctx: Context,
  companyId: string,
  share: CompanyShare,
  seen: Partial<ReturnType<typeof trafficOf>> = {},
): Promise<RejectedItem[]> {
  const isHouseWell = async () => {
    await ctx.tenant(companyId).batch([ctx.tenant(companyId).statement('SELECT ?1')]);
  };
  const messages = await inHalves(share.messages, isHouseWell, (part) =>
    receiveMessages(ctx, companyId, part, seen.messages),
  );
  const statuses = await inHalves(share.statuses, isHouseWell, (part) =>
    applyStatuses(ctx, companyId, part, seen.statuses),
  );
  const news = await inHalves(share.news, isHouseWell, (part) => storeNews(ctx, companyId, part));
  const notices = await inHalves(share.notices, isHouseWell, (part) => storeNotices(ctx, companyId, part));
  return [
    ...messages.map(({ message, receivedAtMs }) => unstorable(message, receivedAtMs)),
    ...statuses.map(({ update, receivedAtMs }) => unstorable(update, receivedAtMs)),
    ...news.map(({ news: item, receivedAtMs }) => unstorable(item, receivedAtMs)),
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
