import { MAX_WAVEFORM_LENGTH, type Upload, type UploadQuery } from '../../contracts/api/media.ts';
import { SENDABLE_MEDIA, STILL_STICKER_MAX_BYTES } from '../../contracts/limits.ts';
import type { Context } from '../../context.ts';
import { inBucket } from '../../platform/bucket.ts';
import {
  assertNever,
  BadRequestError,
  PayloadTooLargeError,
  UnsupportedMediaTypeError,
  type AppError,
} from '../../platform/errors.ts';
import { readableFilename } from '../../platform/security/readable-filename.ts';
import { insertWakeups } from '../../platform/wakeups/queries.ts';
import type { Actor } from '../access/index.ts';
import { FileRefusal, tooLargeFile } from './file-refusal.ts';
import { thumbnailKey, uploadKey } from './keys.ts';
import { insertUpload } from './queries.ts';
import { forgottenAt, uploadOf, type UploadDetails } from './rules.ts';
import { WEBM_AUDIO } from './sniff-type.ts';
import { storeFile } from './store-file.ts';

/** Keeps a file that is to be sent, once its bytes are found to be what Meta takes as this kind. */
export async function createUpload(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'ids' | 'files' | 'log'>,
  actor: Actor,
  input: UploadQuery,
  request: Request,
): Promise<Upload> {
  const { kind } = input;
  const { maxBytes, mimeTypes } = SENDABLE_MEDIA[kind];
  const taken: readonly string[] = mimeTypes;
  if (Number(request.headers.get('content-length')) > maxBytes) throw refusalOf(tooLargeFile(maxBytes));
  if (request.body === null)
    throw refusalOf(new FileRefusal('empty', 'The body must be the bytes of the file.'));
  const { companyId } = actor;
  const createdAtMs = ctx.clock.nowMs();
  const id = ctx.ids.next('upl');
  const key = uploadKey(companyId, id);
  // Before the bytes: whatever becomes of the rest, they are looked for again.
  await ctx.directory.batch([
    insertWakeups(ctx.directory, [
      { dueAtMs: forgottenAt(createdAtMs), companyId, kind: 'upload.expire', ref: id },
    ]),
  ]);
  try {
    const { mimeType, sizeBytes, sha256, durationMs, ...known } = await storeFile(
      ctx,
      {
        key,
        kind,
        declaredType: request.headers.get('content-type'),
        maxBytes,
        expectedSha256: null,
        isTaken: (type) => taken.includes(type) || (kind === 'audio' && type === WEBM_AUDIO),
      },
      // Sound: a request's body is bytes.
      request.body as ReadableStream<Uint8Array>,
    );
    if (kind === 'sticker' && !known.animated && sizeBytes > STILL_STICKER_MAX_BYTES) {
      await inBucket(ctx.files.delete([key, thumbnailKey(key)]));
      throw tooLargeFile(STILL_STICKER_MAX_BYTES);
    }
    const details: UploadDetails = {
      ...known,
      durationMs: durationMs ?? input.durationMs ?? null,
      waveform: waveformOf(input.waveform),
      voice: kind === 'audio' && input.voice === 'true',
      takenAtMs: null,
    };
    const row = {
      id,
      kind,
      mimeType,
      sizeBytes,
      sha256,
      createdAtMs,
      filename: input.filename === undefined ? null : readableFilename(input.filename),
      details: JSON.stringify(details),
      createdById: actor.userId,
    };
    const db = ctx.tenant(companyId);
    await db.batch([insertUpload(db, row)]);
    return uploadOf({ companyId, ...row });
  } catch (error) {
    throw error instanceof FileRefusal ? refusalOf(error) : error;
  }
}

function refusalOf({ reason, problem }: FileRefusal): AppError {
  switch (reason) {
    case 'too_large':
      return new PayloadTooLargeError('file_too_large', problem);
    case 'wrong_type':
    case 'unreadable':
      return new UnsupportedMediaTypeError(`file_${reason}`, problem);
    case 'empty':
    case 'wrong_hash':
      return new BadRequestError(`file_${reason}`, problem);
    default:
      return assertNever(reason);
  }
}

/** As it is drawn: loudnesses from 0 to 100. */
function waveformOf(text: string | undefined): number[] | null {
  if (text === undefined) return null;
  return text
    .split(',')
    .slice(0, MAX_WAVEFORM_LENGTH)
    .map((one) => Math.min(100, Number(one)));
}
