import { expect, it } from 'vitest';
import { EMOJI_GROUPS } from './emoji-data.ts';
import { findEmoji, withRecent } from './emoji-search.rules.ts';

it('every group holds emoji, and none holds bare skin tones', () => {
  expect(EMOJI_GROUPS.map(({ emojis }) => emojis.length > 20)).toEqual(EMOJI_GROUPS.map(() => true));
  expect(EMOJI_GROUPS.flatMap(({ emojis }) => emojis).some(({ emoji }) => emoji === '🏽')).toBe(false);
});

it('emoji are found by their names and by what they stand for', () => {
  const found = (query: string) => findEmoji(EMOJI_GROUPS, query).map(({ emoji }) => emoji);
  expect(found('thumbs up')).toContain('👍️');
  expect(found('brazil')).toContain('🇧🇷');
  expect(found('party').slice(0, 6)).toContain('🎉');
  expect(found('rocket')[0]).toBe('🚀');
  expect(found('qqqq')).toEqual([]);
});

it('the emoji used last come first, each once', () => {
  expect(withRecent(['a', 'b', 'c'], 'c')).toEqual(['c', 'a', 'b']);
});
