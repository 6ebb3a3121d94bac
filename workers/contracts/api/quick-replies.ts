import * as z from 'zod/mini';
import { quickReplyId, timeMs } from '../ids.ts';
import { META_LIMITS } from '../limits.ts';
import { listOf, pageQuery } from './list.ts';

/** The longest shortcut, in characters. Ours. */
export const MAX_SHORTCUT_CHARACTERS = 32;
export const MAX_QUICK_REPLY_CHARACTERS = META_LIMITS.textCharacters;

const shortcut = z.string().check(
  z.trim(),
  z.toLowerCase(),
  z.maxLength(MAX_SHORTCUT_CHARACTERS * 2),
  z.refine((value) => value !== '', 'Give it a shortcut.'),
  z.refine(
    (value) => /^[\p{L}\p{M}\p{N}_-]*$/u.test(value),
    'Use letters, digits, hyphens and underscores only.',
  ),
  z.refine(
    (value) => Array.from(value).length <= MAX_SHORTCUT_CHARACTERS,
    `At most ${MAX_SHORTCUT_CHARACTERS} characters.`,
  ),
);

const text = z.string().check(
  z.trim(),
  z.maxLength(MAX_QUICK_REPLY_CHARACTERS * 2),
  z.refine((value) => value !== '', 'Write what it says.'),
  z.refine(
    (value) => Array.from(value).length <= MAX_QUICK_REPLY_CHARACTERS,
    `At most ${MAX_QUICK_REPLY_CHARACTERS.toLocaleString('en')} characters.`,
  ),
);

export const quickReply = z.object({
  id: quickReplyId,
  /** Lower case, without the slash; no two of a company are the same. */
  shortcut: z.string(),
  /** May hold `{{contact.name}}`, `{{contact.first_name}}` and `{{agent.name}}`. */
  text: z.string(),
  version: z.int(),
  updatedAtMs: timeMs,
});
export type QuickReply = z.infer<typeof quickReply>;

/** Ordered by shortcut. */
export const quickReplyList = listOf(quickReply);
export const quickReplyQuery = z.strictObject(pageQuery);
export type QuickReplyQuery = z.infer<typeof quickReplyQuery>;

export const createQuickReplyRequest = z.strictObject({ shortcut, text });
export type CreateQuickReplyRequest = z.infer<typeof createQuickReplyRequest>;

/** A person's edit. `version` is the one the person saw; an older one is refused with 409 `conflict`. */
export const editQuickReplyRequest = z.strictObject({
  version: z.int(),
  shortcut: z.optional(shortcut),
  text: z.optional(text),
});
export type EditQuickReplyRequest = z.infer<typeof editQuickReplyRequest>;
