import { hasAt } from './bytes.ts';
import { readElement, readSize, readUnsigned, type Element } from './ebml.ts';
import { FileRefusal } from './file-refusal.ts';
import { writeOggOpus } from './ogg-opus.ts';

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_NUMBER = 0xd7;
const CODEC = 0x86;
const CODEC_PRIVATE = 0x63a2;
const CLUSTER = 0x1f43b675;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const SIMPLE_BLOCK = 0xa3;
/** Elements that are looked into; all others are stepped over. */
const CONTAINERS = new Set([SEGMENT, TRACKS, CLUSTER, BLOCK_GROUP]);

interface Recording {
  track: { number: number; head: Uint8Array } | null;
  packets: Uint8Array[];
}

/**
 * Puts what a browser recorded (WebM with Opus) into the container that Meta takes as a voice note (Ogg), without
 * touching the sound. Throws `FileRefusal` for anything else. Source: Matroska (RFC 9559), Opus in Ogg (RFC 7845).
 */
export function webmToOgg(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (readElement(bytes, 0, bytes.length)?.id !== EBML) throw notARecording();
  const recording: Recording = { track: null, packets: [] };
  readInto(recording, bytes, 0, bytes.length);
  if (recording.track === null || recording.packets.length === 0) throw notARecording();
  return writeOggOpus(recording.track.head, recording.packets);
}

function readInto(recording: Recording, bytes: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to;) {
    const element = readElement(bytes, at, to);
    if (element === null) return;
    if (element.id === TRACK) readTrack(recording, bytes, element);
    else if (element.id === SIMPLE_BLOCK || element.id === BLOCK) readBlock(recording, bytes, element);
    else if (CONTAINERS.has(element.id)) {
      // Of unknown length: what follows is read as if it stood beside, which comes to the same.
      if (element.hasUnknownLength) {
        at = element.start;
        continue;
      }
      readInto(recording, bytes, element.start, element.end);
    }
    at = element.end;
  }
}

function readTrack(recording: Recording, bytes: Uint8Array, track: Element): void {
  let number = 0;
  let isOpus = false;
  let head: Uint8Array | null = null;
  for (let at = track.start; at < track.end;) {
    const element = readElement(bytes, at, track.end);
    if (element === null) break;
    if (element.id === TRACK_NUMBER) number = readUnsigned(bytes, element);
    if (element.id === CODEC) isOpus = hasAt(bytes.subarray(0, element.end), element.start, 'A_OPUS');
    if (element.id === CODEC_PRIVATE) head = bytes.subarray(element.start, element.end);
    at = element.end;
  }
  if (isOpus && head !== null && hasAt(head, 0, 'OpusHead') && head.length >= 19) {
    recording.track ??= { number, head };
  }
}

function readBlock(recording: Recording, bytes: Uint8Array, block: Element): void {
  const track = readSize(bytes, block.start, block.end);
  if (track === null || recording.track === null || track.value !== recording.track.number) return;
  const at = block.start + track.length + 3;
  const flags = bytes[at - 1] ?? 0;
  // Several packets in one block: no browser records so.
  if ((flags & 0x06) !== 0) throw notARecording();
  if (at < block.end) recording.packets.push(bytes.subarray(at, block.end));
}

const notARecording = () =>
  new FileRefusal('wrong_type', 'Only recordings with the Opus codec can be sent in this container.');
