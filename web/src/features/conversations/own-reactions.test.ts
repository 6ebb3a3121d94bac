import { describe, expect, it } from 'vitest';
import { withOwnReactions } from './own-reactions.rules.ts';
import { sampleMessage } from './sample-rows.ts';

const theirs = { emoji: '❤️', contactId: 'ct_1', userId: null, atMs: 3 };
const target = sampleMessage({ id: 'msg_1', sentAtMs: 1, reactions: [theirs] });
const reaction = (id: string, emoji: string, sentAtMs: number, authorId: string) =>
  sampleMessage({
    id,
    direction: 'outbound',
    type: 'reaction',
    status: 'sent',
    authorId,
    sentAtMs,
    content: { type: 'reaction', reaction: { messageId: 'msg_1', emoji } },
  });
const emojiOf = (messages: Parameters<typeof withOwnReactions>[0]) =>
  withOwnReactions(messages)[0]?.reactions.map(
    (one) => `${one.emoji} ${one.userId ?? one.contactId ?? 'phone'}`,
  );

describe('the company’s own reactions', () => {
  it('stand on their message, the newest alone, whoever reacted', () => {
    const first = reaction('msg_2', '👍', 4, 'usr_1');
    const second = reaction('msg_3', '🙏', 5, 'usr_2');
    expect(emojiOf([target, first])).toEqual(['❤️ ct_1', '👍 usr_1']);
    expect(emojiOf([target, first, second])).toEqual(['❤️ ct_1', '🙏 usr_2']);
  });

  it('go when they are taken back, or did not arrive', () => {
    const first = reaction('msg_2', '👍', 4, 'usr_1');
    expect(emojiOf([target, first, reaction('msg_3', '', 5, 'usr_1')])).toEqual(['❤️ ct_1']);
    expect(emojiOf([target, { ...first, status: 'failed' }])).toEqual(['❤️ ct_1']);
  });

  it('give way to a later one of the phone app, and are not shown twice', () => {
    const first = reaction('msg_2', '👍', 4, 'usr_1');
    const told = { emoji: '👍', contactId: null, userId: 'usr_1', atMs: 4 };
    const later = { emoji: '😂', contactId: null, userId: null, atMs: 9 };
    expect(emojiOf([{ ...target, reactions: [told] }, first])).toEqual(['👍 usr_1']);
    expect(emojiOf([{ ...target, reactions: [later] }, first])).toEqual(['😂 phone']);
  });

  it('are the very same message again while nothing changes, so that it is not drawn again', () => {
    const first = reaction('msg_2', '👍', 4, 'usr_1');
    expect(withOwnReactions([target, first])[0]).toBe(withOwnReactions([target, first])[0]);
  });
});
