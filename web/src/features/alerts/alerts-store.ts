import { computed, signal } from '@preact/signals';
import type { Alert } from '../../../../workers/contracts/api/alerts.ts';
import type { AlertsApi } from '../../api/alerts-api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export type AlertsStore = ReturnType<typeof createAlertsStore>;
export type AlertsView = 'open' | 'all';

/** What administrators must know. The open ones are always loaded: the shell counts those that nobody has seen. */
export const createAlertsStore = ({
  api,
}: {
  api: Pick<AlertsApi, 'listAlerts' | 'acknowledgeAlert' | 'resolveAlert'>;
}) => {
  const open = signal<readonly Alert[]>([]);
  const history = signal<readonly Alert[]>([]);
  const openCursor = signal<string | null>(null);
  const historyCursor = signal<string | null>(null);
  const view = signal<AlertsView>('open');
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  const busyId = signal<string | null>(null);
  let openPages = 1;

  const load = async () => {
    try {
      const pages = await Promise.all([
        listPages('open', openPages),
        view.peek() === 'all' ? api.listAlerts({ state: 'all' }) : null,
      ]);
      open.value = pages[0].items;
      openCursor.value = pages[0].nextCursor;
      if (pages[1] !== null) {
        history.value = pages[1].items;
        historyCursor.value = pages[1].nextCursor;
      }
      problem.value = null;
      phase.value = 'ready';
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      if (phase.peek() !== 'ready') phase.value = 'failed';
    }
  };
  /** The first pages as they are now: what is on screen stays there. */
  const listPages = async (state: AlertsView, count: number) => {
    let items: Alert[] = [];
    let nextCursor: string | null = null;
    for (let read = 0; read < count; read++) {
      if (read > 0 && nextCursor === null) break;
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before it ended
      const page: Awaited<ReturnType<typeof api.listAlerts>> = await api.listAlerts({
        state,
        ...(nextCursor === null ? {} : { cursor: nextCursor }),
      });
      items = [...items, ...page.items];
      nextCursor = page.nextCursor;
    }
    return { items, nextCursor };
  };
  const decide = async (id: string, call: (id: string) => Promise<Alert>) => {
    busyId.value = id;
    try {
      await call(id);
      await load();
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
    } finally {
      busyId.value = null;
    }
  };

  return {
    open,
    view,
    phase,
    problem,
    busyId,
    cursor: computed(() => (view.value === 'all' ? historyCursor.value : openCursor.value)),
    /** Whether there are more open ones than are loaded. */
    hasMoreOpen: computed(() => openCursor.value !== null),
    shown: computed(() => (view.value === 'open' ? open.value : history.value)),
    unseen: computed(() => open.value.filter((one) => one.acknowledgedAtMs === null).length),
    load,
    show: async (next: AlertsView) => {
      view.value = next;
      await load();
    },
    loadMore: async () => {
      if (view.peek() === 'open') {
        openPages += 1;
        await load();
        return;
      }
      const from = historyCursor.peek();
      if (from === null) return;
      const page = await api.listAlerts({ state: 'all', cursor: from });
      history.value = [...history.peek(), ...page.items];
      historyCursor.value = page.nextCursor;
    },
    acknowledge: (id: string) => decide(id, api.acknowledgeAlert),
    resolve: (id: string) => decide(id, api.resolveAlert),
  };
};
