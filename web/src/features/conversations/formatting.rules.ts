/** What a WhatsApp text says, as a tree: never as markup. */
export type TextNode =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: TextNode[] }
  | { kind: 'code' | 'block'; text: string }
  | { kind: 'link'; text: string; href: string };

const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const FENCE = '```';
const LINK = /https?:\/\/[^\s<>"]+|www\.[^\s<>"]+\.[^\s<>"]+/iuy;
const TRAILING = /[.,;:!?'")\]}*_~]+$/u;
const isWordCharacter = (character: string | undefined) =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);
const isSpace = (character: string | undefined) => character === undefined || /\s/u.test(character);

/** Reads WhatsApp's marks: *bold*, _italic_, ~strike~, `code`, ```block```, and links. Marks that do not close are text. */
export const parseFormatting = (source: string): TextNode[] => {
  const nodes: TextNode[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') nodes.push({ kind: 'text', text: plain });
    plain = '';
  };
  /** Marks known to have no end further on: each is searched for once, so hostile texts stay cheap. */
  const endless = new Set<string>();

  for (let at = 0; at < source.length;) {
    const character = source[at] ?? '';
    const taken =
      takeFence(source, at, endless) ??
      takeStyle(source, at, character, endless) ??
      takeLink(source, at, character);
    if (taken === null) {
      plain += character;
      at += 1;
    } else {
      flush();
      nodes.push(taken.node);
      at = taken.end;
    }
  }
  flush();
  return nodes;
};

/** The text without its marks, on one line, for previews and quotes. */
export const withoutMarks = (source: string): string =>
  plain(parseFormatting(source)).replaceAll(/\s+/g, ' ').trim();

const plain = (nodes: readonly TextNode[]): string =>
  nodes.map((node) => ('text' in node ? node.text : plain(node.children))).join('');

type Taken = { node: TextNode; end: number } | null;

const takeFence = (source: string, at: number, endless: Set<string>): Taken => {
  const mark = source.startsWith(FENCE, at) ? FENCE : source[at] === '`' ? '`' : null;
  if (mark === null || endless.has(mark)) return null;
  const close = source.indexOf(mark, at + mark.length);
  if (close === -1) {
    endless.add(mark);
    return null;
  }
  const text = source.slice(at + mark.length, close);
  if (text.trim() === '' || (mark === '`' && text.includes('\n'))) return null;
  const node: TextNode =
    mark === FENCE ? { kind: 'block', text: text.replace(/^\n|\n$/g, '') } : { kind: 'code', text };
  return { node, end: close + mark.length };
};

const takeStyle = (source: string, at: number, character: string, endless: Set<string>): Taken => {
  if (!isStyleMark(character) || endless.has(character)) return null;
  if (isWordCharacter(source[at - 1]) || isSpace(source[at + 1]) || source[at + 1] === character) return null;
  for (
    let close = source.indexOf(character, at + 1);
    close !== -1;
    close = source.indexOf(character, close + 1)
  ) {
    const inner = source.slice(at + 1, close);
    if (inner.includes('\n')) return null;
    if (isSpace(source[close - 1]) || isWordCharacter(source[close + 1])) continue;
    return { node: { kind: STYLES[character], children: parseFormatting(inner) }, end: close + 1 };
  }
  endless.add(character);
  return null;
};

const isStyleMark = (character: string): character is keyof typeof STYLES => character in STYLES;

const takeLink = (source: string, at: number, character: string): Taken => {
  if (
    (character !== 'h' && character !== 'H' && character !== 'w' && character !== 'W') ||
    isWordCharacter(source[at - 1])
  )
    return null;
  LINK.lastIndex = at;
  const match = LINK.exec(source)?.[0];
  if (match === undefined) return null;
  const text = match.replace(TRAILING, (tail) => (tail.startsWith(')') && match.includes('(') ? ')' : ''));
  const href = /^www\./iu.test(text) ? `https://${text}` : text;
  if (!URL.canParse(href)) return null;
  return { node: { kind: 'link', text, href }, end: at + text.length };
};

const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\p{Regional_Indicator}|\s)+$/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One to three emoji and nothing else: shown large, as WhatsApp does. */
export const isFewEmoji = (text: string): boolean => {
  if (text.length > 40 || !ONLY_EMOJI.test(text) || /^[\d#*\s]+$/.test(text)) return false;
  return [...graphemes.segment(text.replace(/\s/g, ''))].length <= 3;
};
