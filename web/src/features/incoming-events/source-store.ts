import { computed, signal } from '@preact/signals';
import {
  MAPPED_FIELDS,
  type EventAction,
  type EventMapping,
  type EventSource,
  type EventTrial,
  type IncomingEvent,
  type InspectedIncomingEvent,
} from '../../../../workers/contracts/api/incoming-events.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export type MappedField = (typeof MAPPED_FIELDS)[number];

/** What the next click on a value of the example fills. */
export type Target =
  { kind: 'field'; field: MappedField } | { kind: 'variable'; action: number; place: string };

/** Which of what came is listed. */
export type ShownEvents = 'all' | 'failed';

export type SourceStore = ReturnType<typeof createSourceStore>;

/** One source while a person decides what is done with what it posts. */
export const createSourceStore = ({
  api,
  source: given,
  shown: firstShown = 'all',
}: {
  api: Pick<
    Api,
    | 'editEventSource'
    | 'listIncomingEvents'
    | 'inspectIncomingEvent'
    | 'runIncomingEventAgain'
    | 'tryIncomingEvent'
  >;
  source: EventSource;
  shown?: ShownEvents;
}) => {
  const shownEvents = signal(firstShown);
  const source = signal(given);
  const mapping = signal<EventMapping>(given.mapping);
  const actions = signal<readonly EventAction[]>(given.actions);
  const events = signal<readonly IncomingEvent[]>([]);
  const cursor = signal<string | null>(null);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const example = signal<InspectedIncomingEvent | null>(null);
  const target = signal<Target | null>(null);
  const trial = signal<EventTrial | null>(null);
  const problem = signal<ApiProblem | null>(null);
  const isBusy = signal(false);
  /** How far what is shown is from being done. */
  const place = computed(() => example.value?.place ?? null);
  const isChanged = computed(
    () => !isAlike(source.value, { mapping: mapping.value, actions: actions.value }),
  );

  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    isBusy.value = true;
    problem.value = null;
    try {
      await work();
      return true;
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      return false;
    } finally {
      isBusy.value = false;
    }
  };
  const show = (id: string) =>
    attempt(async () => {
      trial.value = null;
      example.value = await api.inspectIncomingEvent(given.id, id);
    });
  const loadEvents = async () => {
    const listed = shownEvents.peek();
    try {
      const page = await api.listIncomingEvents(given.id, queryOf(listed));
      if (shownEvents.peek() !== listed) return;
      const end = page.items.at(-1)?.id;
      const earlier =
        page.nextCursor === null || end === undefined ? [] : events.peek().filter(({ id }) => id < end);
      events.value = [...page.items, ...earlier];
      if (earlier.length === 0) cursor.value = page.nextCursor;
      phase.value = 'ready';
      const [newest] = page.items;
      const shown = example.peek();
      if (shown === null && newest !== undefined) await show(newest.id);
      // It moves through its lane meanwhile.
      if (shown?.state === 'received') {
        const now = await api.inspectIncomingEvent(given.id, shown.id);
        if (example.peek() === shown) example.value = now;
      }
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      if (phase.peek() !== 'ready') phase.value = 'failed';
    }
  };
  const setAction = (index: number, change: Partial<EventAction>) => {
    actions.value = actions.peek().map((one, at) => (at === index ? { ...one, ...change } : one));
  };
  const setVariable = (index: number, place: string, change: Partial<EventAction['variables'][number]>) => {
    const variables = actions.peek()[index]?.variables ?? [];
    const known = variables.find((one) => one.place === place) ?? { place, path: null, fallback: '' };
    setAction(index, {
      variables: [...variables.filter((one) => one.place !== place), { ...known, ...change }],
    });
  };

  return {
    source,
    mapping,
    actions,
    events,
    cursor,
    phase,
    example,
    place,
    target,
    trial,
    problem,
    isBusy,
    isChanged,
    /**
     * Takes the source as it is now. What is being written here stays; when a colleague has changed the same meanwhile,
     * the next save is refused instead of undoing it.
     */
    adopt: (next: EventSource) => {
      const before = source.peek();
      if (next.version <= before.version) return;
      if (isChanged.peek() && !isAlike(before, next)) return;
      const wasChanged = isChanged.peek();
      source.value = next;
      if (wasChanged) return;
      mapping.value = next.mapping;
      actions.value = next.actions;
    },
    shownEvents,
    loadEvents,
    /** Lists these alone; the newest of them is the example. */
    listOnly: async (which: ShownEvents) => {
      if (shownEvents.peek() === which) return;
      shownEvents.value = which;
      events.value = [];
      cursor.value = null;
      example.value = null;
      phase.value = 'loading';
      await loadEvents();
    },
    show,
    loadMore: async () => {
      const from = cursor.peek();
      if (from === null) return;
      const listed = shownEvents.peek();
      const page = await api.listIncomingEvents(given.id, { ...queryOf(listed), cursor: from });
      if (shownEvents.peek() !== listed) return;
      events.value = [...events.peek(), ...page.items];
      cursor.value = page.nextCursor;
    },
    /** Fills what was asked for with the clicked value's place, and asks for the next field that has none. */
    choose: (path: string) => {
      const wanted = target.peek();
      if (wanted === null) return;
      if (wanted.kind === 'variable') {
        setVariable(wanted.action, wanted.place, { path });
        target.value = null;
        return;
      }
      mapping.value = { ...mapping.peek(), [wanted.field]: path };
      const isOpen = (field: MappedField) =>
        mapping.peek()[field] === null && !(field === 'userId' && mapping.peek().phone !== null);
      const next = MAPPED_FIELDS.find(isOpen);
      target.value = next === undefined ? null : { kind: 'field', field: next };
    },
    setMapping: (change: Partial<EventMapping>) => {
      mapping.value = { ...mapping.peek(), ...change };
    },
    setAction,
    setVariable,
    addAction: (action: EventAction) => {
      actions.value = [...actions.peek(), action];
    },
    removeAction: (index: number) => {
      actions.value = actions.peek().filter((_, at) => at !== index);
      target.value = null;
    },
    save: () =>
      attempt(async () => {
        source.value = await api.editEventSource(given.id, {
          version: source.peek().version,
          mapping: mapping.peek(),
          actions: [...actions.peek()],
        });
        mapping.value = source.peek().mapping;
        actions.value = source.peek().actions;
      }),
    setEnabled: (isEnabled: boolean) =>
      attempt(async () => {
        source.value = await api.editEventSource(given.id, { version: source.peek().version, isEnabled });
      }),
    tryOut: () =>
      attempt(async () => {
        const event = example.peek();
        if (event === null) return;
        trial.value = await api.tryIncomingEvent(given.id, {
          eventId: event.id,
          mapping: mapping.peek(),
          actions: [...actions.peek()],
        });
      }),
    runAgain: (id: string) =>
      attempt(async () => {
        const after = await api.runIncomingEventAgain(given.id, id);
        events.value = events.peek().map((one) => (one.id === id ? after : one));
      }),
  };
};

const queryOf = (shown: ShownEvents) => (shown === 'failed' ? { state: shown } : {});

const isAlike = (
  a: { mapping: EventMapping; actions: readonly EventAction[] },
  b: { mapping: EventMapping; actions: readonly EventAction[] },
): boolean => JSON.stringify([a.mapping, a.actions]) === JSON.stringify([b.mapping, b.actions]);
