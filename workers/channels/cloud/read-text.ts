import { isWire, type Wire } from './wire.ts';

/** What a person reads of a message of any type: its body, caption or title; null where there is nothing to read. */
export function readText(message: Wire): string | null {
  switch (message['type']) {
    case 'text':
      return textOf(at(message, 'text', 'body'));
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
      return textOf(at(message, message['type'], 'caption'));
    case 'button':
      return textOf(at(message, 'button', 'text'));
    case 'interactive':
      return (
        textOf(at(message, 'interactive', 'button_reply', 'title')) ??
        textOf(at(message, 'interactive', 'list_reply', 'title')) ??
        textOf(at(message, 'interactive', 'nfm_reply', 'body'))
      );
    case 'order':
      return textOf(at(message, 'order', 'text'));
    case 'system':
      return textOf(at(message, 'system', 'body'));
    case 'edit': {
      const edited = at(message, 'edit', 'message');
      return isWire(edited) && edited['type'] !== 'edit' ? readText(edited) : null;
    }
    default:
      return null;
  }
}

function at(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const key of path) {
    if (!isWire(here)) return null;
    here = here[key];
  }
  return here;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
