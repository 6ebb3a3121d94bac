/**
 * What changes the order in which a text is read, or cannot be seen. Source: Unicode, UAX 9 (explicit directional
 * formatting, and the marks beside it).
 */
const UNSEEN = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A file's name as its letters stand, so that it ends where it seems to end; null when nothing is left of it. */
export function readableFilename(name: string): string | null {
  const seen = name.replace(UNSEEN, '');
  return seen === '' ? null : seen;
}
