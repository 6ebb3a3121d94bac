import { PhoneMissed, type IconNode } from 'lucide';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import { callWords, durationText } from './content.rules.ts';
import { withoutMarks } from './formatting.rules.ts';
import { kindOf } from './message-kind.rules.ts';

type LastMessage = NonNullable<Conversation['lastMessage']>;

export interface ListPreview {
  icon: IconNode | null;
  /** Who of a group wrote it. */
  author: string | null;
  text: string;
}

/** One line of the list: who of a group, what kind of message, how long, and what it says. */
export const listPreviewOf = (last: LastMessage): ListPreview => {
  const isMissed = last.facts?.callOutcome === 'missed' && last.direction === 'inbound';
  return {
    icon: isMissed ? PhoneMissed : (kindOf(last.type, last.facts?.isVoice)?.icon ?? null),
    author: last.direction === 'inbound' ? (last.facts?.sender ?? null) : null,
    text: wordsOf(last),
  };
};

const wordsOf = (last: LastMessage): string => {
  const { type, facts } = last;
  const text = withoutMarks(last.text ?? '');
  const label = kindOf(type, facts?.isVoice)?.label ?? 'Message';
  const named = (what: string) =>
    [what, text === '' ? (facts?.name ?? '') : text].filter(Boolean).join(' · ');
  switch (type) {
    case 'revoke':
      return 'This message was deleted';
    case 'call':
      return callLine(last);
    case 'audio':
      return timed(facts?.isVoice === true ? 'Voice note' : 'Audio', facts?.durationMs);
    case 'video':
      return named(timed(label, facts?.durationMs));
    case 'image':
    case 'location':
      return named(label);
    case 'document':
      return [facts?.name ?? label, text].filter(Boolean).join(' · ');
    case 'contacts':
      return (facts?.count ?? 1) > 1 ? `${facts?.count} contacts` : (facts?.name ?? label);
    default:
      return text === '' ? label : text;
  }
};

const callLine = ({ direction, facts }: LastMessage): string => {
  const outcome = facts?.callOutcome ?? null;
  if (outcome === 'missed' && direction === 'inbound') return 'Missed call';
  if (outcome === 'answered') return timed('Call', facts?.durationMs);
  return callWords({ direction, outcome, durationSeconds: null });
};

/** A length of nothing says nothing. */
const timed = (what: string, durationMs: number | null | undefined): string =>
  durationMs == null || durationMs <= 0 ? what : `${what} ${durationText(durationMs)}`;
