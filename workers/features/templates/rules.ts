import {
  TEMPLATE_CATEGORIES,
  type Template,
  type TemplateCategory,
  type TemplateComponent,
} from '../../contracts/api/templates.ts';
import { EDITABLE_STATUSES } from '../../contracts/template-limits.ts';
import type { ProviderTemplate, TemplateNews } from '../../channels/port.ts';
import type { templates } from './schema.ts';

export type TemplateRow = typeof templates.$inferSelect;
/** The same without its company, which every statement adds itself. */
export type StoredTemplate = Omit<TemplateRow, 'companyId'>;
/** What a listing is compared with. */
export type KnownTemplate = Pick<
  TemplateRow,
  'id' | 'status' | 'statusReason' | 'statusDetail' | 'category' | 'nextCategory' | 'nextCategoryAtMs'
>;

export function templateOf(row: StoredTemplate): Template {
  return {
    id: row.id,
    wabaId: row.wabaId,
    name: row.name,
    language: row.language,
    status: row.status,
    statusReason: row.statusReason,
    statusDetail: row.statusDetail,
    category: row.category,
    nextCategory: row.nextCategory,
    nextCategoryAtMs: row.nextCategoryAtMs,
    quality: row.quality,
    parameterFormat: row.parameterFormat,
    components: componentsOf(row),
    canEdit: EDITABLE_STATUSES.includes(row.status),
  };
}

/** The components of a row. */
export function componentsOf(row: Pick<TemplateRow, 'components'>): TemplateComponent[] {
  // Sound because only components that were parsed as such are stored.
  return JSON.parse(row.components) as TemplateComponent[];
}

/**
 * Of when an answer is that Meta gave to a call made at `askedAtMs`. Meta dates its webhooks in whole seconds: what it
 * dates to the second of the call counts as newer than the answer.
 */
export function asOf(askedAtMs: number): number {
  return Math.floor(askedAtMs / 1_000) * 1_000 - 1;
}

/**
 * A template as Meta lists it. A reason or a change of category that only webhooks tell is kept from the `known` row
 * while the listing says nothing against it.
 */
export function rowOfListed(
  wabaId: string,
  listed: ProviderTemplate,
  asOfMs: number,
  known: KnownTemplate | undefined,
): StoredTemplate {
  const isSameStatus = known?.status === listed.status;
  const statusReason = listed.rejectedReason ?? (isSameStatus ? known.statusReason : null);
  const isSameReason = isSameStatus && known.statusReason === statusReason;
  const isSameCategory = known?.category === listed.category;
  return {
    id: listed.id,
    wabaId,
    name: listed.name,
    language: listed.language,
    parameterFormat: listed.parameterFormat,
    status: listed.status,
    statusReason,
    statusDetail: isSameReason ? known.statusDetail : null,
    statusAsOfMs: asOfMs,
    category: listed.category,
    nextCategory: isSameCategory ? known.nextCategory : null,
    nextCategoryAtMs: isSameCategory ? known.nextCategoryAtMs : null,
    categoryAsOfMs: asOfMs,
    quality: listed.quality,
    qualityAsOfMs: asOfMs,
    components: JSON.stringify(listed.components),
    componentsAsOfMs: asOfMs,
  };
}

/** What a webhook of `atMs` makes of a template. What the row knows from later stays. */
export function withNews(row: StoredTemplate, news: TemplateNews, atMs: number): StoredTemplate {
  const { status, category, quality, parts } = news;
  return {
    ...row,
    ...(status === null || atMs < row.statusAsOfMs
      ? {}
      : {
          status: status.status,
          statusReason: status.reason,
          statusDetail: status.detail,
          statusAsOfMs: atMs,
        }),
    ...(category === null || atMs < row.categoryAsOfMs
      ? {}
      : {
          category: category.category,
          nextCategory: category.next,
          nextCategoryAtMs: category.nextAtMs,
          categoryAsOfMs: atMs,
        }),
    ...(quality === null || atMs < row.qualityAsOfMs ? {} : { quality, qualityAsOfMs: atMs }),
    ...(parts === null || atMs < row.componentsAsOfMs
      ? {}
      : { components: JSON.stringify(withParts(componentsOf(row), parts)), componentsAsOfMs: atMs }),
  };
}

/** Whether the news are of this row and not of a template that had its name before. */
export function isAbout(row: StoredTemplate, news: TemplateNews): boolean {
  return news.id === null || news.id === row.id;
}

/** A webhook tells the texts of the parts; what else they have (format, samples) stays. */
function withParts(
  components: readonly TemplateComponent[],
  parts: NonNullable<TemplateNews['parts']>,
): TemplateComponent[] {
  const find = (type: string) => components.find((one) => one.type === type);
  const header = find('HEADER');
  const isFile = header !== undefined && header['format'] !== 'TEXT';
  const buttons: unknown = find('BUTTONS')?.['buttons'];
  return [
    ...(isFile ? [header] : []),
    ...(!isFile && parts.title !== null
      ? [{ format: 'TEXT', ...header, type: 'HEADER', text: parts.title }]
      : []),
    ...(parts.text === null ? components.filter(({ type }) => type === 'BODY') : []),
    ...(parts.text === null ? [] : [{ ...find('BODY'), type: 'BODY', text: parts.text }]),
    ...(parts.footer === null ? [] : [{ ...find('FOOTER'), type: 'FOOTER', text: parts.footer }]),
    ...(parts.buttons.length === 0
      ? []
      : [
          {
            type: 'BUTTONS',
            buttons: parts.buttons.map((button, index) => {
              const before: unknown = Array.isArray(buttons) ? buttons[index] : undefined;
              const isSame =
                typeof before === 'object' &&
                before !== null &&
                'type' in before &&
                before.type === button['type'];
              return isSame ? { ...before, ...button } : button;
            }),
          },
        ]),
    ...components.filter(({ type }) => !['HEADER', 'BODY', 'FOOTER', 'BUTTONS'].includes(type)),
  ];
}

/** The category of a row; one that Recado does not know has the rules of the strictest reading, marketing. */
export function readCategory(category: string): TemplateCategory {
  return TEMPLATE_CATEGORIES.find((known) => known === category) ?? 'MARKETING';
}

/** How old a comparison with Meta may be before the cron makes another, in milliseconds. */
export const SYNC_EVERY_MS = 24 * 60 * 60 * 1_000;

/** The minute of the hour, from 0, in which the cron looks at a company's accounts, so that not all come at once. */
export function syncMinuteOf(companyId: string): number {
  let sum = 0;
  for (const character of companyId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 6_000_007;
  return sum % 60;
}
