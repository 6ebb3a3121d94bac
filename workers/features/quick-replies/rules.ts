import type { QuickReply } from '../../contracts/api/quick-replies.ts';
import { QUICK_REPLY_VARIABLES, unknownVariables } from '../../contracts/quick-reply-variables.ts';
import type { quickReplies } from './schema.ts';

export type QuickReplyRow = typeof quickReplies.$inferSelect;

export function quickReplyOf(row: QuickReplyRow): QuickReply {
  return {
    id: row.id,
    shortcut: row.shortcut,
    text: row.text,
    version: row.version,
    updatedAtMs: row.updatedAtMs,
  };
}

/** What speaks against a text that a customer would read as it stands; null when nothing does. */
export function faultOfText(text: string): string | null {
  const [unknown] = unknownVariables(text);
  if (unknown === undefined) return null;
  const known = QUICK_REPLY_VARIABLES.map((name) => `{{${name}}}`).join(', ');
  return `There is no {{${unknown}}}. There are ${known}.`;
}
