import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { BubbleActions } from './bubble-actions.ts';

interface Keys {
  messages: readonly Message[];
  actions: BubbleActions;
}

const lineOf = (element: Element | null): HTMLElement | null =>
  element?.closest<HTMLElement>('[data-message]') ?? null;

/** Moves among messages by keyboard: arrows go up and down, Enter opens what can be done, R answers. */
export const moveAmongMessages = (event: KeyboardEvent, { messages, actions }: Keys): void => {
  const log = event.currentTarget;
  if (!(log instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target !== log && target?.dataset['message'] === undefined) return;
  const focused = target === log ? null : lineOf(target);

  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    const lines = [...log.querySelectorAll<HTMLElement>('[data-message]')];
    const from = focused === null ? lastOnScreen(log, lines) + 1 : lines.indexOf(focused);
    const next = lines[event.key === 'ArrowUp' ? from - 1 : from + 1];
    event.preventDefault();
    event.stopPropagation();
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
    return;
  }
  if (focused === null) return;
  const message = messages.find(({ id }) => id === focused.dataset['message']);
  if (message === undefined) return;
  if (event.key === 'Enter' || event.key === ' ') {
    const anchor = focused.querySelector<HTMLElement>('[data-more]');
    if (anchor === null) return;
    event.preventDefault();
    event.stopPropagation();
    actions.open({ kind: 'menu', messageId: message.id, anchor });
  } else if (event.key.toLowerCase() === 'r' && actions.canWrite && message.externalId !== null) {
    // Not prevented: the same key puts the cursor into the composer.
    actions.reply(message);
  }
};

const lastOnScreen = (log: HTMLElement, lines: readonly HTMLElement[]): number => {
  const bottom = log.getBoundingClientRect().bottom;
  return lines.findLastIndex((line) => line.getBoundingClientRect().top < bottom);
};
