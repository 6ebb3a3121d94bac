import type { Context } from '../../context.ts';
import { linksEndAt, signFile } from './file-token.ts';
import { thumbnailKey } from './keys.ts';

export interface LinkableFile {
  companyId: string;
  key: string;
  mimeType: string;
  filename: string | null;
  hasThumbnail: boolean;
}

export interface FileLinks {
  url: string;
  thumbnailUrl: string | null;
  downloadUrl: string;
  expiresAtMs: number;
}

/** Addresses under which whoever has them gets the file for a short time. A browser sends no headers with an image. */
export async function linkFile(
  ctx: Pick<Context, 'config' | 'clock'>,
  { companyId, key, mimeType, filename, hasThumbnail }: LinkableFile,
): Promise<FileLinks> {
  const file = { companyId, key, mimeType, filename, save: false };
  const [shown, saved, thumbnail] = await Promise.all([
    signFile(ctx, file),
    signFile(ctx, { ...file, save: true }),
    hasThumbnail ? signFile(ctx, { ...file, key: thumbnailKey(key), mimeType: 'image/jpeg' }) : null,
  ]);
  return {
    url: `/media/${shown}`,
    thumbnailUrl: thumbnail === null ? null : `/media/${thumbnail}`,
    downloadUrl: `/media/${saved}`,
    expiresAtMs: linksEndAt(ctx.clock.nowMs()),
  };
}
