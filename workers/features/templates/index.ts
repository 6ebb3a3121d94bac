export { planTemplateNews, type ReportedTemplateNews } from './plan-template-news.ts';
export { findTemplate, findTemplateByName, type TemplateName } from './queries.ts';
export { componentsOf, templateOf, type TemplateRow } from './rules.ts';
export { syncStaleTemplates } from './sync-stale-templates.ts';
