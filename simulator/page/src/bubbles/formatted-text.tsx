import type { ComponentChildren } from 'preact';

const pattern =
  /```([\s\S]+?)```|(?<![\p{L}\p{N}])\*(\S(?:[^*\n]*\S)?)\*(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_(\S(?:[^_\n]*\S)?)_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])~(\S(?:[^~\n]*\S)?)~(?![\p{L}\p{N}])|(https?:\/\/[^\s]+)/gu;

/** WhatsApp's own marks: *bold*, _italic_, ~strike~, ```code```, and links. */
export function FormattedText({ text }: { text: string }) {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(end, match.index), mark(match));
    end = match.index + match[0].length;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}

function mark(match: RegExpMatchArray): ComponentChildren {
  const [whole, code, bold, italic, strike, link] = match;
  if (code !== undefined) return <code>{code}</code>;
  if (bold !== undefined) return <strong>{bold}</strong>;
  if (italic !== undefined) return <em>{italic}</em>;
  if (strike !== undefined) return <s>{strike}</s>;
  if (link !== undefined) {
    return (
      <a href={link} target="_blank" rel="noreferrer noopener">
        {link}
      </a>
    );
  }
  return whole;
}
