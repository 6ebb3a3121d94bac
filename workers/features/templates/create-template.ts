import type { CreateTemplateRequest, Template } from '../../contracts/api/templates.ts';
import { validateTemplate } from '../../contracts/template-rules.ts';
import type { TemplateAccount, TemplateAdapter } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { ValidationError } from '../../platform/errors.ts';
import { commitTemplates } from './commit-templates.ts';
import { doneAtProvider } from './done-at-provider.ts';
import { findAccount } from './find-account.ts';
import { deleteNamesakes, putTemplates } from './queries.ts';
import { asOf, templateOf, type StoredTemplate } from './rules.ts';

/** Sends a new template to Meta for review, once nothing that Meta documents speaks against it. */
export async function createTemplate(
  ctx: Pick<Context, 'tenant' | 'clock' | 'envelope' | 'templates' | 'publish'>,
  companyId: string,
  { channelId, ...input }: CreateTemplateRequest,
): Promise<Template> {
  const account = await findAccount(ctx, companyId, channelId);
  const faults = validateTemplate(input);
  if (faults.length > 0) throw ValidationError.ofFields(faults);
  const askedAtMs = ctx.clock.nowMs();
  const { id, status, category } = await createAtProvider(ctx.templates, account, input);
  const asOfMs = asOf(askedAtMs);
  const row: StoredTemplate = {
    id,
    wabaId: account.wabaId,
    name: input.name,
    language: input.language,
    parameterFormat: input.parameterFormat,
    status,
    statusReason: null,
    statusDetail: null,
    statusAsOfMs: asOfMs,
    category,
    nextCategory: null,
    nextCategoryAtMs: null,
    categoryAsOfMs: asOfMs,
    quality: 'UNKNOWN',
    qualityAsOfMs: asOfMs,
    components: JSON.stringify(input.components),
    componentsAsOfMs: asOfMs,
  };
  const db = ctx.tenant(companyId);
  await commitTemplates(ctx, db, account.wabaId, [deleteNamesakes(db, row), ...putTemplates(db, [row])]);
  return templateOf(row);
}

async function createAtProvider(
  templates: TemplateAdapter,
  account: TemplateAccount,
  input: Omit<CreateTemplateRequest, 'channelId'>,
): Promise<{ id: string; status: string; category: string }> {
  const outcome = await templates.create(account, input);
  if (outcome.kind !== 'unreachable') return doneAtProvider(outcome);
  // The answer was lost: Meta may have it all the same, and would refuse it as a repetition.
  const listed = await templates.list(account, input.name);
  const found =
    listed.kind === 'done' ? listed.value.find(({ language }) => language === input.language) : undefined;
  return found ?? doneAtProvider(outcome);
}
