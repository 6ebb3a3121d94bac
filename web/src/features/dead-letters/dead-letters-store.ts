import { signal } from '@preact/signals';
import type {
  DeadLetter,
  DeadLetterGroup,
  InspectedDeadLetter,
} from '../../../../workers/contracts/api/dead-letters.ts';
import type { Api, DeadLetterScope } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export type DeadLettersStore = ReturnType<typeof createDeadLettersStore>;

/** Jobs that could not be done, and what can be done about them. */
export const createDeadLettersStore = (
  api: Pick<
    Api,
    | 'listDeadLetters'
    | 'listDeadLetterGroups'
    | 'getDeadLetter'
    | 'redriveDeadLetter'
    | 'redriveDeadLetters'
    | 'discardDeadLetter'
  >,
) => {
  const scope = signal<DeadLetterScope>('company');
  const state = signal<DeadLetter['state']>('open');
  const group = signal<DeadLetterGroup | null>(null);
  const letters = signal<readonly DeadLetter[]>([]);
  const groups = signal<readonly DeadLetterGroup[]>([]);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  const cursor = signal<string | null>(null);
  let generation = 0;

  const page = (from: string | null) => {
    const of = group.peek();
    return api.listDeadLetters(scope.peek(), {
      state: state.peek(),
      ...(of === null ? {} : { lane: of.lane, kind: of.kind, code: of.code }),
      ...(from === null ? {} : { cursor: from }),
    });
  };

  const load = async () => {
    const mine = ++generation;
    problem.value = null;
    try {
      const [list, counted] = await Promise.all([page(null), api.listDeadLetterGroups(scope.peek())]);
      if (mine !== generation) return;
      letters.value = list.items;
      cursor.value = list.nextCursor;
      groups.value = counted.items;
      phase.value = 'ready';
    } catch (thrown) {
      if (mine !== generation) return;
      problem.value = asApiProblem(thrown);
      phase.value = 'failed';
    }
  };

  const changed = async (work: Promise<unknown>) => {
    await work;
    await load();
  };

  return {
    scope,
    state,
    group,
    letters,
    groups,
    phase,
    problem,
    cursor,
    load,
    showScope: (next: DeadLetterScope) => {
      scope.value = next;
      group.value = null;
      return load();
    },
    showState: (next: DeadLetter['state']) => {
      state.value = next;
      group.value = null;
      return load();
    },
    /** Only those that failed alike; null: all. */
    showGroup: (next: DeadLetterGroup | null) => {
      group.value = next;
      state.value = 'open';
      return load();
    },
    loadMore: async () => {
      const mine = generation;
      const more = await page(cursor.peek());
      if (mine !== generation) return;
      letters.value = [...letters.peek(), ...more.items];
      cursor.value = more.nextCursor;
    },
    inspect: (id: string): Promise<InspectedDeadLetter> => api.getDeadLetter(scope.peek(), id),
    redrive: (id: string) => changed(api.redriveDeadLetter(scope.peek(), id)),
    redriveAll: (of: DeadLetterGroup) =>
      changed(api.redriveDeadLetters(scope.peek(), { lane: of.lane, kind: of.kind, code: of.code })),
    discard: (id: string, reason: string) => changed(api.discardDeadLetter(scope.peek(), id, reason)),
  };
};
