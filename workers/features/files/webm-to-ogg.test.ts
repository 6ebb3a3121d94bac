import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  nat,
  pre,
  property,
  tuple,
  uint8Array,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii, joined, viewOf } from './bytes.ts';
import { FileRefusal } from './file-refusal.ts';
import { measureOggOpus } from './measure-audio.ts';
import { oggChecksum, packetSamples } from './ogg-opus.ts';
import { webmToOgg } from './webm-to-ogg.ts';

type Bytes = Uint8Array;

/** An element with its length in 1, 2 or 8 bytes, or, as browsers write what they have not ended yet, unknown. */
function element(id: number[], content: Bytes, length: 'short' | 'long' | 'unknown' = 'long'): Bytes {
  if (length === 'unknown')
    return joined([Uint8Array.from([...id, 0x01, ...Array<number>(7).fill(0xff)]), content]);
  if (length === 'short' && content.length < 127) {
    return joined([Uint8Array.from([...id, 0x80 | content.length]), content]);
  }
  const size = new Uint8Array(8);
  viewOf(size).setBigUint64(0, BigInt(content.length));
  size[0] = 0x01;
  return joined([Uint8Array.from(id), size, content]);
}

const HEAD = joined([ascii('OpusHead'), Uint8Array.of(1, 2, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0)]);

interface Shape {
  packets: Bytes[][];
  length: 'long' | 'unknown';
  isGrouped: boolean;
  codec?: string;
}

function webm({ packets, length, isGrouped, codec = 'A_OPUS' }: Shape): Bytes {
  const track = element(
    [0xae],
    joined([
      element([0xd7], Uint8Array.of(1), 'short'),
      element([0x86], ascii(codec), 'short'),
      element([0x63, 0xa2], HEAD, 'short'),
    ]),
  );
  const block = (packet: Bytes) => {
    const content = joined([Uint8Array.of(0x81, 0, 0, 0x80), packet]);
    return isGrouped ? element([0xa0], element([0xa1], content)) : element([0xa3], content);
  };
  const clusters = packets.map((list) =>
    element(
      [0x1f, 0x43, 0xb6, 0x75],
      joined([element([0xe7], Uint8Array.of(0), 'short'), ...list.map(block)]),
      length,
    ),
  );
  const segment = joined([element([0x16, 0x54, 0xae, 0x6b], track), ...clusters]);
  return joined([
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], ascii('webm'), 'short'), 'short'),
    element([0x18, 0x53, 0x80, 0x67], segment, length),
  ]);
}

interface Page {
  flags: number;
  granule: number;
  number: number;
  packets: Bytes[];
}

/** Reads an Ogg file by the book, independently of how it is written: every page whole, and its checksum right. */
function readOgg(bytes: Bytes): Page[] {
  const pages: Page[] = [];
  for (let at = 0; at < bytes.length;) {
    const view = viewOf(bytes);
    expect(new TextDecoder().decode(bytes.subarray(at, at + 4))).toBe('OggS');
    const count = bytes[at + 26] ?? 0;
    const lacing = bytes.subarray(at + 27, at + 27 + count);
    const end = at + 27 + count + lacing.reduce((sum, one) => sum + one, 0);
    const copy = bytes.slice(at, end);
    copy.fill(0, 22, 26);
    expect(view.getUint32(at + 22, true)).toBe(oggChecksum(copy));
    const packets: Bytes[] = [];
    let from = at + 27 + count;
    let length = 0;
    for (const one of lacing) {
      length += one;
      if (one === 255) continue;
      packets.push(bytes.slice(from, from + length));
      from += length;
      length = 0;
    }
    expect(length).toBe(0);
    pages.push({
      flags: bytes[at + 5] ?? 0,
      granule: Number(view.getBigUint64(at + 6, true)),
      number: view.getUint32(at + 18, true),
      packets,
    });
    at = end;
  }
  return pages;
}

const packet = tuple(
  integer({ min: 0, max: 31 }),
  constantFrom(0, 1, 2),
  uint8Array({ minLength: 1, maxLength: 1_300 }),
).map(([config, code, body]) => Uint8Array.from([(config << 3) | code, ...body]));

describe('a recording of a browser', () => {
  it('becomes an Ogg file with the same packets in the same order, as one channel, and the right times', () => {
    assert(
      property(
        array(array(packet, { maxLength: 40 }), { minLength: 1, maxLength: 5 }),
        constantFrom('long' as const, 'unknown' as const),
        boolean(),
        (packets, length, isGrouped) => {
          const sent = packets.flat();
          pre(sent.length > 0);
          const [head, tags, ...sound] = readOgg(webmToOgg(webm({ packets, length, isGrouped })));
          const mono = HEAD.slice();
          mono[9] = 1;
          expect(head).toEqual({ flags: 2, granule: 0, number: 0, packets: [mono] });
          expect(new TextDecoder().decode(tags?.packets[0]?.subarray(0, 8))).toBe('OpusTags');
          expect(sound.flatMap((page) => page.packets)).toEqual(sent);
          expect(sound.map(({ number }) => number)).toEqual(sound.map((_, index) => index + 2));
          expect(sound.map(({ flags }) => flags)).toEqual(
            sound.map((_, n) => (n === sound.length - 1 ? 4 : 0)),
          );
          let granule = 0x138;
          for (const page of sound) {
            granule += page.packets.reduce((sum, one) => sum + packetSamples(one), 0);
            expect(page.granule).toBe(granule);
          }
        },
      ),
      { numRuns: 150, seed: 5 },
    );
  });

  it('is measured by its last page', () => {
    // Config 31 is 20 ms of sound, one frame to a packet.
    const packets = [Array.from({ length: 150 }, () => Uint8Array.of(31 << 3, 1, 2, 3))];
    expect(measureOggOpus(webmToOgg(webm({ packets, length: 'unknown', isGrouped: false })))).toBe(3_000);
  });

  it.each([
    [
      'another codec',
      { packets: [[Uint8Array.of(1)]], length: 'long' as const, isGrouped: false, codec: 'A_VORBIS' },
    ],
    ['no sound', { packets: [[]], length: 'long' as const, isGrouped: false }],
  ])('with %s is refused', (_, shape) => {
    expect(() => webmToOgg(webm(shape))).toThrow(FileRefusal);
  });

  it('however it is damaged is read or refused, and never holds the reader up', () => {
    const whole = webm({
      packets: [[Uint8Array.of(248, 1, 2), Uint8Array.of(248, 3)]],
      length: 'unknown',
      isGrouped: true,
    });
    assert(
      property(nat(whole.length - 1), nat(255), nat(whole.length), (at, value, length) => {
        const damaged = whole.slice(0, length);
        if (at < length) damaged[at] = value;
        expect(['read', 'FileRefusal']).toContain(outcomeOf(damaged));
      }),
      { numRuns: 2_000, seed: 5 },
    );
  });

  it.each([
    ['SILK 10 ms', 0, 480],
    ['SILK 60 ms', 3, 2_880],
    ['hybrid 20 ms', 13, 960],
    ['CELT 2.5 ms', 16, 120],
    ['CELT 20 ms', 31, 960],
  ])('counts a packet of %s', (_, config, samples) => {
    expect(packetSamples(Uint8Array.of(config << 3))).toBe(samples);
    expect(packetSamples(Uint8Array.of((config << 3) | 3, 4))).toBe(samples * 4);
  });
});

it('the checksum of an Ogg page is the one of the format', () => {
  // The polynomial of RFC 3533 over "123456789", without reflection or final inversion.
  expect(oggChecksum(ascii('123456789'))).toBe(0x89a1897f);
});

function outcomeOf(damaged: Bytes): string {
  try {
    readOgg(webmToOgg(damaged));
    return 'read';
  } catch (error) {
    return error instanceof Error ? error.name : 'nonsense';
  }
}
