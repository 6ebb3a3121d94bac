import { signal } from '@preact/signals';
import type {
  CreateEventSourceRequest,
  EventSource,
  EventSourceWithAddress,
} from '../../../../workers/contracts/api/incoming-events.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export type EventsStore = ReturnType<typeof createEventsStore>;

/** The shops and forms that post events to the company. */
export const createEventsStore = ({
  api,
}: {
  api: Pick<Api, 'listEventSources' | 'createEventSource' | 'deleteEventSource' | 'rotateEventSource'>;
}) => {
  const sources = signal<readonly EventSource[]>([]);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  const load = async () => {
    try {
      sources.value = (await api.listEventSources()).items;
      phase.value = 'ready';
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      if (phase.peek() !== 'ready') phase.value = 'failed';
    }
  };
  return {
    sources,
    phase,
    problem,
    load,
    create: async (request: CreateEventSourceRequest): Promise<EventSourceWithAddress> => {
      const created = await api.createEventSource(request);
      await load();
      return created;
    },
    rotate: async (id: string, what: 'token' | 'secret'): Promise<EventSourceWithAddress> => {
      const rotated = await api.rotateEventSource(id, { what });
      await load();
      return rotated;
    },
    remove: async (id: string): Promise<void> => {
      await api.deleteEventSource(id);
      await load();
    },
  };
};
