import type { z } from 'zod';
import type { Template } from '../world/types.ts';
import { checkKind } from './check-template-kind.ts';
import { checkButtons, checkText, invalid } from './check-template-parts.ts';
import { MetaRefusal } from './errors.ts';
import { limits } from './limits.ts';
import { refusalFromIssue } from './send/refusal-from-issue.ts';
import { templateSchema, type CheckedTemplate, type Component } from './template-shape.ts';

/** Meta's rules for a new template; throws the refusal that Meta answers with. */
export function checkTemplate(body: unknown): CheckedTemplate {
  const result = templateSchema.safeParse(body);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw issue ? asInvalidParameter(issue) : new MetaRefusal(100);
  }
  checkComponents(result.data.components, result.data.category, result.data.parameter_format ?? 'POSITIONAL');
  return result.data;
}

export function checkComponents(
  components: Component[],
  category: Template['category'],
  format: Template['parameterFormat'],
): void {
  const only = (type: Component['type']) => components.filter((candidate) => candidate.type === type);
  const body = only('BODY')[0];
  if (!body || components.length !== new Set(components.map(({ type }) => type)).size) {
    throw invalid(2388043, 'Exactly one component of type BODY is needed, and none may repeat.');
  }
  checkKind(components, category, format);
  if (category !== 'AUTHENTICATION') {
    const isOffer = only('LIMITED_TIME_OFFER').length > 0;
    checkText('BODY', body, isOffer ? limits.templateOfferBody : limits.templateBody, format);
    const header = only('HEADER')[0];
    if (header && (header.format ?? 'TEXT') === 'TEXT')
      checkText('HEADER', header, limits.templateHeaderText, format);
    const footer = only('FOOTER')[0];
    if (footer) checkText('FOOTER', footer, limits.templateFooter, format);
  }
  checkButtons(only('BUTTONS')[0]?.buttons ?? []);
}

function asInvalidParameter(issue: z.core.$ZodIssue): MetaRefusal {
  const refused = refusalFromIssue(issue, []);
  return new MetaRefusal(100, {
    message: refused.code === 100 ? refused.message : '(#100) Invalid parameter',
    ...(refused.refusal.details === undefined ? {} : { details: refused.refusal.details }),
  });
}
