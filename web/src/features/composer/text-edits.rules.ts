/** A field's text and what is selected in it. */
export interface FieldText {
  text: string;
  start: number;
  end: number;
}

/** Puts `added` in the place of what is selected. */
export const insertText = ({ text, start, end }: FieldText, added: string): FieldText => {
  const at = start + added.length;
  return { text: text.slice(0, start) + added + text.slice(end), start: at, end: at };
};

/**
 * Puts WhatsApp's mark around what is selected, or takes it away where it is. Blanks at the edges stay outside: a mark
 * beside a blank is no mark.
 */
export const toggleMark = (field: FieldText, mark: string): FieldText => {
  const { text } = field;
  const selected = text.slice(field.start, field.end);
  const start = field.start + (selected.length - selected.trimStart().length);
  const end = Math.max(start, field.end - (selected.length - selected.trimEnd().length));
  const inner = text.slice(start, end);
  const isAround =
    text.slice(start - mark.length, start) === mark && text.slice(end, end + mark.length) === mark;
  if (isAround)
    return {
      text: text.slice(0, start - mark.length) + inner + text.slice(end + mark.length),
      start: start - mark.length,
      end: end - mark.length,
    };
  if (inner.length > 2 * mark.length && inner.startsWith(mark) && inner.endsWith(mark)) {
    const bare = inner.slice(mark.length, -mark.length);
    return { text: text.slice(0, start) + bare + text.slice(end), start, end: start + bare.length };
  }
  return {
    text: text.slice(0, start) + mark + inner + mark + text.slice(end),
    start: start + mark.length,
    end: end + mark.length,
  };
};

export interface SlashWord {
  /** What stands behind the slash. */
  query: string;
  /** Where the slash stands. */
  at: number;
}

/** The word with a slash that is being written at the caret; null where there is none. */
export const slashWord = (text: string, caret: number): SlashWord | null => {
  const found = /(?:^|\s)\/([\p{L}\p{M}\p{N}_-]*)$/u.exec(text.slice(0, caret));
  if (found === null) return null;
  const query = found[1] ?? '';
  return { query, at: caret - query.length - 1 };
};

/** Marks by the key that is pressed with Ctrl or ⌘; capitals mean with Shift. */
const MARKS: Readonly<Record<string, string>> = { b: '*', i: '_', X: '~', e: '`', M: '```' };

/** The mark that a key asks for; null for every other key. */
export const markOfKey = (
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string | null => {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  const key = event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
  return MARKS[key] ?? null;
};
