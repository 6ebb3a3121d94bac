import type { MaskDraft, Span } from './mask-draft.ts';

const maxLocalLength = 64;
const maxDomainLength = 253;
const whatsappAddress =
  /(?<![\p{L}\p{N}])\d{5,20}(?:[-:_.]\d{1,15}){0,3}@(?:s\.whatsapp\.net|c\.us|g\.us|lid|newsletter|broadcast)(?![\p{L}\p{N}])/gu;
const sign = /@|%40/g;
const spokenSign = /\s?[([{]\s?(?:at|arroba)\s?[)\]}]\s?|\s(?:arroba)\s/gi;
const localCharacter = /[\p{L}\p{N}\p{M}._%+'-]/u;
const domain = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]|\.(?=[\p{L}\p{N}])){0,253}/uy;
const spokenDomain =
  /[\p{L}\p{N}-]{2,63}(?:(?:\s?\.\s?|\s?[([{]?(?:dot|ponto|punto)[)\]}]?\s?)(?:com|net|org|edu|gov|io|br|es|mx|ar|pt|co|uk|de)(?![\p{L}\p{N}])){1,3}/iuy;
const topLevel = /\.(?:\p{L}[\p{L}\p{M}]{1,23}|xn--[\da-z-]{2,59})$/iu;

/** Covers e-mail addresses, in any script, and WhatsApp addresses, whose first half is a phone number. */
export function coverEmails(draft: MaskDraft): void {
  if (draft.shadow.includes('@')) draft.cover(whatsappAddress, 'phone');
  if (draft.shadow.includes('@') || draft.shadow.includes('%40')) {
    draft.cover(sign, 'email', (match) => findAddress(draft.shadow, match, domain));
  }
  draft.cover(spokenSign, 'email', (match) => findAddress(draft.shadow, match, spokenDomain));
}

function findAddress(shadow: string, match: RegExpExecArray, domainPattern: RegExp): Span | false {
  const after = match.index + match[0].length;
  domainPattern.lastIndex = after;
  const host = domainPattern.exec(shadow)?.[0].replace(/-+$/, '');
  if (host === undefined || host.length > maxDomainLength) return false;
  if (domainPattern === domain && !isHost(host)) return false;
  const start = localStart(shadow, match.index);
  return start === match.index ? false : { start, end: after + host.length };
}

/** A name with a top level of letters; without one only where a letter beyond ASCII says that no program wrote it. */
function isHost(host: string): boolean {
  return topLevel.test(host) || (!host.includes('.') && /[^\p{ASCII}]/u.test(host) && host.length >= 4);
}

function localStart(shadow: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < maxLocalLength && localCharacter.test(shadow[start - 1] ?? ''))
    start -= 1;
  while (start < end && /[.'-]/.test(shadow[start] ?? '')) start += 1;
  return start;
}
