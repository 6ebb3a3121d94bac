import { useEffect } from 'preact/hooks';
import { BellRing, CircleAlert, ShieldCheck } from 'lucide';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import pageStyles from '../../ui/page.module.css';
import { AlertRow } from './alert-row.tsx';
import styles from './alerts-page.module.css';

export const AlertsPage = () => {
  const { alerts } = useWorkspace();
  useEffect(() => void alerts.load(), [alerts]);
  const phase = alerts.phase.value;
  const shown = alerts.shown.value;
  return (
    <main class={pageStyles.page}>
      <div class={pageStyles.column}>
        <header class={pageStyles.header}>
          <div>
            <h1 class={pageStyles.title}>Alerts</h1>
            <p class={pageStyles.lead}>What administrators must know about your numbers.</p>
          </div>
        </header>
        <Tabs
          label="Which alerts"
          tabs={[
            { id: 'open', label: 'Open', count: alerts.open.value.length },
            { id: 'all', label: 'All' },
          ]}
          value={alerts.view.value}
          onValue={(view) => void alerts.show(view)}
        />
        {phase === 'loading' && <LoadingRows label="Loading alerts" />}
        {phase === 'failed' && (
          <EmptyState
            icon={CircleAlert}
            title="The alerts could not be loaded"
            action={<Button onClick={() => void alerts.load()}>Try again</Button>}
          >
            {alerts.problem.value?.message}
          </EmptyState>
        )}
        {phase === 'ready' && shown.length === 0 && (
          <div class={pageStyles.card}>
            <EmptyState
              icon={alerts.view.value === 'open' ? ShieldCheck : BellRing}
              title={alerts.view.value === 'open' ? 'No open alerts' : 'There has been no alert'}
            >
              When Meta restricts a number, a token ends or webhooks stop, you see it here.
            </EmptyState>
          </div>
        )}
        {shown.length > 0 && (
          <ul class={styles.list} aria-label="Alerts">
            {shown.map((alert) => (
              <AlertRow key={alert.id} alert={alert} />
            ))}
          </ul>
        )}
        {alerts.cursor.value !== null && <Button onClick={() => void alerts.loadMore()}>Show more</Button>}
      </div>
    </main>
  );
};
