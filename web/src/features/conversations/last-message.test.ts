import { describe, expect, it } from 'vitest';
import type { Conversation, LastMessageFacts } from '../../../../workers/contracts/api/conversations.ts';
import { listPreviewOf } from './last-message.rules.ts';

const NOTHING: LastMessageFacts = {
  sender: null,
  name: null,
  count: null,
  isVoice: false,
  durationMs: null,
  callOutcome: null,
};
const lineOf = (
  type: string,
  text: string | null,
  facts: Partial<LastMessageFacts> | null = null,
  direction: 'inbound' | 'outbound' = 'inbound',
) => {
  const last: NonNullable<Conversation['lastMessage']> = {
    id: 'msg_1',
    type,
    text,
    direction,
    status: direction === 'inbound' ? 'received' : 'sent',
    facts: facts === null ? null : { ...NOTHING, ...facts },
  };
  const { author, text: words } = listPreviewOf(last);
  return author === null ? words : `${author}: ${words}`;
};

describe('a line of the list', () => {
  it.each([
    ['text', '*See* you', null, 'See you'],
    ['audio', null, { isVoice: true, durationMs: 12_400 }, 'Voice note 0:12'],
    ['audio', null, { isVoice: true }, 'Voice note'],
    ['audio', null, { durationMs: 192_000 }, 'Audio 3:12'],
    ['image', 'Our shop', null, 'Photo · Our shop'],
    ['image', null, null, 'Photo'],
    ['video', 'Look', { durationMs: 7_000 }, 'Video 0:07 · Look'],
    ['document', null, { name: 'Offer.pdf' }, 'Offer.pdf'],
    ['document', 'Signed', { name: 'Offer.pdf' }, 'Offer.pdf · Signed'],
    ['contacts', null, { count: 3, name: 'Ana' }, '3 contacts'],
    ['contacts', null, { count: 1, name: 'Ana' }, 'Ana'],
    ['location', null, { name: 'Harbour' }, 'Location · Harbour'],
    ['call', null, { callOutcome: 'missed' as const }, 'Missed call'],
    ['call', null, { callOutcome: 'answered' as const, durationMs: 220_000 }, 'Call 3:40'],
    ['call', null, null, 'Incoming voice call'],
    ['template', 'Your order is on its way', null, 'Your order is on its way'],
    ['sticker', null, null, 'Sticker'],
    ['revoke', null, null, 'This message was deleted'],
  ] as const)('says what it was: %s %s', (type, text, facts, line) => {
    expect(lineOf(type, text, facts)).toBe(line);
  });

  it('names who of a group wrote, and nobody for what we wrote', () => {
    expect(lineOf('text', 'hello', { sender: 'Ana' })).toBe('Ana: hello');
    expect(lineOf('call', null, { callOutcome: 'missed' }, 'outbound')).toBe('Call not answered');
  });
});
