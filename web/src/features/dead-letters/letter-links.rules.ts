import type { DeadLetter } from '../../../../workers/contracts/api/dead-letters.ts';

export interface LetterLink {
  href: string;
  words: string;
}

/** Where a letter is opened: its company's list, or that of the deployment. */
export const letterHref = (id: string, isForeign = false): string =>
  `/operations/dead-letters?${isForeign ? 'of=deployment&' : ''}letter=${id}`;

/** Where what a job was about can be looked at. Of another company only a message's life may be. */
export const linksOf = (
  { companyId, ref }: Pick<DeadLetter, 'companyId' | 'ref'>,
  ownCompanyId: string,
): LetterLink[] => {
  const idOf = (name: string) => {
    const id = ref?.[name];
    return typeof id === 'string' ? encodeURIComponent(id) : null;
  };
  const isOwn = companyId === ownCompanyId;
  const link = (name: string, place: string, words: string): LetterLink[] => {
    const id = idOf(name);
    return id === null ? [] : [{ href: `${place}${id}`, words }];
  };
  const life = link('messageId', '/operations/message?id=', 'Follow its message');
  if (!isOwn)
    return companyId === null
      ? []
      : life.map(({ href, words }) => ({ href: `${href}&company=${companyId}`, words }));
  return [
    ...life,
    ...link('conversationId', '/inbox/', 'Open its conversation'),
    ...link('webhookId', '/operations/webhooks?webhook=', 'Open its webhook'),
    ...link('sourceId', '/events/', 'Open the source of its event'),
    ...link('channelId', '/channels/', 'Open its number'),
  ];
};
