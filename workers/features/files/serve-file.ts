import type { Context } from '../../context.ts';
import { inBucket } from '../../platform/bucket.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { readableFilename } from '../../platform/security/readable-filename.ts';
import { readFileToken, linksEndAt, type FileClaims } from './file-token.ts';
import { companyPrefix } from './keys.ts';
import { readRange } from './read-range.ts';

/** What a browser shows without running anything of it. Everything else is only ever saved. */
const SHOWN = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/amr',
  'video/mp4',
  'video/3gpp',
]);

/** The bytes that a link stands for. What it says is signed, so it is of the company that was given it. */
export async function serveFile(
  ctx: Pick<Context, 'config' | 'clock' | 'files'>,
  token: string,
  request: Request,
): Promise<Response> {
  const file = await readFileToken(ctx, token);
  if (file === null || !file.key.startsWith(companyPrefix(file.companyId))) throw new NotFoundError('file');
  const stored = await inBucket(ctx.files.head(file.key));
  if (stored === null) throw new NotFoundError('file');
  const headers = headersOf(file, stored, linksEndAt(ctx.clock.nowMs()) - ctx.clock.nowMs());
  if (knows(request.headers.get('if-none-match'), stored.httpEtag))
    return new Response(null, { status: 304, headers });

  const ifRange = request.headers.get('if-range');
  const asked = ifRange === null || ifRange === stored.httpEtag ? request.headers.get('range') : null;
  const range = readRange(asked, stored.size);
  if (range.kind === 'none') {
    headers.set('content-range', `bytes */${stored.size}`);
    return new Response(null, { status: 416, headers });
  }
  const object = await inBucket(
    ctx.files.get(file.key, range.kind === 'all' ? {} : { range, onlyIf: { etagMatches: stored.etag } }),
  );
  // Replaced or erased between the two looks.
  if (object === null || !('body' in object)) throw new NotFoundError('file');
  if (range.kind === 'all') {
    headers.set('content-length', String(object.size));
    return new Response(object.body, { headers });
  }
  headers.set('content-length', String(range.length));
  headers.set('content-range', `bytes ${range.offset}-${range.offset + range.length - 1}/${stored.size}`);
  return new Response(object.body, { status: 206, headers });
}

function headersOf(file: FileClaims, stored: R2Object, livesMs: number): Headers {
  const isShown = SHOWN.has(file.mimeType) && !file.save;
  return new Headers({
    'content-type': SHOWN.has(file.mimeType) ? file.mimeType : 'application/octet-stream',
    'content-disposition': `${isShown ? 'inline' : 'attachment'}${filenameOf(file)}`,
    'accept-ranges': 'bytes',
    etag: stored.httpEtag,
    // No longer than the link lives, and in no cache that people share.
    'cache-control': `private, max-age=${Math.max(0, Math.floor(livesMs / 1_000))}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  });
}

/** Both spellings of RFC 6266: the plain one for old programs, without anything that ends a quoted text. */
function filenameOf(file: FileClaims): string {
  const filename = file.filename === null ? null : readableFilename(file.filename);
  if (filename === null) return '';
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function knows(header: string | null, etag: string): boolean {
  return (header ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
