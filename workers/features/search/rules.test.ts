import { describe, expect, it } from 'vitest';
import { createIds } from '../../platform/ids.ts';
import {
  documentId,
  documentRange,
  fold,
  highlightsOf,
  indexedWords,
  matchExpression,
  readMessageSearch,
} from './rules.ts';

const COMPANY = 'co_01HX5JK3M4N5P6Q7R8S9T0V1W2';
const KEY = '01hx5jk3m4n5p6q7r8s9t0v1w2';
const none = { conversationIds: null, channelId: undefined, authorId: undefined };
const marked = (text: string, q: string) =>
  highlightsOf(text, readMessageSearch(q))?.map(([start, end]) => text.slice(start, end)) ?? null;

describe('a word', () => {
  it.each([
    ['José', 'jose'],
    ['JOSE\u0301', 'jose'],
    ['AÇÃO', 'acao'],
    ['Straße', 'strasse'],
    ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['ﬁm', 'fim'],
    ['한국어', '한국어'],
    ['हिन्दी', 'हिन्दी'],
    ['がか', 'がか'],
  ])('%s is folded to %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('ends where a letter, digit or mark ends, and each letter is one where a script writes no blanks', () => {
    expect(indexedWords('R$1.200,50 – não é *você*?')).toBe(' r 1 200 50 nao e voce');
    expect(indexedWords('您好 hello 世界')).toBe(' 您 好 hello 世 界');
    expect(indexedWords('😕 ?! "')).toBe('');
    expect(indexedWords(null)).toBe('');
  });

  it('is no longer than what is kept of it, and never half a character', () => {
    const [word] = indexedWords(`${'a'.repeat(63)}𐐀b`)
      .trim()
      .split(' ');
    expect(word?.isWellFormed()).toBe(true);
  });
});

describe('what is looked for', () => {
  it('is every word, the last one as the beginning of a word', () => {
    expect(readMessageSearch('Bom  día pe')).toEqual([
      { words: ['bom'], isPrefix: false },
      { words: ['dia'], isPrefix: false },
      { words: ['pe'], isPrefix: true },
    ]);
  });

  it('is a phrase in quotes, and wherever signs join words', () => {
    expect(readMessageSearch('"linen lamp" ana@casa.example')).toEqual([
      { words: ['linen', 'lamp'], isPrefix: false },
      { words: ['ana', 'casa', 'example'], isPrefix: true },
    ]);
    expect(readMessageSearch('ana "linen lamp"')).toEqual([
      { words: ['ana'], isPrefix: false },
      { words: ['linen', 'lamp'], isPrefix: false },
    ]);
  });

  it('ignores a quote that nobody closed, and never completes one letter', () => {
    expect(readMessageSearch('"linen l')).toEqual([
      { words: ['linen'], isPrefix: false },
      { words: ['l'], isPrefix: false },
    ]);
  });

  it('becomes quoted words of one company, whatever was typed', () => {
    const q = `a* OR b) NEAR("c d" words:e ^f -g {h} "" \\ ' ; -- \u0000`;
    const expression = matchExpression(COMPANY, readMessageSearch(q), none);
    const outsideOfQuotes = expression.replaceAll(/"[\p{L}\p{N} ]*"/gu, '');
    expect(outsideOfQuotes).toMatch(/^words : ( AND words : )*( \*)?$/);
    for (const [, phrase = ''] of expression.matchAll(/"([^"]*)"/g)) {
      expect(phrase.split(' ').every((word) => word.startsWith(KEY))).toBe(true);
    }
  });

  it('asks for filters as words', () => {
    expect(
      matchExpression(COMPANY, readMessageSearch('oi'), {
        conversationIds: ['conv_0A', 'conv_0B'],
        channelId: 'ch_0C',
        authorId: 'usr_0D',
      }),
    ).toBe(`words : "${KEY}oi" * AND (facets : "0a" OR facets : "0b") AND facets : "0c" AND facets : "0d"`);
  });
});

describe('highlights', () => {
  it('stand on the text as it was written', () => {
    expect(marked('Não, a Ação do José (não JOSÉ!)', 'nao jose')).toEqual(['Não', 'José', 'não', 'JOSÉ']);
    expect(marked('pedidos e pedido', 'pedi')).toEqual(['pedidos', 'pedido']);
  });

  it('are one range per phrase, and never overlap', () => {
    expect(marked('a linen lamp, linen', '"linen lamp" linen')).toEqual(['linen lamp', 'linen']);
  });

  it('are null when a word is missing', () => {
    expect(marked('a lamp of linen', '"linen lamp"')).toBeNull();
  });
});

describe('the number of a message', () => {
  it('is in the order of time, and lies in the ranges of its time', () => {
    const atMs = Date.UTC(2026, 4, 12, 9, 30, 5, 999);
    const ids = createIds(
      () => atMs,
      (n) => crypto.getRandomValues(new Uint8Array(n)),
    );
    const [one, two, later] = [
      ids.message(atMs, atMs),
      ids.message(atMs, atMs + 1),
      ids.message(atMs + 1, atMs),
    ];
    expect(documentId(one) < documentId(later) && documentId(two) < documentId(later)).toBe(true);
    expect(documentId(one)).not.toBe(documentId(two));
    expect(documentId(one)).toBeLessThan(2n ** 63n);
    const { from, to } = documentRange(atMs - 999, atMs - 998);
    expect(from <= documentId(one) && documentId(one) < to).toBe(true);
    expect(documentRange(undefined, undefined)).toEqual({ from: 0n, to: 2n ** 63n - 1n });
    expect(documentRange(8_640_000_000_000_000, 8_640_000_000_000_000).to).toBeLessThan(2n ** 63n);
  });
});
