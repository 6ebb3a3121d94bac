/** Which bytes are asked for: all, some of them, or such as the file does not have. */
export type ByteRange = { kind: 'all' } | { kind: 'some'; offset: number; length: number } | { kind: 'none' };

/**
 * One range of a `Range` header against a file's size. Several ranges, other units and nonsense give the whole file,
 * as RFC 9110 allows.
 */
export function readRange(header: string | null, sizeBytes: number): ByteRange {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return { kind: 'all' };
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? { kind: 'none' } : { kind: 'some', offset: sizeBytes - length, length };
  }
  const offset = Number(first);
  if (last !== '' && Number(last) < offset) return { kind: 'all' };
  if (offset >= sizeBytes) return { kind: 'none' };
  const end = last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  return { kind: 'some', offset, length: end - offset };
}
