import { hasAt, viewOf } from './bytes.ts';

/** Opus counts time in 48,000ths of a second whatever was recorded. Source: RFC 7845. */
const OPUS_RATE = 48_000;

/** How long an Ogg/Opus recording is, in milliseconds, from its last page; null where that cannot be told. */
export function measureOggOpus(bytes: Uint8Array): number | null {
  const head = findHead(bytes);
  if (head === null) return null;
  for (let at = bytes.length - 27; at >= 0; at--) {
    if (bytes[at] !== 0x4f || !hasAt(bytes, at, 'OggS')) continue;
    const granule = viewOf(bytes).getBigUint64(at + 6, true);
    // All ones: no packet ends on the page.
    if (granule === 0xffff_ffff_ffff_ffffn) continue;
    const samples = Number(granule) - head.preSkip;
    return samples > 0 && samples < OPUS_RATE * 86_400 ? Math.round((samples * 1_000) / OPUS_RATE) : null;
  }
  return null;
}

function findHead(bytes: Uint8Array): { preSkip: number } | null {
  if (!hasAt(bytes, 0, 'OggS')) return null;
  const at = 27 + (bytes[26] ?? 0);
  if (!hasAt(bytes, at, 'OpusHead') || at + 12 > bytes.length) return null;
  return { preSkip: viewOf(bytes).getUint16(at + 10, true) };
}
