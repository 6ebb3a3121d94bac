import type { Decide, MaskDraft } from './mask-draft.ts';

/** Area codes that Anatel has given out. */
const ddd = '(?:1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])';
const sep = '[ .\\-/]{0,3}';
const start = '(?<![\\p{L}\\d_.,])';
const end = '(?!\\d)(?!-\\d)';
const phone = (source: string): RegExp => new RegExp(source, 'giu');

/** With a plus sign: nothing else is written so. Known lengths first, so that a following number is not taken along. */
const international = [
  phone(`\\+ ?\\(?55\\)?${sep}\\(?0?${ddd}\\)?${sep}9?${sep}\\d{4}${sep}\\d{4}(?!\\d)`),
  phone(`\\+ ?\\(?1\\)?${sep}\\(?[2-9]\\d{2}\\)?${sep}\\d{3}${sep}\\d{4}(?!\\d)`),
  phone(`\\+ ?\\(?(?:34|351)\\)?${sep}[236789]\\d{1,2}${sep}\\d{2,3}${sep}\\d{2}${sep}\\d{2}(?!\\d)`),
  phone(`\\+ ?\\(?(?:34|351)\\)?${sep}[236789]\\d{2}${sep}\\d{3}${sep}\\d{3}(?!\\d)`),
  phone(`\\+ ?\\(?91\\)?${sep}[6-9]\\d{4}${sep}\\d{5}(?!\\d)`),
  phone(`\\+ ?\\(?\\d(?:[ .\\-/()]{0,3}\\d){6,14}(?!\\d)`),
];

/** Formats whose punctuation says "phone" in any sentence. */
const unmistakable = [
  // Brazil: (11) 98888-7777, (11) 9 8888-7777, (0xx11) 3333-4444
  phone(`(?:(?<!\\d)55${sep})?\\((?:0(?:xx)?)?${ddd}\\)${sep}(?:9${sep})?\\d{4}${sep}\\d{4}(?!\\d)`),
  // United States, Mexico, Argentina: (415) 555-0132, (55) 1234-5678, (0351) 612-3456
  phone(`(?:1${sep})?\\((?:0?\\d{2,4})\\)${sep}(?:15${sep})?\\d{3,4}${sep}\\d{4}(?!\\d)`),
  // United Kingdom, Germany: (020) 7946 0958, (030) 123456
  phone(`\\(0\\d{2,4}\\)${sep}\\d{3,4}${sep}\\d{3,8}(?!\\d)`),
];

/** Formats that are phones unless the words before them say otherwise. */
const likely = [
  // 55 11 98888-7777 and 5511988887777, without the plus sign
  phone(
    `${start}(?:00${sep})?55${sep}\\(?${ddd}\\)?${sep}(?:9${sep}\\d{4}|[2-5]\\d{3})${sep}\\d{4}${end}(?![\\p{L}_])`,
  ),
  // 11 98888-7777, 011 98888-7777, 0xx11 98888-7777, 11988887777
  phone(`${start}(?:0(?:xx|\\d{2})?${sep})?${ddd}${sep}9${sep}\\d{4}${sep}\\d{4}${end}(?![\\p{L}_])`),
  // 98888-7777
  phone(`${start}9 ?\\d{4}-\\d{4}${end}`),
  // two, four, four: 11 3333-4444, 55 1234 5678, 11 4123-4567
  phone(`${start}0?[1-9]\\d[ -]{1,3}(?:15[ -])?\\d{4}[ -]\\d{4}${end}`),
  // three, three, four: 415-555-0132, 1-415-555-0132, 300 123 4567
  phone(`${start}(?:1[ .-])?[2-9]\\d{2}([ .-])\\d{3}\\1\\d{4}${end}`),
  // two, three, four: landlines of Portugal
  phone(`${start}2\\d[ ]\\d{3}[ ]\\d{4}${end}`),
  // three, three, three; three, two, two, two; two, three, two, two: Spain, Portugal, Peru, Uruguay
  phone(`${start}0?[679]\\d{2}([ -])\\d{3}\\1\\d{3}${end}`),
  phone(`${start}[6789]\\d{2}([ .-])\\d{2}\\1\\d{2}\\1\\d{2}${end}`),
  phone(`${start}[89]\\d([ .-])\\d{3}\\1\\d{2}\\1\\d{2}${end}`),
  // five and five: India
  phone(`${start}0?[6-9]\\d{4}[ -]\\d{5}${end}`),
  // area codes that begin with 0: 07911 123456, 020 7946 0958, 0151 23456789, 030/123456, 0351 15-612-3456, 06 12 34 56 78
  phone(
    `${start}(?<!\\d[ .-])0(?!800|300|500|900)[1-9]\\d{1,3}[ /-]{1,3}(?:15[ -]?)?\\d{2,4}[ -]?\\d{2,4}(?:[ -]?\\d{1,4})?${end}`,
  ),
  phone(`${start}(?<!\\d[ .-])0(?!800|300|500|900)[1-9]\\d{1,3}[ /-]{1,3}\\d{6,8}${end}`),
  phone(`${start}0[1-9](?:([ .-])\\d{2})(?:\\1\\d{2}){3}${end}`),
  phone(`${start}07\\d{9}(?![\\p{L}\\d_])`),
];

/** Any run of a phone's length; a phone only beside a word for one. */
const run = phone(`(?<![\\p{L}\\d_]|\\d[.,])\\(?\\d(?:[ .\\-/()]{0,3}\\d){6,14}(?!\\d)(?![\\p{L}_])`);
const gluedRun = phone(
  `(?<=(?:tel|fone|cel|celular|whats|whatsapp|wpp|zap|phone|movil|m[óo]vil))\\d{8,15}(?!\\d)`,
);
const withDoubleZero = phone(`${start}00[ .\\-/]{0,2}[1-9](?:[ .\\-/()]{1,3}\\d|\\d){8,13}(?!\\d)`);

const phoneWords =
  /(?<![\p{L}])(?:tele?f(?:one?|ono|\.)?|tel[eé]fonos?|telefones?|tel|fones?|fono|phones?|cel|celular(?:es)?|cell(?:phone)?|m[óo]vil(?:es)?|mobile|telem[óo]vel|handy|whats|whatsapp|wpp|wapp|zap|zapzap|sms|ramal|lig(?:ue|ar|a|o|uei|ou)|telefonar|ll[aá]m[ae](?:me|nos|r|lo|la|d)?|ll[aá]menos|llamada|call(?:ed|ing)?|ring|dial|text me|reach me|reach|contato|contacto|contact|n[úu]meros?|numbers?|chama(?:r|ndo)?|chame|msisdn|wa_id|waid|recipient_id|from|to|display_phone_number|phone_number|wa\.me\/|whatsapp\.com\/send\?phone=|tel:|rufnummer|telefonnummer)(?![\p{L}])/giu;
const otherWords =
  /(?<![\p{L}_])(?:(?:pedido|protocolo|boleto|fatura|nota(?: fiscal)?|nf-?e?|contrato|matr[íi]cula|processo|lote|rastreio|rastreamento|c[óo]digos?|chave|conta|ag[êe]ncia|cadastro|inscri[çc][ãa]o|chamado|cep|c[óo]d|ref|refer[êe]ncia|referencia|comprovante|transa[çc][ãa]o|documento|order|orders|invoice|ticket|tracking|case|account|serial|sku|ean|gtin|barcode|isbn|imei|zip|postcode|id|ids|uuid|hash|commit|build|version|vers[ãa]o|versi[óo]n|port|error|erro|code|receipt|reservation|booking|batch|transaction|policy|factura|gu[íi]a|seguimiento|cuenta|expediente|folio|albar[áa]n|env[íi]o|reserva|cliente|tamanho|size|bytes|timestamp|epoch|seq|pr[eo][cç]o|precio|valor|total|price|amount|cantidad|quantidade|cep|protocol|nsu|pis|nis|rg|cnh|passaporte|passport)(?:[_ ]{0,1}(?:id|ids))?(?:\s{1,2}(?:number|n[úu]mero|no|n[º°o]?|num|#|id|code|de rastreio|de barras))?|(?:n[úu]mero|number|n[º°o])\s{1,2}(?:do|da|de|del|de la|of|of the)\s{1,2}(?!tel|cel|fone|whats|zap|m[óo]vil|conta[tc])\p{L}{2,15}|(?:phone_?number|waba|business|message|app|user|page|template|media|company|channel|contact|conversation|request|campaign)[_ ]?ids?|(?!wa_|recipient_)[a-z]{2,20}_ids?|#|n[º°])(?![\p{L}])/giu;

/** Covers phone numbers. Without a plus sign or telling punctuation, the words around decide. */
export function coverPhones(draft: MaskDraft): void {
  if (draft.shadow.includes('+')) for (const pattern of international) draft.cover(pattern, 'phone');
  if (draft.shadow.includes('(')) for (const pattern of unmistakable) draft.cover(pattern, 'phone');
  draft.cover(withDoubleZero, 'phone', unlessNamedOtherwise);
  for (const pattern of likely) draft.cover(pattern, 'phone', unlessNamedOtherwise);
  draft.cover(gluedRun, 'phone');
  draft.cover(run, 'phone', whereNamedPhone);
}

const unlessNamedOtherwise: Decide = (match, { shadow }) => wordsBefore(shadow, match.index) !== 'other';

const whereNamedPhone: Decide = (match, { shadow }) => {
  const named = wordsBefore(shadow, match.index);
  if (named !== null) return named === 'phone';
  const after = shadow.slice(match.index + match[0].length, match.index + match[0].length + 24);
  return /^[\s,(:–-]{0,3}(?:(?:é|es|is|[oe]u|my|mi|meu|o|el|the|no|on|via|por|pelo|esse|este|[ée]|mi|su|seu) {1,2}){0,3}(?:whats|wpp|zap|tel|cel|fone|phone|m[óo]vil|mobile|n[úu]mero|number)/iu.test(
    after,
  );
};

/** The nearest word before a number that says what it is; a tie ("order number") goes to what is not a phone. */
function wordsBefore(shadow: string, at: number): 'phone' | 'other' | null {
  const line = shadow.slice(Math.max(0, at - 48), at);
  const before = line.slice(
    Math.max(line.lastIndexOf('\n'), line.lastIndexOf('; '), line.lastIndexOf('? ')) + 1,
  );
  const phoneEnd = lastEnd(phoneWords, before);
  const otherEnd = lastEnd(otherWords, before);
  if (phoneEnd === -1 && otherEnd === -1) return null;
  return phoneEnd > otherEnd ? 'phone' : 'other';
}

function lastEnd(pattern: RegExp, text: string): number {
  let last = -1;
  pattern.lastIndex = 0;
  while (pattern.exec(text) !== null) last = pattern.lastIndex;
  return last;
}
