/** Characters kept before the first place that is marked. */
const LEAD = 36;
/** Longest snippet, in characters; two lines of the list. */
const LENGTH = 140;

export interface SnippetPart {
  text: string;
  isMarked: boolean;
}

/** The part of a text around its first highlight, in pieces; `highlights` are [start, end) in order. */
export const snippetOf = (
  text: string,
  highlights: readonly (readonly [number, number])[],
): SnippetPart[] => {
  const firstAt = highlights[0]?.[0] ?? 0;
  const from = startOf(text, firstAt);
  const to = endOf(text, from);
  const parts: SnippetPart[] = [];
  const add = (start: number, end: number, isMarked: boolean) => {
    const piece = text.slice(Math.max(from, start), Math.min(to, end)).replace(/\s+/g, ' ');
    if (piece !== '') parts.push({ text: piece, isMarked });
  };
  if (from > 0) parts.push({ text: '… ', isMarked: false });
  let at = from;
  for (const [start, end] of highlights) {
    add(at, start, false);
    add(start, end, true);
    at = Math.max(at, end);
  }
  add(at, text.length, false);
  if (to < text.length) parts.push({ text: ' …', isMarked: false });
  return parts;
};

/** A word's beginning not far before the mark; the text's own where that is near. */
const startOf = (text: string, markAt: number): number => {
  if (markAt <= LEAD) return 0;
  const from = markAt - LEAD;
  const blank = text.slice(from, markAt).search(/\s\S/);
  return blank === -1 ? wholeFrom(text, from) : from + blank + 1;
};

const endOf = (text: string, from: number): number =>
  text.length - from <= LENGTH ? text.length : wholeFrom(text, from + LENGTH);

/** Never between the halves of one character. */
const wholeFrom = (text: string, at: number): number =>
  /[\uDC00-\uDFFF]/.test(text.charAt(at)) && at > 0 ? at - 1 : at;
