import type { TemplateList, TemplateQuery } from '../../contracts/api/templates.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { findChannel, listChannelRows } from '../channels/index.ts';
import {
  selectSyncs,
  selectTemplatesAfter,
  selectTemplatesOf,
  type AccountSync,
  type TemplateName,
} from './queries.ts';
import { templateOf, type TemplateRow } from './rules.ts';

/** The company's templates, or one channel's, by account, name and language. */
export async function listTemplates(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  query: TemplateQuery,
): Promise<TemplateList> {
  const db = ctx.tenant(companyId);
  const wabaIds = await listAccounts(ctx, companyId, query.channelId);
  const after = readCursor(query.cursor ?? '');
  const filter = {
    status: query.status ?? null,
    isSendable: query.sendable === 'true',
    category: query.category ?? null,
    language: query.language ?? null,
    name: query.name ?? null,
    text: query.q ?? '',
    namePart: (query.q ?? '').toLowerCase().replaceAll(/\s+/g, '_'),
    limit: query.limit + 1,
  };
  const [wabaId] = query.channelId === undefined ? [] : wabaIds;
  const [found, syncs] = await db.batch([
    wabaId === undefined
      ? selectTemplatesAfter(db, after, filter)
      : selectTemplatesOf(db, { ...after, wabaId }, filter),
    selectSyncs(db, wabaIds),
  ]);
  const rows = rowsOf<TemplateRow>(found);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  const synced = rowsOf<AccountSync>(syncs).map((one) => one.syncedAtMs);
  return {
    items: page.map(templateOf),
    nextCursor: last === undefined ? null : `${last.wabaId}/${last.name}/${last.language}`,
    syncedAtMs: synced.length === 0 || synced.length < wabaIds.length ? null : Math.min(...synced),
  };
}

/** The accounts asked about. */
async function listAccounts(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  channelId: string | undefined,
): Promise<string[]> {
  const db = ctx.tenant(companyId);
  if (channelId === undefined) {
    return [...new Set((await listChannelRows(db)).map((channel) => channel.wabaId))];
  }
  const channel = await findChannel(db, channelId);
  if (channel === null) throw new NotFoundError('channel');
  return [channel.wabaId];
}

/** Ids, names and languages have no slash. An empty cursor comes before everything. */
function readCursor(cursor: string): TemplateName {
  const [wabaId = '', name = '', language = ''] = cursor.split('/');
  return { wabaId, name, language };
}
