/** An element of a WebM file. `end` is the file's end where the recorder did not know its length. */
export interface Element {
  id: number;
  /** Where its content begins and ends. */
  start: number;
  end: number;
  hasUnknownLength: boolean;
}

/** Reads the element at `at`, within `limit`; null where there is none whole enough to be read. Source: RFC 8794. */
export function readElement(bytes: Uint8Array, at: number, limit: number): Element | null {
  const idLength = lengthOf(bytes[at]);
  if (idLength === null || idLength > 4 || at + idLength >= limit) return null;
  let id = 0;
  for (let i = 0; i < idLength; i++) id = id * 256 + (bytes[at + i] ?? 0);
  const size = readSize(bytes, at + idLength, limit);
  if (size === null) return null;
  const start = at + idLength + size.length;
  const end = size.value === null ? limit : Math.min(start + size.value, limit);
  return { id, start, end, hasUnknownLength: size.value === null };
}

/** A number that says its own length; `value` is null where all its bits are set: not known. */
export function readSize(
  bytes: Uint8Array,
  at: number,
  limit: number,
): { value: number | null; length: number } | null {
  const length = lengthOf(bytes[at]);
  if (length === null || at + length > limit) return null;
  let value = (bytes[at] ?? 0) & (0xff >> length);
  let isAllOnes = value === 0xff >> length;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i] ?? 0;
    isAllOnes &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value: isAllOnes ? null : value, length };
}

export function readUnsigned(bytes: Uint8Array, { start, end }: Element): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 256 + (bytes[at] ?? 0);
  return value;
}

/** The leading zeros of the first byte say how many bytes a number has. */
function lengthOf(first: number | undefined): number | null {
  if (first === undefined || first === 0) return null;
  return Math.clz32(first) - 23;
}
