import type { KeptMessage } from '../worker/crash.ts';

/** What a real queue would still hold: the same text twice is two messages. */
export function createKeptQueue() {
  const counts = new Map<string, number>();
  const change = (messages: readonly KeptMessage[], by: 1 | -1) => {
    for (const one of messages) {
      const text = JSON.stringify(one);
      const count = (counts.get(text) ?? 0) + by;
      if (count > 0) counts.set(text, count);
      else counts.delete(text);
    }
  };
  return {
    keep: (messages: readonly KeptMessage[]) => change(messages, 1),
    forget: (messages: readonly KeptMessage[]) => change(messages, -1),
    list: (): KeptMessage[] =>
      [...counts].flatMap(([text, count]) =>
        Array.from({ length: count }, () => JSON.parse(text) as KeptMessage),
      ),
  };
}
