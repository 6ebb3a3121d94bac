import { describe, expect, it } from 'vitest';
import { shownReactions, withReaction, type StoredReaction } from './reactions.rules.ts';

const theirs: StoredReaction = { emoji: '❤️', by: 'contact:ct_1', atMs: 3 };
const REASON = { code: 131000, title: 'Not accepted', detail: 'Try again.' };
const ours = (emoji: string | null, atMs: number, status: StoredReaction['status'] = 'sent') => ({
  emoji,
  by: 'user:usr_1',
  atMs,
  messageId: `msg_${atMs}`,
  status,
  error: status === 'failed' ? REASON : null,
});
/** `emoji whose`, and of ours how far what is. */
const shown = (...stored: StoredReaction[]) =>
  shownReactions(JSON.stringify(stored)).map(({ emoji, contactId, userId, own }) =>
    [
      emoji,
      contactId ?? userId ?? 'phone',
      ...(own === null ? [] : [own.isRemoval ? `removal ${own.status}` : own.status, own.messageId]),
    ].join(' '),
  );

describe('the company’s own reactions', () => {
  it('are one to the customer: the newest stands, whoever of the company reacted', () => {
    expect(shown(theirs, ours('👍', 4))).toEqual(['❤️ ct_1', '👍 usr_1 sent msg_4']);
    const app = { emoji: '😂', by: 'phone_app', atMs: 9 };
    expect(shown(theirs, ours('👍', 4), app)).toEqual(['❤️ ct_1', '😂 phone sent ']);
    expect(shown(app, ours('👍', 4))).toEqual(['😂 phone sent ']);
  });

  it('show as they are asked for, and are gone when they are taken back', () => {
    expect(shown(ours('👍', 4), ours('🙏', 5, 'queued'))).toEqual(['🙏 usr_1 queued msg_5']);
    expect(shown(ours('👍', 4), ours(null, 5, 'queued'))).toEqual([]);
    expect(shown(ours('👍', 4), ours(null, 5))).toEqual([]);
  });

  it('stand beside what did not arrive, because the customer still sees the one before', () => {
    expect(shown(ours('👍', 4), ours('🙏', 5, 'failed'))).toEqual([
      '👍 usr_1 sent msg_4',
      '🙏 usr_1 failed msg_5',
    ]);
    expect(shown(ours('🙏', 5, 'failed'))).toEqual(['🙏 usr_1 failed msg_5']);
    expect(shown(ours('🙏', 5, 'failed'), ours('👍', 6))).toEqual(['👍 usr_1 sent msg_6']);
  });

  it('stand until it is known that they were taken back', () => {
    expect(shown(ours('👍', 4), ours(null, 5, 'unknown'))).toEqual(['👍 usr_1 removal unknown msg_5']);
    expect(shown(ours('👍', 4), ours(null, 5, 'failed'))).toEqual(['👍 usr_1 removal failed msg_5']);
    expect(shown(ours(null, 5, 'failed'))).toEqual([]);
  });
});

describe('a customer’s reaction', () => {
  it('is the newest of the person, and the same one again changes nothing', () => {
    const stored = JSON.stringify([theirs]);
    expect(withReaction(stored, { ...theirs, emoji: '🎉', atMs: 2 })).toBe(stored);
    expect(withReaction(stored, theirs)).toBe(stored);
    expect(withReaction(stored, { ...theirs, emoji: '🎉', atMs: 4 })).not.toBe(stored);
  });
});
