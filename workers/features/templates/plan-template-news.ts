import type { TemplateNews } from '../../channels/port.ts';
import type { Change } from '../../contracts/api/events.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { changeTemplates, deleteGone, selectTemplatesByName } from './queries.ts';
import { isAbout, withNews, type StoredTemplate, type TemplateRow } from './rules.ts';

/** What a webhook told of a template of an account, and of when it is. */
export interface ReportedTemplateNews {
  news: TemplateNews;
  wabaId: string;
  atMs: number;
}

/**
 * The statements that store what webhooks told of templates. What is older than what is known changes nothing, and so
 * does a template that is not known: the next comparison with Meta brings it as it is then.
 */
export async function planTemplateNews(
  db: TenantDb,
  reports: readonly ReportedTemplateNews[],
): Promise<{ statements: D1PreparedStatement[]; changes: Change[] }> {
  if (reports.length === 0) return { statements: [], changes: [] };
  const keys = new Map(
    reports.map(({ news: { name, language }, wabaId }) => {
      const key = { wabaId, name, language };
      return [keyOf(key), key];
    }),
  );
  const [found] = await db.batch([selectTemplatesByName(db, [...keys.values()])]);
  const known = new Map(rowsOf<TemplateRow>(found).map((row) => [keyOf(row), row]));
  const changed = new Map<string, StoredTemplate>();
  for (const { news, wabaId, atMs } of reports.toSorted((a, b) => a.atMs - b.atMs)) {
    const key = keyOf({ wabaId, name: news.name, language: news.language });
    const row = changed.get(key) ?? known.get(key);
    if (row !== undefined && isAbout(row, news)) changed.set(key, withNews(row, news, atMs));
  }
  const rows = [...changed.values()];
  return {
    statements: [
      ...changeTemplates(db, rows),
      ...rows.filter(({ status }) => status === 'DELETED').map(({ id }) => deleteGone(db, id)),
    ],
    changes: [...new Set(rows.map(({ wabaId }) => wabaId))].map((id) => ({ entity: 'templates', id })),
  };
}

function keyOf(row: { wabaId: string; name: string; language: string }): string {
  return `${row.wabaId}/${row.name}/${row.language}`;
}
