const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const firstGrapheme = (word: string): string =>
  graphemes.segment(word)[Symbol.iterator]().next().value?.segment ?? '';

const isLetterOrDigit = /^[\p{L}\p{N}]/u;
const isEmoji = /^\p{Extended_Pictographic}|^\p{Regional_Indicator}/u;

/** One or two characters that stand for a name: letters of its first and last word, else its first emoji, else nothing. */
export const initialsOf = (name: string | null): string => {
  const words = (name ?? '').trim().split(/\s+/u).filter(Boolean);
  const letters = words.filter((word) => isLetterOrDigit.test(word));
  const first = letters[0];
  const last = letters.at(-1);
  if (first !== undefined && last !== undefined) {
    const one = firstGrapheme(first).toUpperCase();
    return letters.length > 1 ? one + firstGrapheme(last).toUpperCase() : one;
  }
  const emoji = words.find((word) => isEmoji.test(word));
  return emoji === undefined ? '' : firstGrapheme(emoji);
};

export const TONES = 8;

/** The same colour for the same id, on every screen. */
export const toneOf = (id: string): number => {
  let hash = 7;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % TONES;
};
