import { viewOf } from './bytes.ts';

export interface IsoMeasures {
  durationMs: number | null;
  width: number | null;
  height: number | null;
}

/** How deep boxes are looked into. */
const CONTAINERS = new Set(['moov', 'trak']);
const NOTHING: IsoMeasures = { durationMs: null, width: null, height: null };

/** Length and size of an MPEG-4 or 3GPP file, where its index is in these bytes. Source: ISO/IEC 14496-12. */
export function measureIso(bytes: Uint8Array): IsoMeasures {
  const measures = { ...NOTHING };
  readBoxes(bytes, 0, bytes.length, measures);
  return measures;
}

function readBoxes(bytes: Uint8Array, from: number, to: number, measures: IsoMeasures): void {
  const view = viewOf(bytes);
  for (let at = from; at + 8 <= to;) {
    let size = view.getUint32(at);
    let head = 8;
    if (size === 1) {
      if (at + 16 > to) return;
      size = Number(view.getBigUint64(at + 8));
      head = 16;
    } else if (size === 0) {
      size = to - at;
    }
    if (size < head) return;
    const end = Math.min(at + size, to);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const isWhole = at + size <= to;
    if (CONTAINERS.has(type)) readBoxes(bytes, at + head, end, measures);
    else if (type === 'mvhd' && isWhole) measures.durationMs = durationOf(view, at + head, end);
    else if (type === 'tkhd' && isWhole) readTrack(view, at + head, end, measures);
    at += size;
  }
}

function durationOf(view: DataView, at: number, end: number): number | null {
  const isLong = view.getUint8(at) === 1;
  if (at + (isLong ? 32 : 20) > end) return null;
  const rate = view.getUint32(at + (isLong ? 20 : 12));
  const units = isLong ? Number(view.getBigUint64(at + 24)) : view.getUint32(at + 16);
  const durationMs = rate === 0 ? 0 : Math.round((units * 1_000) / rate);
  return durationMs > 0 && durationMs < 86_400_000 ? durationMs : null;
}

/** The size stands at the end of the track's head, in 16.16 fixed point; sound has none. */
function readTrack(view: DataView, at: number, end: number, measures: IsoMeasures): void {
  const sizeAt = at + (view.getUint8(at) === 1 ? 88 : 76);
  if (sizeAt + 8 > end || measures.width !== null) return;
  const width = view.getUint32(sizeAt) >>> 16;
  const height = view.getUint32(sizeAt + 4) >>> 16;
  if (width === 0 || height === 0) return;
  measures.width = width;
  measures.height = height;
}
