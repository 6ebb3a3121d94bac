import { computed, signal } from '@preact/signals';
import type {
  DeadLetter,
  DeadLetterFailure,
  DeadLetterGroup,
  InspectedDeadLetter,
} from '../../../../workers/contracts/api/dead-letters.ts';
import type { Api } from '../../api/api.ts';
import type { DeadLetterScope } from '../../api/operations-api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { ALL_OPEN, queryOf, type LetterFilter } from './letter-filter.rules.ts';

export type DeadLettersStore = ReturnType<typeof createDeadLettersStore>;

/** Counting reads every open letter, listing only a page: of so many looks one counts. */
const LOOKS_PER_COUNT = 5;

interface Followed {
  letter: DeadLetter;
  redrivesBefore: number;
}

/** Letters that a person decided on and that are looked after one by one. More are only seen in the list. */
const MAX_FOLLOWED = 20;

/** Jobs that could not be done, what can be done about them, and what became of those that went back. */
export const createDeadLettersStore = (deps: {
  api: Pick<
    Api,
    | 'listDeadLetters'
    | 'listDeadLetterGroups'
    | 'listDeadLetterFailures'
    | 'getDeadLetter'
    | 'redriveDeadLetter'
    | 'redriveDeadLetters'
    | 'discardDeadLetter'
  >;
  nowMs: () => number;
}) => {
  const { api } = deps;
  const scope = signal<DeadLetterScope>('company');
  const filter = signal<LetterFilter>(ALL_OPEN);
  const listed = signal<readonly DeadLetter[]>([]);
  /** As they are now, with how often each had been put back before. They stay in sight whatever the filter says. */
  const followed = signal<ReadonlyMap<string, Followed>>(new Map());
  const groups = signal<readonly DeadLetterGroup[]>([]);
  const failures = signal<readonly DeadLetterFailure[]>([]);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  const cursor = signal<string | null>(null);
  let generation = 0;
  let looks = 0;

  const letters = computed(() => {
    const kept = [...followed.value.values()].map(({ letter }) => letter);
    const others = listed.value.filter(({ id }) => !followed.value.has(id));
    return [...kept, ...others].toSorted((a, b) => (a.id < b.id ? 1 : -1));
  });

  const page = (from: string | null) =>
    api.listDeadLetters(scope.peek(), {
      ...queryOf(filter.peek(), deps.nowMs()),
      ...(from === null ? {} : { cursor: from }),
    });

  const follow = (letter: DeadLetter, redrivesBefore: number) => {
    const next = new Map(followed.peek());
    next.delete(letter.id);
    next.set(letter.id, { letter, redrivesBefore });
    followed.value = new Map([...next].slice(-MAX_FOLLOWED));
  };

  const lookAfterFollowed = async () => {
    const waiting = [...followed.peek().values()].filter((one) => !isOver(one));
    const seen = await Promise.allSettled(
      waiting.map(({ letter }) => api.getDeadLetter(scope.peek(), letter.id)),
    );
    const next = new Map(followed.peek());
    for (const one of seen) {
      if (one.status === 'rejected') continue;
      const { payload: _, ...letter } = one.value;
      const before = next.get(letter.id);
      if (before !== undefined) next.set(letter.id, { ...before, letter });
    }
    followed.value = next;
  };

  const load = async () => {
    const mine = ++generation;
    try {
      const [list, counted, failed] = await Promise.all([
        page(null),
        api.listDeadLetterGroups(scope.peek()),
        api.listDeadLetterFailures(scope.peek(), filter.peek().state),
        lookAfterFollowed(),
      ]);
      if (mine !== generation) return;
      listed.value = list.items;
      cursor.value = list.nextCursor;
      groups.value = counted.items;
      failures.value = failed.items;
      problem.value = null;
      phase.value = 'ready';
    } catch (thrown) {
      if (mine !== generation) return;
      problem.value = asApiProblem(thrown);
      phase.value = 'failed';
    }
  };

  const startOver = () => {
    followed.value = new Map();
    listed.value = [];
    cursor.value = null;
    phase.value = 'loading';
    return load();
  };

  return {
    scope,
    filter,
    letters,
    followed,
    groups,
    failures,
    phase,
    problem,
    cursor,
    load,
    /** The same without letting go of pages that were loaded, or of what is on screen while nothing answers. */
    lookAgain: async () => {
      if (phase.peek() !== 'ready') return load();
      const mine = generation;
      const answers = await Promise.all([
        page(null),
        looks++ % LOOKS_PER_COUNT === 0 ? api.listDeadLetterGroups(scope.peek()) : null,
        lookAfterFollowed(),
      ]).catch(() => null);
      if (answers === null || mine !== generation) return undefined;
      const [list, counted] = answers;
      if (counted !== null) groups.value = counted.items;
      const end = list.items.at(-1)?.id;
      const older =
        list.nextCursor === null || end === undefined ? [] : listed.peek().filter(({ id }) => id < end);
      listed.value = [...list.items, ...older];
      if (older.length === 0) cursor.value = list.nextCursor;
      return undefined;
    },
    showScope: (next: DeadLetterScope) => {
      scope.value = next;
      filter.value = ALL_OPEN;
      return startOver();
    },
    show: (change: Partial<LetterFilter>) => {
      filter.value = { ...filter.peek(), ...change };
      return startOver();
    },
    loadMore: async () => {
      const mine = generation;
      const more = await page(cursor.peek());
      if (mine !== generation) return;
      listed.value = [...listed.peek(), ...more.items];
      cursor.value = more.nextCursor;
    },
    inspect: (id: string): Promise<InspectedDeadLetter> => api.getDeadLetter(scope.peek(), id),
    redrive: async (before: DeadLetter) => {
      follow(await api.redriveDeadLetter(scope.peek(), before.id), before.redrives);
      await load();
    },
    /** Gives how many there are. */
    redriveAll: async ({ lane, kind, code }: DeadLetterFailure): Promise<number> => {
      const { matching } = await api.redriveDeadLetters(scope.peek(), { lane, kind, code });
      const shown = letters
        .peek()
        .filter((one) => one.state === 'open' && one.lane === lane && one.kind === kind && one.code === code);
      for (const letter of shown.slice(0, MAX_FOLLOWED).toReversed()) follow(letter, letter.redrives);
      await load();
      return matching;
    },
    discard: async (before: DeadLetter, reason: string) => {
      follow(await api.discardDeadLetter(scope.peek(), before.id, reason), before.redrives);
      await load();
    },
  };
};

/** From here on only a person moves it. */
const isOver = ({ letter, redrivesBefore }: Followed) =>
  letter.state === 'done' ||
  letter.state === 'discarded' ||
  (letter.state === 'open' && letter.redrives > redrivesBefore);
