/** Small made-up files, byte by byte. */

const bytesOf = (...parts: (string | readonly number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> => {
  const lists = parts.map((part) =>
    typeof part === 'string' ? Array.from(part, (one) => one.charCodeAt(0)) : [...part],
  );
  return Uint8Array.from(lists.flat());
};

const u16 = (value: number) => [value >> 8, value & 0xff];
const u32 = (value: number) => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];

/** An EXIF block with an orientation and a place: 52 degrees 31 minutes north. */
export function exifWithPlace(orientation = 6): Uint8Array {
  const gps = 8 + 2 + 2 * 12 + 4;
  const latitude = gps + 2 + 2 * 12 + 4;
  return bytesOf(
    'MM',
    [0, 42],
    u32(8),
    u16(2),
    u16(0x0112),
    u16(3),
    u32(1),
    u16(orientation),
    u16(0),
    u16(0x8825),
    u16(4),
    u32(1),
    u32(gps),
    u32(0),
    u16(2),
    u16(1),
    u16(2),
    u32(2),
    'N',
    [0, 0, 0],
    u16(2),
    u16(5),
    u32(3),
    u32(latitude),
    u32(0),
    u32(52),
    u32(1),
    u32(31),
    u32(1),
    u32(0),
    u32(1),
  );
}

const segment = (marker: number, ...content: Parameters<typeof bytesOf>) => {
  const body = bytesOf(...content);
  return bytesOf([0xff, marker], u16(body.length + 2), body);
};

/** The coded data of `jpegWithPlace`: with a stuffed zero and a restart in it, which end nothing. */
export const JPEG_SCAN = [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56];

/** 3 by 2 pixels, turned by a quarter, with the place in EXIF, XMP, a comment, and behind its end. */
export function jpegWithPlace({ orientation = 6 }: { orientation?: number } = {}): Uint8Array<ArrayBuffer> {
  return bytesOf(
    [0xff, 0xd8],
    segment(0xe0, 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xe1, 'Exif\0\0', exifWithPlace(orientation)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', '<exif:GPSLatitude>52,31N</exif:GPSLatitude>'),
    segment(0xed, 'Photoshop 3.0\0', 'Secret Street'),
    segment(0xfe, 'taken at Secret Street'),
    segment(0xe2, 'ICC_PROFILE\0', [1, 1, 9, 9]),
    segment(0xc0, [8], u16(2), u16(3), [1, 1, 0x11, 0]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    JPEG_SCAN,
    [0xff, 0xd9],
    'moving picture with GPS 52,31N',
  );
}

/** The same picture as it must be kept: nothing but the turn is said of it. */
export function jpegWithoutPlace({
  orientation = 6,
}: { orientation?: number } = {}): Uint8Array<ArrayBuffer> {
  const turn = bytesOf(
    'MM',
    [0, 42],
    u32(8),
    u16(1),
    u16(0x0112),
    u16(3),
    u32(1),
    u16(orientation),
    u16(0),
    u32(0),
  );
  return bytesOf(
    [0xff, 0xd8],
    segment(0xe0, 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0]),
    orientation === 1 ? [] : segment(0xe1, 'Exif\0\0', turn),
    segment(0xe2, 'ICC_PROFILE\0', [1, 1, 9, 9]),
    segment(0xc0, [8], u16(2), u16(3), [1, 1, 0x11, 0]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    JPEG_SCAN,
    [0xff, 0xd9],
  );
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The checksum is not looked at by the one who takes chunks out. */
const pngChunk = (type: string, ...content: Parameters<typeof bytesOf>) => {
  const body = bytesOf(...content);
  return bytesOf(u32(body.length), type, body, [1, 2, 3, 4]);
};

export function pngWithPlace(): Uint8Array<ArrayBuffer> {
  return bytesOf(
    PNG_SIGNATURE,
    pngChunk('IHDR', u32(3), u32(2), [8, 6, 0, 0, 0]),
    pngChunk('tEXt', 'Comment\0Secret Street'),
    pngChunk('iTXt', 'XML:com.adobe.xmp\0GPSLatitude'),
    pngChunk('eXIf', exifWithPlace(1)),
    pngChunk('tIME', [7, 234, 11, 25, 1, 1, 1]),
    pngChunk('IDAT', [9, 9, 9]),
    pngChunk('IEND'),
    'GPS behind the end',
  );
}

export function pngWithoutPlace(): Uint8Array<ArrayBuffer> {
  return bytesOf(
    PNG_SIGNATURE,
    pngChunk('IHDR', u32(3), u32(2), [8, 6, 0, 0, 0]),
    pngChunk('IDAT', [9, 9, 9]),
    pngChunk('IEND'),
  );
}

const u32le = (value: number) => u32(value).toReversed();
const riffChunk = (type: string, ...content: Parameters<typeof bytesOf>) => {
  const body = bytesOf(...content);
  return bytesOf(type, u32le(body.length), body, body.length % 2 === 1 ? [0] : []);
};
const webp = (flags: number, ...chunks: Uint8Array[]) =>
  riffChunk('RIFF', 'WEBP', riffChunk('VP8X', [flags, 0, 0, 0, 2, 0, 0, 1, 0, 0]), ...chunks);
const PIXELS = riffChunk('VP8L', [0x2f, 2, 0x40, 0, 0, 1, 2, 3, 4, 5, 6]);

/** 3 by 2 pixels; the flags say EXIF and XMP. */
export const webpWithPlace = () =>
  webp(0x0c, PIXELS, riffChunk('EXIF', exifWithPlace(1)), riffChunk('XMP ', '<exif:GPSLatitude/>'));
export const webpWithoutPlace = () => webp(0, PIXELS);

export const pdf = () => bytesOf('%PDF-1.7\n', 'nothing to read', '\n%%EOF\n');

export async function sha256Of(bytes: Uint8Array, spelling: 'base64' | 'hex' = 'base64'): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
  return spelling === 'hex'
    ? Array.from(sum, (one) => one.toString(16).padStart(2, '0')).join('')
    : btoa(String.fromCharCode(...sum));
}
