import { MAX_CONTENT_BYTES, type Amendment } from '../port.ts';
import { clipped, jsonWithin } from './bounded-text.ts';
import { readText } from './read-text.ts';
import { idIn, isWire, objectIn, textIn, type Wire } from './wire.ts';

/** The longest text kept in a message's row, in characters; the whole stays in the archive. Ours. */
export const MAX_STORED_TEXT_CHARACTERS = 65_536;
/** The longest emoji, in characters: families and flags are put together of many. Ours. */
const MAX_EMOJI_CHARACTERS = 64;

/** What a message does to an earlier one; null when it stands for itself, or does not say to which. */
export function readAmendment(message: Wire): Amendment | null {
  switch (message['type']) {
    case 'reaction': {
      const reaction = objectIn(message, 'reaction');
      const targetExternalId = idIn(reaction, 'message_id');
      const emoji = clipped(textIn(reaction, 'emoji'), MAX_EMOJI_CHARACTERS);
      return targetExternalId === null ? null : { kind: 'reaction', targetExternalId, emoji };
    }
    case 'revoke': {
      const targetExternalId = idIn(objectIn(message, 'revoke'), 'original_message_id');
      return targetExternalId === null ? null : { kind: 'revoke', targetExternalId };
    }
    case 'edit':
      return readEdit(objectIn(message, 'edit'));
    default:
      return null;
  }
}

function readEdit(edit: Wire): Amendment | null {
  const targetExternalId = idIn(edit, 'original_message_id');
  const edited = edit['message'];
  const type = isWire(edited) ? clipped(textIn(edited, 'type'), 64) : null;
  if (targetExternalId === null || !isWire(edited) || type === null || type === 'edit') return null;
  const { type: _, text: __, ...content } = edited;
  return {
    kind: 'edit',
    targetExternalId,
    type,
    text: clipped(readText(edited), MAX_STORED_TEXT_CHARACTERS),
    content: Object.keys(content).length === 0 ? null : jsonWithin(content, MAX_CONTENT_BYTES),
  };
}
