export { planTemplateNews, type ReportedTemplateNews } from './plan-template-news.ts';
export {
  countTemplates,
  findTemplate,
  findTemplateByName,
  type TemplateCounts,
  type TemplateName,
} from './queries.ts';
export { componentsOf, templateOf, type TemplateRow } from './rules.ts';
export { syncNewAccount } from './sync-new-account.ts';
export { syncStaleTemplates } from './sync-stale-templates.ts';
