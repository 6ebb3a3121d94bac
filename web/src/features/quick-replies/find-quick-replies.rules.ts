import type { QuickReply } from '../../../../workers/contracts/api/quick-replies.ts';

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Those that match: first by the beginning of the shortcut, then by any part of it, then by their text. */
export const findQuickReplies = (all: readonly QuickReply[], query: string): readonly QuickReply[] => {
  const wanted = fold(query);
  if (wanted === '') return all;
  const rank = ({ shortcut, text }: QuickReply) => {
    const name = fold(shortcut);
    if (name.startsWith(wanted)) return 0;
    if (name.includes(wanted)) return 1;
    return fold(text).includes(wanted) ? 2 : 3;
  };
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .filter((entry) => entry.rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
};
