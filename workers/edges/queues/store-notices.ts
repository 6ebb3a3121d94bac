import { readAccountNews } from '../../channels/cloud/account-news.ts';
import { readTemplateNews } from '../../channels/cloud/template-news.ts';
import type { Context } from '../../context.ts';
import { insertNewEvents, planAccountNews, selectKnownEvents } from '../../features/channels/index.ts';
import { planTemplateNews } from '../../features/templates/index.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import type { ReceivedNotice } from './route-items.ts';

/** Tries before a conflict is somebody else's to solve. Ours: each means that the same notice was just stored. */
const MAX_TRIES = 3;

/**
 * Stores what is not a message in a thread, in one batch: the events, what they say of templates, accounts and
 * numbers, and the alerts. Whoever stores the same notice second reads again, so that no alert counts it twice.
 */
export async function storeNotices(
  ctx: Pick<Context, 'tenant' | 'ids' | 'clock' | 'publish' | 'queues' | 'log'>,
  companyId: string,
  notices: readonly ReceivedNotice[],
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      const channelIds = await storeOnce(ctx, companyId, notices);
      await askAbout(ctx, companyId, channelIds);
      return;
    } catch (error) {
      if (!(error instanceof ConflictError) || tries === MAX_TRIES) throw error;
    }
  }
}

/** One job for each channel; one that is lost is made up for by the hourly look. */
async function askAbout(
  ctx: Pick<Context, 'queues' | 'log'>,
  companyId: string,
  channelIds: ReadonlySet<string>,
): Promise<void> {
  if (channelIds.size === 0) return;
  try {
    await ctx.queues.jobs.sendBatch(
      [...channelIds].map((channelId) => ({
        body: { v: 1, kind: 'channel.refresh', lane: 'jobs', companyId, ref: { channelId } },
      })),
    );
  } catch (error) {
    ctx.log.warn('channel.refresh_not_queued', { companyId, error });
  }
}

/** Gives the channels whose numbers Meta has to be asked about now. */
async function storeOnce(
  ctx: Pick<Context, 'tenant' | 'ids' | 'clock' | 'publish'>,
  companyId: string,
  received: readonly ReceivedNotice[],
): Promise<ReadonlySet<string>> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([
    selectKnownEvents(
      db,
      received.map(({ channelId, notice }) => ({ channelId, dedupeKey: notice.dedupeKey })),
    ),
  ]);
  const known = new Set(
    rowsOf<{ channelId: string; dedupeKey: string }>(found).map((row) => `${row.channelId} ${row.dedupeKey}`),
  );
  const notices = received.map((one) => {
    const key = `${one.channelId} ${one.notice.dedupeKey}`;
    const isNew = !known.has(key);
    known.add(key);
    return {
      ...one,
      isNew,
      atMs: one.notice.occurredAtMs === 0 ? one.receivedAtMs : one.notice.occurredAtMs,
    };
  });
  const templateNews = notices.flatMap(({ notice, atMs }) => {
    const news = readTemplateNews(notice);
    return news === null ? [] : [{ news, wabaId: notice.wabaId, atMs }];
  });
  const accountNews = notices.flatMap(({ notice, channelId, atMs, isNew }) => {
    const news = readAccountNews(notice);
    return news === null ? [] : [{ news, channelId, atMs, isNew }];
  });
  const changed = new Set(
    accountNews.flatMap(({ news, channelId, isNew }) =>
      isNew && news.mustBeAskedAbout === true ? [channelId] : [],
    ),
  );
  const account = await planAccountNews(ctx, db, accountNews);
  const templates = await planTemplateNews(db, templateNews);
  const changes = [...account.changes, ...templates.changes];
  const events = notices.filter(({ isNew }) => isNew);
  const statements = [
    ...templates.statements,
    ...account.statements,
    ...(events.length === 0
      ? []
      : [
          insertNewEvents(
            db,
            events.map(({ notice, channelId, receivedAtMs, atMs }) => ({
              channelId,
              id: ctx.ids.next('ev'),
              kind: notice.eventKind,
              field: notice.field,
              name: notice.name,
              externalId: notice.externalId,
              dedupeKey: notice.dedupeKey,
              payload: notice.payload,
              occurredAtMs: atMs,
              receivedAtMs,
            })),
          ),
        ]),
  ];
  if (changes.length === 0) {
    await db.batch(statements);
    return changed;
  }
  const results = await db.batch([...statements, appendToLog(db, ctx.clock.nowMs(), changes)]);
  const idsOf = (entity: string) => changes.flatMap((one) => (one.entity === entity ? [one.id] : []));
  await ctx.publish(companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [],
    alerts: idsOf('alert'),
    channels: idsOf('channel'),
    templates: idsOf('templates'),
  });
  return changed;
}
