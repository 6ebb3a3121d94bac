import { describe, expect, it } from 'vitest';
import { isFewEmoji, parseFormatting, withoutMarks, type TextNode } from './formatting.rules.ts';

const text = (value: string): TextNode => ({ kind: 'text', text: value });

describe('WhatsApp’s marks', () => {
  it('are read as bold, italic, strike, code and blocks', () => {
    expect(parseFormatting('a *b* _c_ ~d~ `e` ```f\ng```')).toEqual([
      text('a '),
      { kind: 'bold', children: [text('b')] },
      text(' '),
      { kind: 'italic', children: [text('c')] },
      text(' '),
      { kind: 'strike', children: [text('d')] },
      text(' '),
      { kind: 'code', text: 'e' },
      text(' '),
      { kind: 'block', text: 'f\ng' },
    ]);
  });

  it('may stand inside of each other', () => {
    expect(parseFormatting('*_both_*')).toEqual([
      { kind: 'bold', children: [{ kind: 'italic', children: [text('both')] }] },
    ]);
  });

  it.each(['2*3*4', 'snake_case_name', '* a *', '*a', '**', '~', '``````', 'a*b*', '*a\nb*'])(
    'are plain text in %j',
    (source) => {
      expect(withoutMarks(source)).toBe(source.replaceAll(/\s+/g, ' ').trim());
      expect(parseFormatting(source).every((node) => node.kind === 'text')).toBe(true);
    },
  );

  it('never hide anything: without its marks every text is still there', () => {
    expect(withoutMarks('*Pix* is _fine_, see https://a.example/x_y_z.')).toBe(
      'Pix is fine, see https://a.example/x_y_z.',
    );
  });

  it('are read to the end, however hostile the text', () => {
    for (const source of [
      '*a '.repeat(1365),
      '*_~'.repeat(1365),
      '`'.repeat(4096),
      '*a_b~c'.repeat(682),
      'w'.repeat(4096),
    ]) {
      expect(withoutMarks(source)).not.toBe('');
    }
  });
});

describe('links', () => {
  it('end before the sentence’s own signs', () => {
    expect(parseFormatting('See https://a.example/b?c=d, or (www.b.example).')).toEqual([
      text('See '),
      { kind: 'link', text: 'https://a.example/b?c=d', href: 'https://a.example/b?c=d' },
      text(', or ('),
      { kind: 'link', text: 'www.b.example', href: 'https://www.b.example' },
      text(').'),
    ]);
  });

  it('are only ever web addresses', () => {
    // oxlint-disable-next-line no-script-url -- the very thing that must not become a link
    expect(
      parseFormatting('javascript:alert(1) data:text/html,x').every((node) => node.kind === 'text'),
    ).toBe(true);
  });
});

describe('large emoji', () => {
  it.each(['😂', '😂😂😂', '👨‍👩‍👧', '❤️', '🇧🇷'])('are %s', (emoji) => {
    expect(isFewEmoji(emoji)).toBe(true);
  });
  it.each(['😂😂😂😂', 'ok 😂', '123', '', '#1'])('are not %j', (other) => {
    expect(isFewEmoji(other)).toBe(false);
  });
});
