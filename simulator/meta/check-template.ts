import { z } from 'zod';
import type { Template } from '../world/types.ts';
import { MetaRefusal } from './errors.ts';
import { limits } from './limits.ts';
import { refusalFromIssue } from './send/refusal-from-issue.ts';
import { templateVariables } from './template-variables.ts';

const upperCase = z
  .string()
  .max(60)
  .transform((text) => text.toUpperCase());

const button = z.looseObject({
  type: upperCase.pipe(
    z.enum([
      'QUICK_REPLY',
      'URL',
      'PHONE_NUMBER',
      'COPY_CODE',
      'OTP',
      'FLOW',
      'CATALOG',
      'MPM',
      'SPM',
      'VOICE_CALL',
      'REQUEST_CONTACT_INFO',
    ]),
  ),
  text: z.string().max(limits.templateButtonText).optional(),
  url: z.string().max(2000).optional(),
  phone_number: z.string().max(20).optional(),
});

const component = z.looseObject({
  type: upperCase.pipe(z.enum(['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER'])),
  format: upperCase.pipe(z.enum(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'PRODUCT'])).optional(),
  text: z.string().optional(),
  buttons: z.array(button).min(1).optional(),
});

type Component = z.infer<typeof component>;

export const templateSchema = z.looseObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  parameter_format: upperCase.pipe(z.enum(['POSITIONAL', 'NAMED'])).optional(),
  components: z.array(component).min(1).max(10),
});

export const templateEditSchema = templateSchema.pick({ components: true }).extend({
  category: templateSchema.shape.category.optional(),
  components: templateSchema.shape.components.optional(),
});

export type CheckedTemplate = z.infer<typeof templateSchema>;

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
  if (category !== 'AUTHENTICATION') {
    checkText('BODY', body, limits.templateBody, format);
    const header = only('HEADER')[0];
    if (header && (header.format ?? 'TEXT') === 'TEXT')
      checkText('HEADER', header, limits.templateHeaderText, format);
    const footer = only('FOOTER')[0];
    if (footer) checkText('FOOTER', footer, limits.templateFooter, format);
  }
  checkButtons(only('BUTTONS')[0]?.buttons ?? []);
}

function checkText(
  type: string,
  { text, example }: Component & { example?: unknown },
  maxLength: number,
  format: Template['parameterFormat'],
): void {
  if (!text) throw invalid(2388047, `The ${type} component needs a text.`);
  if (text.length > maxLength)
    throw invalid(2388040, `The ${type} text may have at most ${maxLength} characters.`);
  const variables = templateVariables(text);
  if (variables.length === 0) return;
  if (type === 'FOOTER') throw invalid(2388073, 'The FOOTER text may not have variables.');
  if (type === 'HEADER' && variables.length > 1) throw invalid(2388072, 'The HEADER may have one variable.');
  if (type === 'BODY' && /^\s*\{\{|\}\}\s*$/.test(text)) {
    throw invalid(2388299, 'Variables can’t be at the start or end of the template.');
  }
  const isNumbered = variables.every((name, index) => name === String(index + 1));
  if (format === 'POSITIONAL' && !isNumbered) {
    throw invalid(2388043, `The variables of the ${type} must be {{1}}, {{2}}, … in order.`);
  }
  if (example === undefined) throw invalid(2388043, `The ${type} has variables and needs an example.`);
}

function checkButtons(buttons: NonNullable<Component['buttons']>): void {
  const count = (type: string) => buttons.filter((candidate) => candidate.type === type).length;
  const exceeds =
    buttons.length > limits.templateButtons ||
    count('URL') > limits.templateUrlButtons ||
    count('PHONE_NUMBER') > limits.templatePhoneButtons ||
    count('COPY_CODE') > limits.templateCopyCodeButtons;
  if (exceeds) throw invalid(2388043, 'There are more buttons than allowed.');
  for (const { type, text, url, phone_number: phone } of buttons) {
    const isComplete =
      (type === 'COPY_CODE' || type === 'CATALOG' || type === 'OTP' || Boolean(text)) &&
      (type !== 'URL' || Boolean(url)) &&
      (type !== 'PHONE_NUMBER' || Boolean(phone));
    if (!isComplete) throw invalid(2388043, `A button of type ${type} is incomplete.`);
  }
}

export function invalid(subcode: number, userMessage: string): MetaRefusal {
  return new MetaRefusal(100, {
    message: 'Invalid parameter',
    subcode,
    userTitle: 'Template could not be created',
    userMessage,
  });
}

function asInvalidParameter(issue: z.core.$ZodIssue): MetaRefusal {
  const refused = refusalFromIssue(issue, []);
  return new MetaRefusal(100, {
    message: refused.code === 100 ? refused.message : '(#100) Invalid parameter',
    ...(refused.refusal.details === undefined ? {} : { details: refused.refusal.details }),
  });
}
