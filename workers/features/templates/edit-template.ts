import type { EditTemplateRequest, Template } from '../../contracts/api/templates.ts';
import { EDITABLE_STATUSES } from '../../contracts/template-limits.ts';
import { validateComponents } from '../../contracts/template-rules.ts';
import type { Context } from '../../context.ts';
import { NotFoundError, ValidationError, type FieldFault } from '../../platform/errors.ts';
import { commitTemplates } from './commit-templates.ts';
import { doneAtProvider } from './done-at-provider.ts';
import { findAccountOf } from './find-account.ts';
import { changeTemplates, findTemplate } from './queries.ts';
import { asOf, readCategory, templateOf, type StoredTemplate, type TemplateRow } from './rules.ts';

/** Changes a template at Meta, which then reviews it again. */
export async function editTemplate(
  ctx: Pick<Context, 'tenant' | 'clock' | 'envelope' | 'templates' | 'publish'>,
  companyId: string,
  templateId: string,
  input: EditTemplateRequest,
): Promise<Template> {
  const db = ctx.tenant(companyId);
  const row = await findTemplate(db, templateId);
  if (row === null) throw new NotFoundError('template');
  const faults = faultsOf(row, input);
  if (faults.length > 0) throw ValidationError.ofFields(faults);
  const account = await findAccountOf(ctx, companyId, row.wabaId);
  const askedAtMs = ctx.clock.nowMs();
  const newCategory = input.category === row.category ? undefined : input.category;
  doneAtProvider(
    await ctx.templates.edit(account, row.id, {
      ...(newCategory === undefined ? {} : { category: newCategory }),
      components: input.components,
    }),
  );
  const asOfMs = asOf(askedAtMs);
  const { companyId: _, ...before } = row;
  const edited: StoredTemplate = {
    ...before,
    status: 'PENDING',
    statusReason: null,
    statusDetail: null,
    statusAsOfMs: asOfMs,
    ...(newCategory === undefined
      ? {}
      : { category: newCategory, nextCategory: null, nextCategoryAtMs: null, categoryAsOfMs: asOfMs }),
    components: JSON.stringify(input.components),
    componentsAsOfMs: asOfMs,
  };
  await commitTemplates(ctx, db, row.wabaId, changeTemplates(db, [edited]));
  return templateOf(edited);
}

function faultsOf(row: TemplateRow, { category, components }: EditTemplateRequest): FieldFault[] {
  if (!EDITABLE_STATUSES.includes(row.status)) {
    const known = EDITABLE_STATUSES.join(', ').toLowerCase();
    return [
      {
        path: 'status',
        message: `Meta lets only these be edited: ${known}. This one is ${row.status.toLowerCase()}.`,
      },
    ];
  }
  if (category !== undefined && category !== row.category && row.status === 'APPROVED') {
    return [{ path: 'category', message: 'Meta does not change the category of an approved template.' }];
  }
  return validateComponents({
    category: category ?? readCategory(row.category),
    parameterFormat: row.parameterFormat,
    components,
  });
}
