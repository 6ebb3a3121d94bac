export { eraseMedia } from './erase-file.ts';
export { FileRefusal } from './file-refusal.ts';
export { linksEndAt } from './file-token.ts';
export { messageFileKey, thumbnailKey, uploadKey } from './keys.ts';
export { linkFile } from './link-file.ts';
export { isOfKind } from './sniff-type.ts';
export { storeFile, type StoredFile } from './store-file.ts';
