import { describe, expect, it } from 'vitest';
import { insertText, markOfKey, slashWord, toggleMark, type FieldText } from './text-edits.rules.ts';

/** `[` and `]` stand for the selection. */
const field = (marked: string): FieldText => {
  const start = marked.indexOf('[');
  return { text: marked.replace(/[[\]]/g, ''), start, end: marked.indexOf(']') - 1 };
};
const marked = ({ text, start, end }: FieldText) =>
  `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;

describe('a mark', () => {
  it.each([
    ['goes around what is selected', 'a [walnut] table', 'a *[walnut]* table'],
    ['leaves blanks at the edges outside', 'a[ walnut  ]table', 'a *[walnut]*  table'],
    ['waits around the caret for what is written next', 'a []', 'a *[]*'],
    ['is taken away from around what is selected', 'a *[walnut]* table', 'a [walnut] table'],
    ['is taken away from what is selected with it', 'a [*walnut*] table', 'a [walnut] table'],
  ])('%s', (_, before, after) => {
    expect(marked(toggleMark(field(before), '*'))).toBe(after);
  });

  it('comes back as it was when toggled twice', () => {
    const once = toggleMark(field('a [walnut] table'), '```');
    expect([marked(once), marked(toggleMark(once, '```'))]).toEqual([
      'a ```[walnut]``` table',
      'a [walnut] table',
    ]);
  });

  it('is asked for with the keys that people know', () => {
    const press = (key: string, held: Partial<KeyboardEvent>) =>
      markOfKey({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });
    expect([
      press('b', { ctrlKey: true }),
      press('i', { metaKey: true }),
      press('X', { ctrlKey: true, shiftKey: true }),
      press('b', {}),
      press('b', { ctrlKey: true, altKey: true }),
      press('x', { ctrlKey: true }),
    ]).toEqual(['*', '_', '~', null, null, null]);
  });
});

it('what is inserted takes the place of the selection, and the caret goes behind it', () => {
  expect(marked(insertText(field('Hi [there]!'), '👋🏽'))).toBe('Hi 👋🏽[]!');
});

describe('a word with a slash', () => {
  it.each([
    ['at the beginning', '/', { query: '', at: 0 }],
    ['behind a blank', 'Hello /tha', { query: 'tha', at: 6 }],
    ['on a line of its own', 'Hello\n/olá', { query: 'olá', at: 6 }],
  ])('is one %s', (_, text, word) => {
    expect(slashWord(text, text.length)).toEqual(word);
  });

  it.each(['and/or', 'https://', '/thanks a', '5/', ''])('is none in “%s”', (text) => {
    expect(slashWord(text, text.length)).toBeNull();
  });
});
