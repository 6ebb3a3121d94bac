import type { StoppedSends } from '../../../../workers/contracts/api/stopped-sends.ts';

/** How many messages, as the beginning of a sentence. */
export const sendableWords = (count: number, hasMore: boolean): string => {
  if (hasMore) return `More than ${count.toLocaleString('en')} messages`;
  return count === 1 ? 'One message' : `${count.toLocaleString('en')} messages`;
};

/** What is left for a person to look at in its thread; null where that is nothing. */
export const leftWords = ({ followed, closed }: Pick<StoppedSends, 'followed' | 'closed'>): string | null => {
  const parts = [
    followed === 0 ? null : `${followed.toLocaleString('en')} where something was written since`,
    closed === 0
      ? null
      : `${closed.toLocaleString('en')} that only a template reaches, or that another app has`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `Left to their threads: ${parts.join(', and ')}.`;
};
