import compact from 'emojibase-data/en/compact.json';

export interface Emoji {
  emoji: string;
  name: string;
  /** Its name and what else it is looked up by, in lower case. */
  words: string;
}

export interface EmojiGroup {
  id: string;
  name: string;
  emojis: readonly Emoji[];
}

/** Emojibase's groups by their numbers, without the one of parts (skin tones, hair). */
const GROUPS: readonly { group: number; name: string }[] = [
  { group: 0, name: 'Smileys' },
  { group: 1, name: 'People' },
  { group: 3, name: 'Animals and nature' },
  { group: 4, name: 'Food and drink' },
  { group: 5, name: 'Travel' },
  { group: 6, name: 'Activities' },
  { group: 7, name: 'Objects' },
  { group: 8, name: 'Symbols' },
  { group: 9, name: 'Flags' },
];

const inOrder = compact.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));

/** All emoji, by group. Loaded only when somebody opens the picker. */
export const EMOJI_GROUPS: readonly EmojiGroup[] = GROUPS.map(({ group, name }) => ({
  id: String(group),
  name,
  emojis: inOrder
    .filter((one) => one.group === group)
    .map((one) => ({
      emoji: one.unicode,
      name: one.label,
      words: [one.label, ...(one.tags ?? [])].join(' ').toLowerCase(),
    })),
}));
