import { SENDABLE_STATUSES } from '../../contracts/template-limits.ts';
import type { TemplateMessage } from '../../contracts/api/template-message.ts';
import { templateMisfits, type TemplateMisfit } from '../../contracts/template-fit.ts';
import { templateText } from '../../contracts/template-preview.ts';
import { sentValues } from '../../contracts/template-sent.ts';
import { ValidationError } from '../../platform/errors.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { componentsOf, findTemplateByName, type TemplateRow } from '../templates/index.ts';

/** Who gets it, as far as it decides what they may be sent. */
export interface TemplateRecipient {
  wabaId: string;
  marketingOptOutAtMs: number | null;
}

/**
 * Refuses a template that Meta would refuse, as far as is known of it here: one that is not approved, places that are not
 * filled, marketing to somebody who wants none. One that was never compared with Meta is Meta's to judge. Gives what
 * people will read of it; null where it is not known.
 */
export async function checkTemplate(
  db: TenantDb,
  recipient: TemplateRecipient,
  message: TemplateMessage,
): Promise<string | null> {
  const { name, language } = message;
  const row = await findTemplateByName(db, { wabaId: recipient.wabaId, name, language: language.code });
  if (row === null) return null;
  refuseUnapproved(row);
  if (row.category === 'MARKETING' && recipient.marketingOptOutAtMs !== null) {
    throw new ValidationError(
      'contact_opted_out',
      'This person wants no marketing. A template of another category can be sent.',
      { optedOutAtMs: recipient.marketingOptOutAtMs },
    );
  }
  const components = componentsOf(row);
  const sent = message.components ?? [];
  const misfits = templateMisfits(components, sent);
  if (misfits.length > 0) throw misfitError(misfits);
  const text = templateText(components, sentValues(sent));
  return text === '' ? null : text;
}

function misfitError(misfits: readonly TemplateMisfit[]): ValidationError {
  const empty = misfits.flatMap(({ missing }) => missing ?? []);
  const fields = misfits.map(({ path, message }) => ({ path, message }));
  if (empty.length === 0)
    return new ValidationError('template_mismatch', misfits.map(({ message }) => message).join(' '), {
      fields,
    });
  return new ValidationError(
    'template_incomplete',
    `The template has places that nothing was given for: ${empty.join(', ')}.`,
    { fields },
  );
}

function refuseUnapproved({ status, name, language }: TemplateRow): void {
  if (SENDABLE_STATUSES.includes(status)) return;
  throw new ValidationError(
    'template_not_approved',
    `The template ${name} in ${language} cannot be sent: at Meta it is ${status.toLowerCase()}.`,
    { templateStatus: status },
  );
}
