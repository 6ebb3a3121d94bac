import { MaskDraft } from './mask-draft.ts';
import { coverEmails } from './mask-emails.ts';
import { coverNamedSecrets } from './mask-named-secrets.ts';
import { coverNumbers } from './mask-numbers.ts';
import { coverLongTokens, coverSecrets } from './mask-secrets.ts';

const maxRounds = 8;

/**
 * Replaces what must not be kept about a person or a system: CPF, CNPJ, phones, e-mails, keys and tokens, passwords,
 * card numbers, WhatsApp message ids (they hold the phone). Portuguese, Spanish and English.
 *
 * In: any text. Out: the text with `[cpf]`, `[cnpj]`, `[phone]`, `[email]`, `[secret]`, `[card]`, `[wamid]` in the
 * places of values; everything else as it was, ids, dates, amounts and addresses included. `mask(mask(x))` is
 * `mask(x)`. Takes time in proportion to the length. Never throws.
 */
export function mask(text: string): string {
  let masked = text;
  for (let round = 0; round < maxRounds; round += 1) {
    const next = maskOnce(masked);
    if (next === masked) return masked;
    masked = next;
  }
  // Only a text made for it goes on changing; it is not worth keeping.
  return '[secret]';
}

function maskOnce(text: string): string {
  if (text.length < 4) return text;
  const draft = new MaskDraft(text);
  coverSecrets(draft);
  coverNamedSecrets(draft);
  coverEmails(draft);
  coverLongTokens(draft);
  coverNumbers(draft);
  return draft.finish();
}
