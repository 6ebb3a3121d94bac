import type { AccountNews } from '../../channels/port.ts';
import { TROUBLES, type TroubleKind } from '../../contracts/troubles.ts';
import type { Context } from '../../context.ts';
import type { Change } from '../../contracts/api/events.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { planAlerts, type Trouble } from '../alerts/index.ts';
import { selectFacts, type FactRow } from './fact-queries.ts';
import { planFacts } from './plan-facts.ts';
import { listChannelRows, type ChannelRow } from './queries.ts';

/** News of an account or a number, as one channel received it. */
export interface ReportedAccountNews {
  news: AccountNews;
  channelId: string;
  atMs: number;
  /** False for what came before: it is kept as a fact, but is no news to anybody. */
  isNew: boolean;
}

/** News that are older than this raise no alert, in milliseconds. Ours: Meta delivers for seven days. */
const NEWS_FOR_MS = 7 * 24 * 60 * 60 * 1_000;

/**
 * The statements that store what notices told of accounts and numbers: facts of each number that it is about, and one
 * alert for each trouble, however many numbers the account has.
 */
export async function planAccountNews(
  ctx: Pick<Context, 'clock' | 'ids'>,
  db: TenantDb,
  reports: readonly ReportedAccountNews[],
): Promise<{ statements: D1PreparedStatement[]; changes: Change[] }> {
  if (reports.length === 0) return { statements: [], changes: [] };
  const channels = new Map((await listChannelRows(db)).map((channel) => [channel.id, channel]));
  const isOverridden = await readOverridden(db, reports);
  const facts: Parameters<typeof planFacts>[1][number][] = [];
  const raise = new Map<string, Trouble & { atMs: number }>();
  const resolve = new Map<string, { key: string; atMs: number; isTold: true }>();
  for (const report of reports.toSorted((a, b) => a.atMs - b.atMs)) {
    const { news, channelId, atMs, isNew } = report;
    const channel = channels.get(channelId);
    if (channel === undefined || !isAbout(channel, news)) continue;
    facts.push(...news.facts.map((fact) => ({ ...fact, channelId, asOfMs: atMs })));
    if (!isNew || atMs < ctx.clock.nowMs() - NEWS_FOR_MS || isOverridden(report)) continue;
    for (const one of news.raise) {
      const trouble = troubleOf(channel, one);
      // An account's numbers all receive the same notice: that is one trouble, told once.
      raise.set(`${trouble.key} ${atMs}`, { ...trouble, atMs });
    }
    for (const { kind, about } of news.over) {
      const key = troubleKey(channel, kind, about);
      resolve.set(key, { key, atMs, isTold: true });
      // Over before anybody was told.
      for (const [id, trouble] of raise) if (trouble.key === key) raise.delete(id);
    }
  }
  const factPlan = await planFacts(db, facts);
  const alertPlan = await planAlerts(ctx, db, { raise: [...raise.values()], resolve: [...resolve.values()] });
  return {
    statements: [...factPlan.statements, ...alertPlan.statements],
    changes: [...factPlan.changes, ...alertPlan.changes],
  };
}

/**
 * Tells of news whether something else became known of a later time, so that they raise and end nothing any more: Meta's
 * deliveries come in any order, and late.
 */
async function readOverridden(
  db: TenantDb,
  reports: readonly ReportedAccountNews[],
): Promise<(report: ReportedAccountNews) => boolean> {
  const [found] = await db.batch([selectFacts(db, [...new Set(reports.map(({ channelId }) => channelId))])]);
  const known = new Map(rowsOf<FactRow>(found).map((row) => [`${row.channelId} ${row.fact}`, row]));
  return ({ news, channelId, atMs }) =>
    news.facts.length > 0 &&
    news.facts.every(({ fact, value }) => {
      const row = known.get(`${channelId} ${fact}`);
      return row !== undefined && row.asOfMs > atMs && row.value !== JSON.stringify(value);
    });
}

/** The alert of a trouble of this channel, or of its account. */
export function troubleOf(
  channel: Pick<ChannelRow, 'id' | 'wabaId' | 'name'>,
  input: AccountNews['raise'][number],
): Trouble {
  const words = TROUBLES[input.kind];
  return {
    key: troubleKey(channel, input.kind, input.about),
    kind: input.kind,
    severity: input.severity ?? words.severity,
    channelId: channel.id,
    title: words.title,
    detail: input.said === null ? words.detail : `${input.said.replace(/\.+$/, '')}. ${words.detail}`,
  };
}

/** What makes a trouble the same: troubles of the account are one for all its numbers. */
export function troubleKey(
  channel: Pick<ChannelRow, 'id' | 'wabaId'>,
  kind: TroubleKind,
  about: string | null,
): string {
  const isOfNumber = /^(number|token)\./.test(kind) || kind === 'webhook.silent' || kind === 'account.error';
  return [kind, isOfNumber ? channel.id : channel.wabaId, about].filter((one) => one !== null).join(' ');
}

/** Some notices name a number only as people write it: they say nothing of the account's other numbers. */
function isAbout(channel: ChannelRow, { number }: AccountNews): boolean {
  return number === null || channel.displayPhoneNumber.replaceAll(/\D/g, '') === number;
}
