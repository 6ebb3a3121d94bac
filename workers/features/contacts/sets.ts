/** Elements that belong together: whatever is joined, directly or through others, is one set. */
export interface Sets {
  join(first: string, ...others: string[]): void;
  membersOf(element: string): string[];
  /** The same for all members of a set, for as long as nothing is joined. */
  nameOf(element: string): string;
}

export function createSets(): Sets {
  const setOf = new Map<string, Set<string>>();
  const find = (element: string) => {
    const found = setOf.get(element) ?? new Set([element]);
    setOf.set(element, found);
    return found;
  };
  return {
    join(first, ...others) {
      for (const other of others) {
        const [larger, smaller] = [find(first), find(other)].toSorted((a, b) => b.size - a.size);
        if (larger === undefined || smaller === undefined || larger === smaller) continue;
        for (const element of smaller) {
          larger.add(element);
          setOf.set(element, larger);
        }
      }
    },
    membersOf: (element) => [...find(element)],
    nameOf: (element) => [...find(element)][0] ?? element,
  };
}
