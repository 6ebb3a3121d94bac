import { useEffect, useState } from 'preact/hooks';
import type { QuickReply } from '../../../../workers/contracts/api/quick-replies.ts';
import { fillQuickReply } from '../../../../workers/contracts/quick-reply-variables.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { findQuickReplies } from '../quick-replies/find-quick-replies.rules.ts';
import { slashWord, type FieldText, type SlashWord } from './text-edits.rules.ts';

/** The popup that a slash opens: what it offers, and what the field's keys do to it. */
export const useQuickReplies = (contactName: string | null, apply: (edited: FieldText) => void) => {
  const { quickReplies, me } = useWorkspace();
  const [word, setWord] = useState<SlashWord | null>(null);
  const [chosen, setChosen] = useState(0);
  /** Where the slash stood that was turned away with Escape. */
  const [dismissedAt, setDismissedAt] = useState<number | null>(null);
  const isOpen = word !== null && word.at !== dismissedAt;
  useEffect(() => {
    if (isOpen) void quickReplies.ensure();
  }, [isOpen]);
  const found = isOpen ? findQuickReplies(quickReplies.items.value, word.query) : [];

  const look = ({ text, end }: FieldText) => {
    const next = slashWord(text, end);
    if (next === null) setDismissedAt(null);
    if (next?.query !== word?.query) setChosen(0);
    setWord(next);
  };
  const fill = (reply: QuickReply) => fillQuickReply(reply.text, { contactName, agentName: me.user.name });
  const take = (reply: QuickReply, field: FieldText) => {
    if (word === null) return;
    const filled = fill(reply);
    const at = word.at + filled.length;
    setWord(null);
    apply({
      text: field.text.slice(0, word.at) + filled + field.text.slice(field.end),
      start: at,
      end: at,
    });
  };
  return {
    isOpen,
    found,
    chosen: Math.min(chosen, Math.max(0, found.length - 1)),
    query: word?.query ?? '',
    isLoading: quickReplies.phase.value === 'loading',
    choose: setChosen,
    look,
    take,
    fill,
    close: () => setWord(null),
    /** Whether the key was meant for the popup. */
    takesKey: (event: KeyboardEvent, field: FieldText): boolean => {
      if (!isOpen || event.isComposing) return false;
      if (event.key === 'Escape') {
        setDismissedAt(word.at);
        return true;
      }
      if (found.length === 0) return false;
      if (event.key === 'ArrowDown') setChosen((chosen + 1) % found.length);
      else if (event.key === 'ArrowUp') setChosen((chosen - 1 + found.length) % found.length);
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
        const reply = found[Math.min(chosen, found.length - 1)];
        if (reply !== undefined) take(reply, field);
      } else return false;
      return true;
    },
  };
};
