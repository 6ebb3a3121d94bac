import type { ChannelNotice, InboundItem, PersonNews, RejectionReason } from '../../channels/port.ts';
import type { ArrivedMessage, ReportedStatus } from '../../features/conversations/index.ts';
import type { ChannelRoute, RejectedItem, SeenTraffic } from '../../features/channels/index.ts';

/** One item of a delivery, with what is known of how it came. */
export interface ReceivedItem {
  item: InboundItem;
  /** The app whose secret verified it. */
  app: string;
  receivedAtMs: number;
}

export interface ReceivedNotice {
  notice: ChannelNotice;
  channelId: string;
  receivedAtMs: number;
}

/** What is about one person and one number, beside messages and statuses. */
export interface ReceivedNews {
  news: PersonNews;
  channelId: string;
  receivedAtMs: number;
}

/** What one company gets of a batch. */
export interface CompanyShare {
  messages: ArrivedMessage[];
  statuses: ReportedStatus[];
  news: ReceivedNews[];
  notices: ReceivedNotice[];
}

/** That a share came says that Meta calls its channels. */
export function trafficOf(
  { messages, statuses, notices }: CompanyShare,
  atMs: number,
): Record<'messages' | 'statuses' | 'notices', SeenTraffic[]> {
  const seen = (list: readonly { channelId: string }[], traffic: SeenTraffic['traffic']) =>
    [...new Set(list.map(({ channelId }) => channelId))].map((channelId) => ({ channelId, traffic, atMs }));
  return {
    messages: seen(messages, 'lastMessageAtMs'),
    statuses: seen(statuses, 'lastStatusAtMs'),
    notices: seen(notices, 'lastNoticeAtMs'),
  };
}

/**
 * Says whose each item is. An item is only accepted for a number that is bound to the app that signed it: another
 * app's signature proves nothing about this number.
 */
export function routeItems(
  items: readonly ReceivedItem[],
  routes: readonly ChannelRoute[],
): { shares: Map<string, CompanyShare>; rejected: RejectedItem[] } {
  const byNumber = new Map(routes.map((route) => [route.phoneNumberId, route]));
  const byWaba = Map.groupBy(byNumber.values(), (route) => route.wabaId);
  const shares = new Map<string, CompanyShare>();
  const rejected: RejectedItem[] = [];

  for (const received of items) {
    const { item } = received;
    if (item.kind === 'rejection') {
      reject(received, item.reason, item.content);
      continue;
    }
    const found = routesOf(item);
    const bound = found.filter((route) => route.app === received.app);
    if (bound.length === 0) {
      const unknown = item.phoneNumberId === null ? 'unknown_account' : 'unknown_number';
      reject(received, found.length > 0 ? 'wrong_app' : unknown, JSON.stringify(item));
      continue;
    }
    for (const route of bound) share(route, received);
  }
  return { shares, rejected };

  /** A notice of a number that is not connected still concerns its account. */
  function routesOf(item: Exclude<InboundItem, { kind: 'rejection' }>): ChannelRoute[] {
    const number = item.phoneNumberId === null ? undefined : byNumber.get(item.phoneNumberId);
    if (number !== undefined) return [number];
    return item.kind === 'notice' ? (byWaba.get(item.wabaId) ?? []) : [];
  }

  function share(route: ChannelRoute, { item, receivedAtMs }: ReceivedItem): void {
    let mine = shares.get(route.companyId);
    if (mine === undefined) {
      mine = { messages: [], statuses: [], news: [], notices: [] };
      shares.set(route.companyId, mine);
    }
    const { channelId } = route;
    switch (item.kind) {
      case 'message':
        mine.messages.push({ message: item, channelId, receivedAtMs });
        break;
      case 'status':
        mine.statuses.push({ update: item, channelId, receivedAtMs });
        break;
      case 'notice':
        mine.notices.push({ notice: item, channelId, receivedAtMs });
        break;
      case 'rejection':
        break;
      default:
        // What is not dated happened no later than it came.
        mine.news.push({
          news: item.atMs === 0 ? { ...item, atMs: receivedAtMs } : item,
          channelId,
          receivedAtMs,
        });
    }
  }

  function reject({ item, app, receivedAtMs }: ReceivedItem, reason: RejectionReason, content: string): void {
    const phoneNumberId = item.phoneNumberId;
    rejected.push({ app, reason, phoneNumberId, content, receivedAtMs });
  }
}

/** The items of a share that are wanted. */
export function partOf(
  { messages, statuses, news, notices }: CompanyShare,
  isWanted: (item: { channelId: string; receivedAtMs: number }) => boolean,
): CompanyShare {
  return {
    messages: messages.filter(isWanted),
    statuses: statuses.filter(isWanted),
    news: news.filter(isWanted),
    notices: notices.filter(isWanted),
  };
}

export function sizeOf({ messages, statuses, news, notices }: CompanyShare): number {
  return messages.length + statuses.length + news.length + notices.length;
}
