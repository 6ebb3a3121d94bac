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
  const cursor = signal<string | null>(null);
  const view = signal<AlertsView>('open');
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  const busyId = signal<string | null>(null);

  const load = async () => {
    try {
      const pages = await Promise.all([
        api.listAlerts({ state: 'open' }),
        view.peek() === 'all' ? api.listAlerts({ state: 'all' }) : null,
      ]);
      open.value = pages[0].items;
      if (pages[1] !== null) {
        history.value = pages[1].items;
        cursor.value = pages[1].nextCursor;
      }
      problem.value = null;
      phase.value = 'ready';
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      if (phase.peek() !== 'ready') phase.value = 'failed';
    }
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
    cursor: computed(() => (view.value === 'all' ? cursor.value : null)),
    shown: computed(() => (view.value === 'open' ? open.value : history.value)),
    unseen: computed(() => open.value.filter((one) => one.acknowledgedAtMs === null).length),
    load,
    show: async (next: AlertsView) => {
      view.value = next;
      await load();
    },
    loadMore: async () => {
      const from = cursor.peek();
      if (from === null) return;
      const page = await api.listAlerts({ state: 'all', cursor: from });
      history.value = [...history.peek(), ...page.items];
      cursor.value = page.nextCursor;
    },
    acknowledge: (id: string) => decide(id, api.acknowledgeAlert),
    resolve: (id: string) => decide(id, api.resolveAlert),
  };
};
