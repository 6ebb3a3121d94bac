import { createSha256 } from '../../platform/security/sha256.ts';

/** Everything of a company lies under its own prefix: a key that does not begin with it is nobody's. */
export const companyPrefix = (companyId: string) => `company/${companyId}/`;

export const messageFileKey = (companyId: string, ref: { conversationId: string; id: string }) =>
  `${companyPrefix(companyId)}messages/${ref.conversationId}/${ref.id}`;

export const uploadKey = (companyId: string, uploadId: string) =>
  `${companyPrefix(companyId)}uploads/${uploadId}`;

/** A message's name at the provider, which it keeps whatever becomes of its conversation. */
export interface ContentPlace {
  channelId: string;
  externalId: string;
}

/** By a hash of the name: written out, one of 256 characters can be longer than a key of R2 may be (1,024 bytes). */
export function contentKey(companyId: string, { channelId, externalId }: ContentPlace): string {
  const hash = createSha256();
  hash.update(new TextEncoder().encode(externalId));
  return `${companyPrefix(companyId)}contents/${channelId}/${hash.hex()}`;
}

/** Beside the file that it shows. */
export const thumbnailKey = (key: string) => `${key}.thumbnail`;
