import { describe, expect, it } from 'vitest';
import { createToastStore } from './toast-store.ts';

const withTimers = () => {
  const due: (() => void)[] = [];
  const store = createToastStore({ setTimer: (run) => due.push(run) });
  return { store, due, texts: () => store.toasts.value.map(({ text }) => text) };
};

describe('toasts', () => {
  it('are three at most, each text once, and go after their time', () => {
    const { store, due, texts } = withTimers();
    for (const text of ['one', 'two', 'three', 'two', 'four']) store.show('info', text);
    expect(texts()).toEqual(['three', 'two', 'four']);
    for (const run of due) run();
    expect(texts()).toEqual([]);
  });

  it('are shown in the topmost place, and in the one below when that closes', () => {
    const { store } = withTimers();
    const page = store.addLayer();
    const dialog = store.addLayer();
    const question = store.addLayer();
    dialog.leave();
    expect(store.layers.value.at(-1)).toBe(question.layer);
    question.leave();
    expect(store.layers.value).toEqual([page.layer]);
  });
});
