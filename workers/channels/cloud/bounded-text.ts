/** Text of at most so many characters; null when there is none. */
export function clipped(text: string | null | undefined, characters: number): string | null {
  if (text === null || text === undefined || text === '') return null;
  const part = storable(text).slice(0, characters);
  // Cut through a surrogate pair: its first half goes too.
  return part.isWellFormed() ? part : part.slice(0, -1);
}

/** A NUL would end the text for SQLite's JSON functions, and half a surrogate pair is no text at all. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

/** JSON text, or nothing: nesting that JSON.parse takes can be too deep for JSON.stringify (it throws at 10,000). */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

/** JSON text of at most so many bytes of UTF-8; null when it is larger, or cannot be written. */
export function jsonWithin(value: unknown, maxBytes: number): string | null {
  const text = jsonOf(value);
  // No text of fewer characters is longer than this in UTF-8: most need not be measured.
  if (text !== '' && text.length * 3 <= maxBytes) return text;
  return text === '' || new TextEncoder().encode(text).length > maxBytes ? null : text;
}
