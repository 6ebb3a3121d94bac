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

export const contentKey = (companyId: string, { channelId, externalId }: ContentPlace) =>
  `${companyPrefix(companyId)}contents/${channelId}/${encodeURIComponent(externalId)}`;

/** Beside the file that it shows. */
export const thumbnailKey = (key: string) => `${key}.thumbnail`;
