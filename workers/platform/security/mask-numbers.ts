import { isCnpj, isCpf } from './brazilian-ids.ts';
import { isCardNumber } from './card-number.ts';
import type { Decide, MaskDraft } from './mask-draft.ts';
import { coverPhones } from './mask-phones.ts';

const cpf = /(?<!\d)\d{3}[ .\-/]{0,2}\d{3}[ .\-/]{0,2}\d{3}[ .\-/]{0,3}\d{2}(?!\d)/g;
const cnpj = /(?<!\d)\d{2}[ .\-/]{0,2}\d{3}[ .\-/]{0,2}\d{3}[ .\-/]{0,3}\d{4}[ .\-/]{0,3}\d{2}(?!\d)/g;
const alphanumericCnpj =
  /(?<![\p{L}\d_])[\dA-Z]{2}[.]?[\dA-Z]{3}[.]?[\dA-Z]{3}[/]?[\dA-Z]{4}[-]?\d{2}(?![\p{L}\d_])/giu;
const cards = [
  /(?<!\d)\d{4}[ .-]{0,3}\d{4}[ .-]{0,3}\d{4}[ .-]{0,3}\d{4}(?:[ .-]{0,3}\d{3})?(?!\d)/g,
  /(?<!\d)\d{4}[ .-]{0,3}\d{4}[ .-]{0,3}\d{4}[ .-]{0,3}\d{4}(?!\d)/g,
  /(?<!\d)3\d{3}[ .-]{0,3}\d{6}[ .-]{0,3}\d{4,5}(?!\d)/g,
  /(?<!\d[ .-]?)\d(?:[ .-]{0,2}\d){13,18}(?![ .-]?\d)/g,
];

/** The access key of a Brazilian invoice: state, year, month, CNPJ, model, and so on, in groups of four. */
const invoiceKey = /(?<!\d)\d{4}(?:[ .]?\d{4}){10}(?!\d)/g;
const invoiceDigits = /^[1-5]\d{3}(?:0[1-9]|1[0-2])\d{14}(?:5[5789]|6[3567])\d{22}$/;

/** What is made of digits and must stay readable, before anything else reads them. */
const readable = {
  ids: [
    // UUIDs and our own ids
    /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z])/gi,
    /(?<![A-Za-z0-9])[a-z]{2,6}_[0-9A-HJKMNP-TV-Z]{26}(?![A-Za-z0-9])/g,
    // payment slips, court cases, anything longer than a card
    /(?<!\d)\d{5}[. ]?\d{5} ?\d{5}[. ]?\d{6} ?\d{5}[. ]?\d{6} ?\d ?\d{14}(?!\d)/g,
    /(?<!\d)\d{7}-\d{2}\.\d{4}\.\d\.\d{2}\.\d{4}(?!\d)/g,
    /(?<!\d)\d{20,}/g,
  ],
  quantities: [
    // ISO, then day-first and month-first dates; spans of years; times
    /(?<![\d-])\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d{2}:?\d{2}(?!\d))?(?![\d-])/g,
    /(?<![\d./-])(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|[12]\d|3[01])\1(?:(?:19|20)\d{2}|\d{2})(?![\d]|[./-]\d)/g,
    /(?<![\d./-])(?:19|20)\d{2}([./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?![\d]|[./-]\d)/g,
    /(?<![\d./-])(?:19|20)\d{2} ?[-/] ?(?:19|20)\d{2}(?![\d]|[./-]\d)/g,
    /(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?(?!\d)/g,
    // IPv4, with a port or prefix
    /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:[:/]\d{1,5})?(?![\d]|\.\d)/g,
    // amounts: currency before, currency or unit after, grouped with decimals
    /(?:R\$|US\$|[$€£₹¥]|(?<![\p{L}])(?:USD|BRL|EUR|GBP|ARS|MXN|CLP|COP|INR|Rs\.?))\s{0,2}-?\d{1,15}(?:[.,]\d{1,15}){0,6}(?![\d])/gu,
    /(?<![\d.,-])\d{1,15}(?:[., ]\d{3}){0,5}(?:[.,]\d{1,2})? ?(?:R\$|[€£₹%]|(?:reais|euros?|d[óo]lares|dollars|pesos|libras|pounds|rupees|rupias|centavos|milh[õo]es|millones|mil|BRL|USD|EUR|GBP|ARS|MXN|bytes|KB|MB|GB|ms|kg|km)(?![\p{L}\d]))/giu,
    /(?<![\d.,-])\d{1,3}(?:\.\d{3}){1,5},\d{1,2}(?!\d)/g,
    /(?<![\d.,-])\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?(?!\d)/g,
    // Brazilian and US postal codes
    /(?<![\d.-])(?:\d{5}|\d{2}\.\d{3})-\d{3}(?![\d]|-\d)/g,
    /(?<![\p{L}\d])[A-Z]{2} \d{5}-\d{4}(?!\d)/gu,
  ],
};

/** Covers CPF, CNPJ, cards and phones; what only looks like them (dates, amounts, addresses, ids) is left alone. */
export function coverNumbers(draft: MaskDraft): void {
  if (!hasDigits(draft.shadow, 7)) return;
  for (const pattern of readable.ids) draft.cover(pattern, null);
  draft.cover(invoiceKey, null, (match) => invoiceDigits.test(digitsOf(match[0])));
  draft.cover(cnpj, 'cnpj', (match) => standsAlone(match, draft) && isCnpj(digitsOf(match[0])));
  if (/[./-]|cnpj/iu.test(draft.shadow)) draft.cover(alphanumericCnpj, 'cnpj', isAlphanumericCnpj);
  draft.cover(cpf, 'cpf', (match) => standsAlone(match, draft) && isCpf(digitsOf(match[0])));
  for (const pattern of cards) {
    draft.cover(pattern, 'card', (match) => standsAlone(match, draft) && isCardNumber(digitsOf(match[0])));
  }
  for (const pattern of readable.quantities) draft.cover(pattern, null);
  coverPhones(draft);
}

/** Letters make a CNPJ only where it is punctuated or announced: one in a hundred of all codes has fitting digits. */
const isAlphanumericCnpj: Decide = (match, { shadow }) => {
  const [found] = match;
  const isPunctuated = found.includes('/') && found.includes('-');
  const isAnnounced = /cnpj/iu.test(shadow.slice(Math.max(0, match.index - 24), match.index));
  return (isPunctuated || isAnnounced) && isCnpj(found.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase());
};

/** Digits in the middle of a longer code are not a number of their own, unless a word for them is glued on. */
function standsAlone(match: RegExpExecArray, { shadow }: MaskDraft): boolean {
  const before = shadow.slice(Math.max(0, match.index - 8), match.index);
  const after = shadow[match.index + match[0].length] ?? '';
  if (/^\d+$/.test(match[0]) && /[\p{L}_]/u.test(after)) return false;
  return (
    !/[\p{L}_]$/u.test(before) ||
    /(?:cpf|cnpj|card|cart[aã]o|n|nº|n°)_?$/iu.test(before) ||
    !/^\d+$/.test(match[0])
  );
}

function hasDigits(text: string, atLeast: number): boolean {
  let seen = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 48 && code <= 57) {
      seen += 1;
      if (seen >= atLeast) return true;
    }
  }
  return false;
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}
