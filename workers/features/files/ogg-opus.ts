import { ascii, joined, viewOf } from './bytes.ts';

const STREAM_SERIAL = 0x52454341;
/** Opus counts time in 48,000ths of a second. */
const RATE_PER_MS = 48;
const FIRST_PAGE = 0x02;
const LAST_PAGE = 0x04;
const MAX_SEGMENTS = 255;
/** About a second of voice in a page, so that a player can jump. */
const SAMPLES_PER_PAGE = 1_000 * RATE_PER_MS;

/**
 * An Ogg file of these Opus packets. `head` is the `OpusHead` that came with them; it is made to say one channel, which
 * Meta asks of voice notes, and which every decoder turns any Opus packet into. Source: RFC 3533, RFC 7845.
 */
export function writeOggOpus(head: Uint8Array, recorded: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  // What is longer than a page is no Opus packet: its frames have at most 1,275 bytes.
  const packets = recorded.filter((packet) => packet.length > 0 && segmentsOf(packet) <= MAX_SEGMENTS);
  const mono = head.slice(0, 19);
  mono[9] = 1;
  mono[18] = 0;
  const vendor = ascii('Recado');
  const tags = joined([ascii('OpusTags'), length32(vendor), vendor, Uint8Array.of(0, 0, 0, 0)]);
  const pages: Uint8Array[] = [page(0, FIRST_PAGE, 0n, [mono]), page(1, 0, 0n, [tags])];
  const preSkip = viewOf(mono).getUint16(10, true);

  let granule = BigInt(preSkip);
  let held: Uint8Array[] = [];
  let segments = 0;
  let samples = 0;
  const flush = (flags: number) => {
    pages.push(page(pages.length, flags, granule, held));
    held = [];
    segments = 0;
    samples = 0;
  };
  for (const [index, packet] of packets.entries()) {
    const needed = segmentsOf(packet);
    if (held.length > 0 && (segments + needed > MAX_SEGMENTS || samples >= SAMPLES_PER_PAGE)) flush(0);
    held.push(packet);
    segments += needed;
    const duration = packetSamples(packet);
    samples += duration;
    granule += BigInt(duration);
    if (index === packets.length - 1) flush(LAST_PAGE);
  }
  return joined(pages);
}

/** How long a packet sounds, in 48,000ths of a second, from its first bytes. Source: RFC 6716, section 3.1. */
export function packetSamples(packet: Uint8Array): number {
  const [toc = 0, count = 0] = packet;
  const config = toc >> 3;
  const frames = [1, 2, 2, count & 0x3f][toc & 3] ?? 1;
  return frames * frameSamples(config);
}

function frameSamples(config: number): number {
  if (config < 12) return ([10, 20, 40, 60][config & 3] ?? 20) * RATE_PER_MS;
  if (config < 16) return ([10, 20][config & 1] ?? 20) * RATE_PER_MS;
  return ([2.5, 5, 10, 20][config & 3] ?? 20) * RATE_PER_MS;
}

/** A packet's length is written in bytes of 255; a last one below says that it ends. */
const segmentsOf = (packet: Uint8Array) => Math.floor(packet.length / 255) + 1;

function page(number: number, flags: number, granule: bigint, packets: readonly Uint8Array[]): Uint8Array {
  const lacing = packets.flatMap((packet) => [
    ...Array.from({ length: segmentsOf(packet) - 1 }, () => 255),
    packet.length % 255,
  ]);
  const bytes = joined([new Uint8Array(27), Uint8Array.from(lacing), ...packets]);
  const view = viewOf(bytes);
  bytes.set(ascii('OggS'));
  bytes[5] = flags;
  view.setBigUint64(6, granule, true);
  view.setUint32(14, STREAM_SERIAL, true);
  view.setUint32(18, number, true);
  bytes[26] = lacing.length;
  view.setUint32(22, oggChecksum(bytes), true);
  return bytes;
}

function length32(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  viewOf(length).setUint32(0, bytes.length, true);
  return length;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc >>> 0;
});

/** The checksum of a page, whose own field is zero meanwhile. */
export function oggChecksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) ^ (CRC_TABLE[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  return crc;
}
