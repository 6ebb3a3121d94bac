export { linksEndAt } from './file-token.ts';
export { messageFileKey, thumbnailKey, uploadKey } from './keys.ts';
export { linkFile } from './link-file.ts';
