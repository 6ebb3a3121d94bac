import { useEffect, useRef } from 'preact/hooks';

export const SHORTCUTS: readonly { group: string; keys: readonly string[]; does: string }[] = [
  { group: 'Conversations', keys: ['J', '↓'], does: 'Next conversation' },
  { group: 'Conversations', keys: ['K', '↑'], does: 'Previous conversation' },
  { group: 'Conversations', keys: ['Enter'], does: 'Open the conversation' },
  { group: 'Conversations', keys: ['X'], does: 'Select for doing the same with several' },
  { group: 'Conversations', keys: ['/'], does: 'Search' },
  { group: 'Conversations', keys: ['N'], does: 'New conversation' },
  { group: 'In a conversation', keys: ['R'], does: 'Write a reply' },
  { group: 'In a conversation', keys: ['↑', '↓'], does: 'Go through its messages' },
  { group: 'In a conversation', keys: ['E'], does: 'Resolve or reopen' },
  { group: 'In a conversation', keys: ['A'], does: 'Assign' },
  { group: 'In a conversation', keys: ['Esc'], does: 'Go back' },
  { group: 'While writing', keys: ['/'], does: 'Quick replies' },
  { group: 'While writing', keys: ['Ctrl', 'B'], does: 'Bold' },
  { group: 'While writing', keys: ['Ctrl', 'I'], does: 'Italic' },
  { group: 'While writing', keys: ['Ctrl', 'Shift', 'X'], does: 'Strikethrough' },
  { group: 'While writing', keys: ['Ctrl', 'E'], does: 'Code' },
  { group: 'On a message', keys: ['Enter'], does: 'What can be done with it' },
  { group: 'On a message', keys: ['R'], does: 'Answer it' },
  { group: 'Anywhere', keys: ['?'], does: 'Show these shortcuts' },
];

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Runs on a key pressed outside of fields, menus and dialogs. `Escape` also runs inside of fields. */
export const useShortcut = (key: string, run: (event: KeyboardEvent) => void) => {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key.toLowerCase() || event.defaultPrevented || event.isComposing)
        return;
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        (event.repeat && !['j', 'k', 'ArrowDown', 'ArrowUp'].includes(event.key))
      )
        return;
      if (takesText(event.target) && key !== 'Escape') return;
      if (document.querySelector('dialog[open], [role=menu]') !== null) return;
      latest.current(event);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [key]);
};
