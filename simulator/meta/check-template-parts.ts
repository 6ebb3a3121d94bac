import type { Template } from '../world/types.ts';
import { MetaRefusal } from './errors.ts';
import { limits } from './limits.ts';
import type { Part } from './template-shape.ts';
import { templateVariables } from './template-variables.ts';

export function checkText(
  type: string,
  { text, example }: Part & { example?: unknown },
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

export function checkButtons(buttons: NonNullable<Part['buttons']>): void {
  const count = (type: string) => buttons.filter((candidate) => candidate.type === type).length;
  const exceeds =
    buttons.length > limits.templateButtons ||
    count('URL') > limits.templateUrlButtons ||
    count('PHONE_NUMBER') > limits.templatePhoneButtons ||
    count('COPY_CODE') > limits.templateCopyCodeButtons ||
    count('FLOW') > limits.templateFlowButtons;
  if (exceeds) throw invalid(2388043, 'There are more buttons than allowed.');
  for (const { type, text, url, phone_number: phone, ...rest } of buttons) {
    const isComplete =
      (type === 'COPY_CODE' || type === 'CATALOG' || type === 'OTP' || Boolean(text)) &&
      (type !== 'URL' || Boolean(url)) &&
      (type !== 'PHONE_NUMBER' || Boolean(phone)) &&
      (type !== 'FLOW' || rest.flow_action !== 'navigate' || Boolean(rest.navigate_screen));
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
