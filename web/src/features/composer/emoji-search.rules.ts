import type { Emoji, EmojiGroup } from './emoji-data.ts';

const MAX_FOUND = 120;

/** Emoji of which every wanted word begins a word; those whose name begins so come first. */
export const findEmoji = (groups: readonly EmojiGroup[], query: string): readonly Emoji[] => {
  const wanted = query.toLowerCase().trim().split(/\s+/);
  const fits = (one: Emoji) => {
    const words = one.words.split(/[\s-]+/);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  };
  const first = wanted[0] ?? '';
  return groups
    .flatMap(({ emojis }) => emojis)
    .filter(fits)
    .toSorted((a, b) => Number(b.name.startsWith(first)) - Number(a.name.startsWith(first)))
    .slice(0, MAX_FOUND);
};

const MAX_RECENT = 24;

/** What was used last, the newest first; `used` moves to the front. */
export const withRecent = (recent: readonly string[], used: string): string[] =>
  [used, ...recent.filter((one) => one !== used)].slice(0, MAX_RECENT);
