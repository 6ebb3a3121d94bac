/** The longest text that is indexed, in UTF-16 code units. Ours: WhatsApp's longest message has 4,096 characters. */
const MAX_INDEXED_UNITS = 8_192;
/** The longest word, in UTF-16 code units; the rest of a longer one does not count. Ours. */
const MAX_WORD_UNITS = 64;
/** The shortest beginning that is completed. Ours: one letter is the beginning of a tenth of everything written. */
const MIN_PREFIX_UNITS = 2;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIE_BITS = 21n;
/** SQLite's largest number; times reach it in the year 2109. */
const MAX_DOCUMENT_ID = 2n ** 63n - 1n;
/** How far an inbound message is placed behind its second at most: see `orderingTime` of the conversations. */
const PLACED_LATER_MS = 999;
const SPACELESS = `\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}`;
/** Letters and digits with their marks; where a script writes no blanks, each letter is a word. */
const WORD = new RegExp(
  `[${SPACELESS}]\\p{M}*|[[\\p{L}\\p{N}]--[${SPACELESS}]][[\\p{L}\\p{N}\\p{M}]--[${SPACELESS}]]*`,
  'gv',
);
const IS_SPACELESS = new RegExp(`^[${SPACELESS}]`, 'v');
/** Accents of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic. Others (Indic, kana) are letters' parts. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]/g;

export interface Word {
  /** Folded. */
  word: string;
  /** Where it stands in the text: [start, end) in UTF-16 code units. */
  start: number;
  end: number;
}

/** Without accents and capitals: "AÇÃO" and "acao" are one word, "Straße" and "STRASSE" too. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '')
    .slice(0, MAX_WORD_UNITS)
    .toWellFormed();
}

/** The words of a text, in order. The one idea of a word: for the index, for what is looked for, for highlights. */
export function wordsOf(text: string): Word[] {
  return [...text.slice(0, MAX_INDEXED_UNITS).matchAll(WORD)].flatMap((match) => {
    const word = fold(match[0]);
    return word === '' ? [] : [{ word, start: match.index, end: match.index + match[0].length }];
  });
}

/** What a message is found by: its words, each with one blank before it; empty when there is nothing to find. */
export function indexedWords(text: string | null): string {
  return wordsOf(text ?? '')
    .map(({ word }) => ` ${word}`)
    .join('');
}

/** Words that follow each other; with `isPrefix` the last one may go on. */
export interface Phrase {
  words: string[];
  isPrefix: boolean;
}

/** What a person looks for: every phrase must occur. What stands between blanks, like an address, is a phrase. */
export function readMessageSearch(q: string): Phrase[] {
  const phrases: Phrase[] = [];
  const parts = q.split('"');
  for (const [index, part] of parts.entries()) {
    const isQuoted = index % 2 === 1 && index < parts.length - 1;
    const texts = isQuoted ? [part] : part.split(/\s+/u);
    for (const text of texts) {
      const words = wordsOf(text).map(({ word }) => word);
      if (words.length > 0) phrases.push({ words, isPrefix: false });
    }
    if (isQuoted) continue;
    const last = phrases.at(-1);
    const isLastPart = parts.slice(index + 1).every((rest) => wordsOf(rest).length === 0);
    if (last !== undefined && isLastPart && wordsOf(part).length > 0)
      last.isPrefix = mayGoOn(last.words.at(-1));
  }
  return phrases;
}

function mayGoOn(word: string | undefined): boolean {
  return word !== undefined && word.length >= MIN_PREFIX_UNITS && !IS_SPACELESS.test(word);
}

/** Filters, as words of the index. A contact is its conversations. */
export interface Facets {
  conversationIds: string[] | null;
  channelId: string | undefined;
  authorId: string | undefined;
}

/**
 * The same for FTS5. Every word is quoted, consists of letters and digits only, and begins with the company's key:
 * nothing in it is syntax, and nothing in it matches another company's message.
 */
export function matchExpression(companyId: string, phrases: readonly Phrase[], facets: Facets): string {
  const key = companyId.slice('co_'.length).toLowerCase();
  const terms = phrases.map(
    ({ words, isPrefix }) =>
      `words : "${words.map((word) => `${key}${word}`).join(' ')}"${isPrefix ? ' *' : ''}`,
  );
  const facet = (id: string) => `facets : "${id.slice(id.indexOf('_') + 1).toLowerCase()}"`;
  if (facets.conversationIds !== null) terms.push(`(${facets.conversationIds.map(facet).join(' OR ')})`);
  if (facets.channelId !== undefined) terms.push(facet(facets.channelId));
  if (facets.authorId !== undefined) terms.push(facet(facets.authorId));
  return terms.join(' AND ');
}

/** Where the phrases stand in a text, in order and without overlaps; null when one of them does not occur. */
export function highlightsOf(text: string, phrases: readonly Phrase[]): [number, number][] | null {
  const words = wordsOf(text);
  const ranges: [number, number][] = [];
  for (const phrase of phrases) {
    const found = occurrencesOf(words, phrase);
    if (found.length === 0) return null;
    ranges.push(...found);
  }
  const merged: [number, number][] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

function occurrencesOf(words: readonly Word[], { words: wanted, isPrefix }: Phrase): [number, number][] {
  const fits = (at: number, index: number) => {
    const word = words[at]?.word;
    const want = wanted[index] ?? '';
    return isPrefix && index === wanted.length - 1 ? word?.startsWith(want) === true : word === want;
  };
  return words.flatMap((first, at): [number, number][] => {
    const last = words[at + wanted.length - 1];
    return last !== undefined && wanted.every((_, index) => fits(at + index, index))
      ? [[first.start, last.end]]
      : [];
  });
}

/**
 * Under which number a message is indexed: the time that its id begins with, in milliseconds, then 21 of its random
 * bits. In the order of time; two messages of one millisecond may meet, and then the second takes the next number.
 */
export function documentId(messageId: string): bigint {
  const characters = messageId.slice('msg_'.length);
  return (
    (base32(characters.slice(0, 10)) << TIE_BITS) |
    BigInt.asUintN(Number(TIE_BITS), base32(characters.slice(-5)))
  );
}

/** Which numbers a time range may have, [from, to). The message's own time decides afterwards. */
export function documentRange(
  afterMs: number | undefined,
  beforeMs: number | undefined,
): { from: bigint; to: bigint } {
  return {
    from: firstDocumentId(afterMs ?? 0),
    to: beforeMs === undefined ? MAX_DOCUMENT_ID : firstDocumentId(beforeMs + PLACED_LATER_MS),
  };
}

function firstDocumentId(atMs: number): bigint {
  const id = BigInt(atMs) << TIE_BITS;
  return id < MAX_DOCUMENT_ID ? id : MAX_DOCUMENT_ID;
}

function base32(characters: string): bigint {
  let value = 0n;
  for (const character of characters) value = value * 32n + BigInt(ALPHABET.indexOf(character));
  return value;
}
