import type { PersonNews } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { recordGroups } from '../../features/contacts/index.ts';
import { changeHandovers, receiveCalls } from '../../features/conversations/index.ts';
import { changeIdentities, recordAddressBook, recordPreferences } from '../../features/identities/index.ts';
import { assertNever } from '../../platform/errors.ts';
import type { ReceivedNews } from './route-items.ts';

/**
 * Stores news of persons of one company, by the feature whose they are. After the messages of the same batch: what
 * happened to a thread is noted in a thread that is there.
 */
export async function storeNews(
  ctx: Context,
  companyId: string,
  received: readonly ReceivedNews[],
): Promise<void> {
  const byKind = Map.groupBy(received, ({ news }) => news.kind);
  for (const [kind, list] of byKind) await storeKind(ctx, companyId, kind, list);
}

async function storeKind(
  ctx: Context,
  companyId: string,
  kind: PersonNews['kind'],
  list: readonly ReceivedNews[],
): Promise<void> {
  switch (kind) {
    case 'call':
      return receiveCalls(
        ctx,
        companyId,
        list.flatMap(({ news, ...rest }) => (news.kind === 'call' ? [{ call: news, ...rest }] : [])),
      );
    case 'handover':
      return changeHandovers(
        ctx,
        companyId,
        list.flatMap(({ news, channelId }) =>
          news.kind === 'handover' ? [{ handover: news, channelId }] : [],
        ),
      );
    case 'group':
      return recordGroups(
        ctx,
        companyId,
        list.flatMap(({ news }) => (news.kind === 'group' ? [news] : [])),
      );
    case 'identity':
      return changeIdentities(
        ctx,
        companyId,
        list.flatMap(({ news }) => (news.kind === 'identity' ? [news] : [])),
      );
    case 'preference':
      return recordPreferences(
        ctx,
        companyId,
        list.flatMap(({ news }) => (news.kind === 'preference' ? [news] : [])),
      );
    case 'address_book':
      return recordAddressBook(
        ctx,
        companyId,
        list.flatMap(({ news }) => (news.kind === 'address_book' ? [news] : [])),
      );
    default:
      return assertNever(kind);
  }
}
