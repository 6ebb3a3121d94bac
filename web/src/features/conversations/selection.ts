import { computed, signal } from '@preact/signals';

/** The conversations that a person has ticked to do the same with all of them. */
export const createConversationSelection = () => {
  const isOn = signal(false);
  const ids = signal<ReadonlySet<string>>(new Set());
  return {
    /** Whether rows can be ticked; otherwise they open. */
    isOn,
    ids,
    count: computed(() => ids.value.size),
    begin: () => {
      isOn.value = true;
    },
    toggle: (id: string) => {
      isOn.value = true;
      const next = new Set(ids.peek());
      if (!next.delete(id)) next.add(id);
      ids.value = next;
    },
    /** Ticks all of these; where all are ticked already, none. */
    toggleAll: (all: readonly string[]) => {
      const isFull = all.every((id) => ids.peek().has(id));
      ids.value = new Set(isFull ? [] : all);
    },
    end: () => {
      isOn.value = false;
      ids.value = new Set();
    },
  };
};
