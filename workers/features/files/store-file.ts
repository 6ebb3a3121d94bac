import type { MediaKind } from '../../contracts/api/media.ts';
import type { Context } from '../../context.ts';
import { inBucket } from '../../platform/bucket.ts';
import { createSha256 } from '../../platform/security/sha256.ts';
import { joined } from './bytes.ts';
import { isCleanable } from './clean-image.ts';
import { FileRefusal, tooLargeFile } from './file-refusal.ts';
import { prepareFile, type PreparedFile } from './prepare-file.ts';
import { sniffType, SNIFFED_BYTES, WEBM_AUDIO } from './sniff-type.ts';
import { storeThumbnail } from './store-thumbnail.ts';

/** Part of a large file that is held in memory, in bytes. R2 takes parts of at least 5 MB, all but the last alike. */
const PART_BYTES = 8 * 1_024 * 1_024;
/** The largest file that is held as a whole to be worked on, in bytes. Ours: several are, in 128 MB. */
const WHOLE_BYTES = 16 * 1_024 * 1_024;

export interface IncomingFile {
  key: string;
  kind: MediaKind;
  /** What somebody says it is. */
  declaredType: string | null;
  maxBytes: number;
  /** What its bytes must sum up to, in hex or base64; null where nobody says. */
  expectedSha256: string | null;
  /** Whether bytes of this type are taken as this kind. */
  isTaken: (mimeType: string) => boolean;
}

/** What is known of a file that is stored. */
export type StoredFile = Omit<PreparedFile, 'bytes'> & {
  sizeBytes: number;
  /** Of the bytes as they came, in hex. */
  sha256: string;
  hasThumbnail: boolean;
};

/**
 * Stores a file as it comes, never holding a large one; nothing is there until its type, size and sum have been found
 * right. Throws `FileRefusal`. The same file again overwrites the same object.
 */
export async function storeFile(
  ctx: Pick<Context, 'files' | 'log'>,
  file: IncomingFile,
  chunks: AsyncIterable<Uint8Array>,
): Promise<StoredFile> {
  const hash = createSha256();
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let totalBytes = 0;
  let mimeType: string | null = null;
  let large: LargeFile | null = null;
  /** What speaks against the bytes, unless they turn out to be others than were announced. */
  let refusal: FileRefusal | null = null;
  try {
    for await (const chunk of chunks) {
      totalBytes += chunk.length;
      if (totalBytes > file.maxBytes) throw tooLargeFile(file.maxBytes);
      hash.update(chunk);
      if (refusal !== null) continue;
      held.push(chunk);
      heldBytes += chunk.length;
      if (mimeType === null && heldBytes >= SNIFFED_BYTES) {
        mimeType = typeOf(held, file);
        refusal = refusalOf(mimeType, file);
        if (refusal !== null && file.expectedSha256 === null) throw refusal;
        if (refusal !== null) continue;
      }
      if (mimeType === null || heldBytes < PART_BYTES) continue;
      if (isWorkedOn(mimeType) && heldBytes <= WHOLE_BYTES) continue;
      large ??= await beginLarge(ctx, file.key, mimeType);
      const all = joined(held);
      let at = 0;
      for (; all.length - at >= PART_BYTES; at += PART_BYTES)
        await large.add(all.subarray(at, at + PART_BYTES));
      held = [all.slice(at)];
      heldBytes = all.length - at;
    }
    if (totalBytes === 0) throw new FileRefusal('empty', 'The file is empty.');
    mimeType ??= typeOf(held, file);
    refusal ??= refusalOf(mimeType, file);
    const sha256 = hash.hex();
    if (file.expectedSha256 !== null && hexOf(file.expectedSha256) !== sha256) {
      throw new FileRefusal('wrong_hash', 'The file was damaged on its way.');
    }
    if (refusal !== null) throw refusal;
    const bytes = joined(held);
    if (large !== null) {
      await large.finish(bytes);
      const unknown = { width: null, height: null, durationMs: null, animated: false };
      return { ...unknown, mimeType, sha256, sizeBytes: totalBytes, hasThumbnail: false };
    }
    const { bytes: kept, ...known } = prepareFile(bytes, mimeType);
    await inBucket(ctx.files.put(file.key, kept, { httpMetadata: { contentType: known.mimeType } }));
    const hasThumbnail = await storeThumbnail(ctx, file.key, { bytes: kept, ...known });
    return { ...known, sha256, sizeBytes: kept.length, hasThumbnail };
  } catch (error) {
    await large?.abort();
    throw error;
  }
}

const isWorkedOn = (mimeType: string) => isCleanable(mimeType) || mimeType === WEBM_AUDIO;

function typeOf(held: readonly Uint8Array[], { kind, declaredType }: IncomingFile): string {
  return sniffType(joined(held).subarray(0, SNIFFED_BYTES), kind, declaredType);
}

function refusalOf(mimeType: string, { kind, isTaken }: IncomingFile): FileRefusal | null {
  if (isTaken(mimeType)) return null;
  return new FileRefusal('wrong_type', `These bytes are ${mimeType}, which is not taken as ${kind}.`);
}

interface LargeFile {
  add(part: Uint8Array): Promise<void>;
  finish(rest: Uint8Array): Promise<void>;
  abort(): Promise<void>;
}

async function beginLarge(
  ctx: Pick<Context, 'files' | 'log'>,
  key: string,
  contentType: string,
): Promise<LargeFile> {
  const upload = await inBucket(ctx.files.createMultipartUpload(key, { httpMetadata: { contentType } }));
  const parts: R2UploadedPart[] = [];
  const add = async (part: Uint8Array) => {
    parts.push(await inBucket(upload.uploadPart(parts.length + 1, part)));
  };
  return {
    add,
    async finish(rest) {
      if (rest.length > 0) await add(rest);
      await inBucket(upload.complete(parts));
    },
    async abort() {
      // R2 forgets parts that were never put together after a week by itself.
      await upload.abort().catch((error: unknown) => ctx.log.warn('files.parts_not_aborted', { error }));
    },
  };
}

/** Meta writes base64 in most places and hex in some. */
function hexOf(sum: string): string {
  if (/^[0-9a-f]{64}$/i.test(sum)) return sum.toLowerCase();
  try {
    const base64 = sum.replaceAll('-', '+').replaceAll('_', '/');
    return Array.from(atob(base64), (one) => one.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  } catch {
    return sum;
  }
}
